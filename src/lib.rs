//! groundplan
pub mod analysis;
pub mod knowledge;
pub mod plan;
