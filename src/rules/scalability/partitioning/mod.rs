//! Partitioning: even keys, one writer for each store, and nothing that grows with the fleet up to its limit.

mod fleet;
mod keys;
mod owners;
mod readers;

pub(in crate::rules) use fleet::grows_with_the_fleet;
pub(in crate::rules) use keys::{scattered, uneven};
pub(in crate::rules) use owners::several_owners_write;
pub(in crate::rules) use readers::idle_consumers;
