//! Random trees: events with probabilities, then gates over what was made before them.

use std::ops::Range;

use proptest::prelude::*;

use super::super::{FaultTree, Node};

/// The probabilities of the events, then for each gate which kind it is and what it combines.
pub type Plan = (Vec<f64>, Vec<(u8, Vec<prop::sample::Index>)>);

/// Plans of so many events and gates.
pub fn plans(events: Range<usize>, gates: Range<usize>) -> impl Strategy<Value = Plan> {
    let inputs = prop::collection::vec(any::<prop::sample::Index>(), 1..5);
    (prop::collection::vec(0.0..1.0_f64, events), prop::collection::vec((0..4_u8, inputs), gates))
}

/// The tree of a plan. Its top is the last gate.
pub fn tree((events, gates): &Plan) -> (FaultTree, Node) {
    grown(events, gates, |index, nodes| *index.get(nodes))
}

/// The same, but gates combine what was made shortly before them, so that the tree is deep and little of it is unused.
pub fn deep_tree((events, gates): &Plan) -> (FaultTree, Node) {
    let recent = events.len();
    grown(events, gates, |index, nodes| *index.get(&nodes[nodes.len().saturating_sub(recent)..]))
}

fn grown(
    events: &[f64],
    gates: &[(u8, Vec<prop::sample::Index>)],
    pick: impl Fn(&prop::sample::Index, &[Node]) -> Node,
) -> (FaultTree, Node) {
    let mut tree = FaultTree::new();
    let mut nodes: Vec<Node> = events.iter().map(|&q| tree.event("event", q).into()).collect();
    for (kind, inputs) in gates {
        let inputs: Vec<Node> = inputs.iter().map(|index| pick(index, &nodes)).collect();
        nodes.push(match kind {
            0 => tree.or(inputs),
            1 => tree.and(inputs),
            2 => tree.at_least(2, inputs),
            _ => tree.group(2, inputs),
        });
    }
    (tree, nodes.pop().expect("at least one event"))
}
