//! Variable orders to try. The size of a decision diagram hangs on the order, and finding the best is hard, so a few
//! well-tried heuristics compete.

use super::force::together;
use super::modules::{Argument, Module};
use super::tree::number;

/// A way to order a module's inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heuristic {
    /// As a depth-first walk meets them: usually good, as authors write related things together.
    LeftToRight,
    /// A walk that takes the smallest branch first, so that single events stand above the chains they join.
    LightestFirst,
    /// A walk that takes the heaviest branch first, weighed by fan-in: the top weighs 1, a gate hands its weight on in
    /// equal parts (Minato, Ishiura, Yajima 1990).
    HeaviestFirst,
    /// What is combined stands close together, whatever the order of the walk.
    Together,
}

/// In the order in which they are tried.
pub(super) const HEURISTICS: [Heuristic; 4] =
    [Heuristic::LeftToRight, Heuristic::Together, Heuristic::LightestFirst, Heuristic::HeaviestFirst];

/// The module's inputs from the first to be decided to the last.
pub(super) fn order(module: &Module, heuristic: Heuristic) -> Vec<u32> {
    match heuristic {
        // Inputs are numbered by that walk.
        Heuristic::LeftToRight => (0..number(module.inputs.len())).collect(),
        Heuristic::Together => together(module),
        Heuristic::LightestFirst => {
            let sizes = sizes(module);
            walk(module, |argument| match argument {
                Argument::Input(_) => 1.0,
                Argument::Gate(gate) => sizes[gate as usize],
            })
        }
        Heuristic::HeaviestFirst => {
            let weights = Weights::of(module);
            walk(module, |argument| match argument {
                Argument::Input(input) => -weights.inputs[input as usize],
                Argument::Gate(gate) => -weights.gates[gate as usize],
            })
        }
    }
}

/// How many leaves the tree below each gate would have if nothing were shared.
fn sizes(module: &Module) -> Vec<f64> {
    let mut sizes: Vec<f64> = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let size = gate.arguments.iter().map(|argument| match argument {
            Argument::Input(_) => 1.0,
            Argument::Gate(gate) => sizes[*gate as usize],
        });
        sizes.push(size.sum());
    }
    sizes
}

struct Weights {
    gates: Vec<f64>,
    inputs: Vec<f64>,
}

impl Weights {
    fn of(module: &Module) -> Self {
        let mut gates = vec![0.0; module.gates.len()];
        let mut inputs = vec![0.0; module.inputs.len()];
        if let Some(top) = gates.last_mut() {
            *top = 1.0;
        }
        for (at, gate) in module.gates.iter().enumerate().rev() {
            let share = gates[at] / gate.arguments.len() as f64;
            for argument in &gate.arguments {
                match argument {
                    Argument::Input(input) => inputs[*input as usize] += share,
                    Argument::Gate(gate) => gates[*gate as usize] += share,
                }
            }
        }
        Self { gates, inputs }
    }
}

/// The inputs as a depth-first walk meets them that takes the argument of the lowest key first.
fn walk(module: &Module, key: impl Fn(Argument) -> f64) -> Vec<u32> {
    let mut order = Vec::with_capacity(module.inputs.len());
    let mut met_input = vec![false; module.inputs.len()];
    let mut met_gate = vec![false; module.gates.len()];
    let mut ahead = vec![Argument::Gate(number(module.gates.len() - 1))];
    while let Some(argument) = ahead.pop() {
        match argument {
            Argument::Input(input) => {
                if !std::mem::replace(&mut met_input[input as usize], true) {
                    order.push(input);
                }
            }
            Argument::Gate(gate) => {
                if !std::mem::replace(&mut met_gate[gate as usize], true) {
                    let mut arguments = module.gates[gate as usize].arguments.clone();
                    // Stable, then turned round, as the last pushed is the first taken.
                    arguments.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
                    ahead.extend(arguments.into_iter().rev());
                }
            }
        }
    }
    order
}
