//! What the probability would be if every mention of an event were another event.

use super::tree::{FaultTree, GateKind, Node};

impl FaultTree {
    /// The probability of `top` by multiplying gate by gate, as if nothing were shared. Wrong wherever two branches share
    /// an event, mostly far too low under redundancy: its distance from the exact answer shows what sharing costs.
    /// `q` holds the probability of each event by [`super::EventId::index`].
    pub fn as_if_nothing_were_shared(&self, top: Node, q: &[f64]) -> f64 {
        let mut gates: Vec<f64> = Vec::with_capacity(self.gates().len());
        let value = |node: Node, gates: &[f64]| match node {
            Node::Never => 0.0,
            Node::Always => 1.0,
            Node::Event(event) => q[event.index()],
            Node::Gate(gate) => gates[gate.index()],
        };
        for gate in self.gates() {
            let inputs: Vec<f64> = gate.inputs.iter().map(|&input| value(input, &gates)).collect();
            let count = match gate.kind {
                GateKind::Or => 1,
                GateKind::And => inputs.len(),
                GateKind::AtLeast(count) => count as usize,
            };
            gates.push(at_least(count, &inputs));
        }
        value(top, &gates)
    }
}

/// The probability that at least `count` of independent things are down (Poisson binomial), by counting up: every term
/// is positive, so rare failures keep their digits.
///
/// With instances of one availability it gives the unavailability of a group as one event:
/// 2 of 3 at 0.99 is `1.0 - at_least(2, &[0.01; 3])`.
pub fn at_least(count: usize, probabilities: &[f64]) -> f64 {
    let mut reached = vec![0.0; count + 1];
    reached[0] = 1.0;
    for q in probabilities {
        for j in (1..=count).rev() {
            reached[j] += q * (reached[j - 1] - reached[j]);
        }
    }
    reached[count]
}
