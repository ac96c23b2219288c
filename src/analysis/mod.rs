//! The arithmetic: pure functions that answer with a value and how it was got, or with what is missing.

pub mod fault_tree;
