//! First bounds for a module that is too large for a decision diagram, gate by gate, in linear time.
//!
//! Events are independent and gates coherent, so all gates are associated (Esary and Proschan 1970): whatever they
//! share, a gate "all of" is at least as likely as the product and at most as likely as its least likely input, and a
//! gate "any of" at least as likely as its likeliest input and at most as likely as if its inputs were independent.

use super::modules::{Argument, Module, ModuleGate};
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

/// The least that each gate of the module can be, if its inputs are at least that likely.
pub(super) fn lowest(module: &Module, inputs: &[f64]) -> Vec<f64> {
    let mut gates = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let arguments = arguments(gate, inputs, &gates);
        gates.push(match gate.kind {
            GateKind::Or => arguments.fold(0.0, f64::max),
            GateKind::And => arguments.product(),
            // That the likeliest so many are all down.
            GateKind::AtLeast(count) => {
                let mut arguments: Vec<f64> = arguments.collect();
                arguments.sort_by(|a, b| b.total_cmp(a));
                arguments.iter().take(count as usize).product()
            }
        });
    }
    gates
}

/// The most that each gate of the module can be, if its inputs are at most that likely.
pub(super) fn highest(module: &Module, inputs: &[f64]) -> Vec<f64> {
    let mut gates = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let arguments = arguments(gate, inputs, &gates);
        gates.push(match gate.kind {
            GateKind::Or => any_of_independent(arguments),
            GateKind::And => arguments.fold(1.0, f64::min),
            // By Markov's inequality: at most the expected number of those down over the number needed.
            GateKind::AtLeast(count) => (arguments.sum::<f64>() / f64::from(count)).min(1.0),
        });
    }
    gates
}

fn arguments<'a>(gate: &'a ModuleGate, inputs: &'a [f64], gates: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    gate.arguments.iter().map(|argument| match argument {
        Argument::Input(input) => inputs[*input as usize],
        Argument::Gate(gate) => gates[*gate as usize],
    })
}

/// 1 − ∏(1 − q), summed up so that small probabilities keep their digits.
pub(super) fn any_of_independent(probabilities: impl Iterator<Item = f64>) -> f64 {
    probabilities.fold(0.0, |any, q| any + (1.0 - any) * q)
}
