//! The arithmetic: pure functions that answer with a value and how it was got, or with what is missing.
//!
//! Nothing here fails, reads a clock or touches the world. Each file answers one question.

pub mod availability;
pub mod burn;
pub mod compose;
pub mod connections;
pub mod cost;
pub mod decision;
pub mod digits;
pub mod drain;
pub mod effective;
pub mod experiments;
pub mod fault_tree;
pub mod figure;
pub mod growth;
pub mod hottest;
pub mod keys;
pub mod latency;
pub mod latency_sum;
pub mod latency_target;
pub mod load;
pub mod log_cost;
pub mod overload;
pub mod parts;
pub mod pools;
pub mod queue_wait;
pub mod queueing;
pub mod rehearsed;
pub mod replays;
pub mod retries;
pub mod risk;
pub mod shards;
pub mod sizing;
pub mod structure;
pub mod under_way;
pub mod what_if;
pub mod worst_case;
pub mod zones;

pub use figure::{Derivation, Term};
