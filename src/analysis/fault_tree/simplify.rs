//! An equivalent tree that makes smaller diagrams.

use std::collections::HashSet;

use super::tree::{EventId, FaultTree, Gate, GateKind, Node};

/// The gates below `top` without those that repeat their parents, and with the single points of failure taken out.
///
/// Where every parent of a gate is of its own kind, its inputs stand in the parents instead: the hard dependencies of
/// a system are one "any of" then, in which what is reached on several ways stands once. The single points decide by
/// themselves, so below the new top "any single point, or the rest" they never happen, which frees the rest of what
/// it mostly shares. The result has gates only; its events are those of `tree`, by id.
pub(super) fn simplify(tree: &FaultTree, top: Node, single_points: &[EventId]) -> (FaultTree, Node) {
    let mut simple = FaultTree::new();
    let Node::Gate(last) = top else { return (simple, top) };
    let repeats = Repeats::below(tree, last.index());
    let mut new = vec![Node::Never; last.index() + 1];
    for (at, gate) in tree.gates().iter().enumerate().take(last.index() + 1) {
        if repeats.is_kept(at) {
            let inputs = inputs(tree, gate, &repeats);
            let inputs = inputs.into_iter().map(|input| match input {
                Node::Event(event) if single_points.binary_search(&event).is_ok() => Node::Never,
                Node::Gate(gate) => new[gate.index()],
                _ => input,
            });
            new[at] = match gate.kind {
                GateKind::Or => simple.or(inputs),
                GateKind::And => simple.and(inputs),
                GateKind::AtLeast(count) => simple.at_least(count, inputs),
            };
        }
    }
    let rest = new[last.index()];
    let parts = single_points.iter().map(|event| Node::Event(*event)).chain([rest]);
    let top = simple.or(parts);
    (simple, top)
}

/// Which gates are below the top, and which of them only repeat their parents.
struct Repeats {
    below: Vec<bool>,
    repeats: Vec<bool>,
}

impl Repeats {
    fn below(tree: &FaultTree, top: usize) -> Self {
        let gates = tree.gates();
        let mut below = vec![false; top + 1];
        let mut repeats = vec![true; top + 1];
        below[top] = true;
        repeats[top] = false;
        for at in (0..=top).rev() {
            if !below[at] {
                continue;
            }
            let gate = &gates[at];
            for input in &gate.inputs {
                if let Node::Gate(input) = input {
                    below[input.index()] = true;
                    let same = gates[input.index()].kind == gate.kind && !matches!(gate.kind, GateKind::AtLeast(_));
                    repeats[input.index()] &= same;
                }
            }
        }
        Self { below, repeats }
    }

    fn is_kept(&self, gate: usize) -> bool {
        self.below[gate] && !self.repeats[gate]
    }
}

/// The gate's inputs from left to right, those of repeating gates in their place. Each once, unless the gate counts.
fn inputs(tree: &FaultTree, gate: &Gate, repeats: &Repeats) -> Vec<Node> {
    if matches!(gate.kind, GateKind::AtLeast(_)) {
        return gate.inputs.clone();
    }
    let mut inputs = Vec::new();
    let mut seen = HashSet::new();
    let mut ahead: Vec<Node> = gate.inputs.iter().rev().copied().collect();
    while let Some(node) = ahead.pop() {
        if !seen.insert(node) {
            continue;
        }
        match node {
            Node::Gate(id) if repeats.repeats[id.index()] => ahead.extend(tree.gates()[id.index()].inputs.iter().rev()),
            _ => inputs.push(node),
        }
    }
    inputs
}
