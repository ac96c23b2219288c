//! groundplan
pub mod knowledge;
