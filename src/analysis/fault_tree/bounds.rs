//! Bounds for a module that is too large for a decision diagram.
//!
//! Events are independent and gates coherent, so all gates are associated (Esary and Proschan 1970): whatever they
//! share, a gate "all of" is at least as likely as the product and at most as likely as its least likely input, and a
//! gate "any of" at least as likely as its likeliest input and at most as likely as if its inputs were independent.

use super::modules::{Argument, Module};
use super::tree::GateKind;

/// Where a probability lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    pub fn exact(value: f64) -> Self {
        Self { low: value, high: value }
    }

    pub fn is_exact(&self) -> bool {
        self.low >= self.high
    }
}

/// Where the module's probability lies, from the ranges of its inputs; linear in its size.
pub(super) fn bounds(module: &Module, inputs: &[Range]) -> Range {
    let mut gates: Vec<Range> = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let arguments: Vec<Range> = gate
            .arguments
            .iter()
            .map(|argument| match argument {
                Argument::Input(input) => inputs[*input as usize],
                Argument::Gate(gate) => gates[*gate as usize],
            })
            .collect();
        gates.push(match gate.kind {
            GateKind::Or => any_of(&arguments),
            GateKind::And => all_of(&arguments),
            GateKind::AtLeast(count) => at_least(count as usize, arguments),
        });
    }
    gates.last().copied().unwrap_or(Range { low: 0.0, high: 1.0 })
}

fn any_of(arguments: &[Range]) -> Range {
    Range {
        low: arguments.iter().fold(0.0, |most, argument| argument.low.max(most)),
        high: any_of_independent(arguments.iter().map(|argument| argument.high)),
    }
}

fn all_of(arguments: &[Range]) -> Range {
    Range {
        low: arguments.iter().map(|argument| argument.low).product(),
        high: arguments.iter().fold(1.0, |least, argument| argument.high.min(least)),
    }
}

/// "At least k" is at least as likely as that the k likeliest are all down, and by Markov's inequality at most as likely
/// as the expected number of those down over k.
fn at_least(count: usize, mut arguments: Vec<Range>) -> Range {
    let expected: f64 = arguments.iter().map(|argument| argument.high).sum();
    arguments.sort_by(|a, b| b.low.total_cmp(&a.low));
    let low = arguments.iter().take(count).map(|argument| argument.low).product();
    Range { low, high: (expected / count as f64).min(1.0) }
}

/// 1 − ∏(1 − q), summed up so that small probabilities keep their digits.
pub(super) fn any_of_independent(probabilities: impl Iterator<Item = f64>) -> f64 {
    probabilities.fold(0.0, |any, q| any + (1.0 - any) * q)
}
