//! groundplan
pub mod knowledge;
pub mod plan;
