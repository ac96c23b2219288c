//! groundplan: plan a backend system, judge the plan, and render what a team needs from it.
//!
//! Data flows one way, and each room knows only those before it:
//!
//! ```text
//! text ─ document ─▶ plan ─▶ graph ─▶ analysis ─▶ rules ─▶ history ─▶ render ─▶ documents
//! ```
//!
//! `knowledge` holds the guidance as data; `wizard` and `cli` stand at the end and touch the world.

pub mod document;
pub mod plan;

pub mod knowledge;

pub mod graph;

pub mod analysis;

pub mod rules;

mod study;
pub use study::{Study, study, study_by};

pub mod render;

pub mod publish;

#[cfg(feature = "tui")]
pub mod wizard;

pub mod cli;
