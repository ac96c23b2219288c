//! groundplan
pub mod analysis;
pub mod document;
pub mod knowledge;
pub mod plan;
