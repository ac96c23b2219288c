//! The engine against published values, against trying all states, and at the extremes.

mod against_enumeration;
mod extremes;
mod scale;
mod values;

use super::{FaultTree, Limits, Node};

/// The exact probability of the top.
fn exact(tree: &FaultTree, top: Node) -> f64 {
    tree.compile(top, &Limits::default()).probability(&tree.probabilities()).exact().expect("within the limits")
}

#[track_caller]
fn assert_close(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{found:e} is not {expected:e}");
}
