//! The engine against published values, against trying all states and another library, and at the extremes.

mod against_enumeration;
mod against_oxidd;
mod extremes;
mod generated;
mod scale;
mod values;

use super::tree::GateKind;
use super::{EventId, FaultTree, Limits, Node};

/// The exact probability of the top.
fn exact(tree: &FaultTree, top: Node) -> f64 {
    tree.compile(top, &Limits::default()).probability(&tree.probabilities()).exact().expect("within the limits")
}

#[track_caller]
fn assert_close(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{found:e} is not {expected:e}");
}

/// Whether the top is down when exactly these events are.
fn fails_with(tree: &FaultTree, top: Node, down: impl Fn(EventId) -> bool) -> bool {
    let mut gates: Vec<bool> = Vec::new();
    let value = |node: Node, gates: &[bool]| match node {
        Node::Never => false,
        Node::Always => true,
        Node::Event(event) => down(event),
        Node::Gate(gate) => gates[gate.index()],
    };
    for gate in tree.gates() {
        let count = gate.inputs.iter().filter(|&&input| value(input, &gates)).count();
        gates.push(match gate.kind {
            GateKind::Or => count > 0,
            GateKind::And => count == gate.inputs.len(),
            GateKind::AtLeast(needed) => count >= needed as usize,
        });
    }
    value(top, &gates)
}
