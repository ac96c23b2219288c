//! Fault trees: how likely something fails whose parts share what they depend on, and which parts matter.
//!
//! A [`FaultTree`] knows nothing of plans. It is built from [events](FaultTree::event) with gates from the leaves up,
//! [compiled](FaultTree::compile) below any node, and then asked:
//!
//! ```
//! use groundplan::analysis::fault_tree::{FaultTree, Limits};
//!
//! let mut tree = FaultTree::new();
//! let dns = tree.event("dns", 1e-4);
//! let nodes = [tree.event("node 1", 1e-3), tree.event("node 2", 1e-3)];
//! let lost = nodes.map(|node| tree.or([node.into(), dns.into()]));
//! let top = tree.and(lost);
//!
//! let compiled = tree.compile(top, &Limits::default());
//! let unavailability = compiled.probability(&tree.probabilities());
//! assert!((unavailability.high() / 1.009999e-4 - 1.0).abs() < 1e-9);
//! assert_eq!(compiled.single_points(), [dns]);
//! ```
//!
//! The way of a question: [`tree`] → `single_points` → `simplify` → `modules` (parts that share nothing) → `order` and
//! `build` (a decision diagram each, in a variable order that keeps it small) → `probability`, `importance`; and from
//! the diagrams `family` (minimal cut sets) → `measure` and `worst`. What is too large for that goes to `large`, which
//! bounds it by what `search` finds. Nothing here recurses: trees may be as deep as memory allows.

mod answer;
mod bdd;
mod bounds;
mod build;
mod compiled;
mod cut_sets;
mod diagram;
mod family;
mod force;
mod hashed;
mod importance;
mod large;
mod measure;
mod membership;
mod modules;
mod naive;
mod order;
mod probability;
mod search;
mod simplify;
mod single_points;
mod subsets;
mod support;
pub mod tree;
mod worst;

pub use answer::Answer;
pub use compiled::{Compiled, Limits};
pub use cut_sets::{CutSet, CutSets, Shown};
pub use importance::Importance;
pub use naive::at_least;
pub use probability::Given;
pub use tree::{EventId, FaultTree, GateId, Node};

#[cfg(test)]
mod tests;
