//! An order in which what gates combine stands close together: the FORCE heuristic of Aloul, Markov and Sakallah, "FORCE: a
//! fast and easy-to-implement variable-ordering heuristic" (Great Lakes Symposium on VLSI, 2003).

use super::modules::{Argument, Module};
use super::tree::number;

/// The inputs in an order in which what gates combine stands close together.
///
/// Inputs and gates stand on a line, first as a walk meets them. A gate and what it combines pull each other to the middle of
/// them all; all are moved to where they are pulled on average and stand in that order then. That goes on while it shortens
/// the sum of the gates' spans.
pub(super) fn together(module: &Module) -> Vec<u32> {
    let (inputs, gates) = (module.inputs.len(), module.gates.len());
    let mut places: Vec<f64> = spread(module);
    let mut best = (f64::INFINITY, places.clone());
    loop {
        let (mut pulls, mut pulled) = (vec![0.0; inputs + gates], vec![0.0; inputs + gates]);
        let mut spans = 0.0;
        for (at, gate) in module.gates.iter().enumerate() {
            let members = || gate.arguments.iter().map(|argument| index(*argument, inputs)).chain([inputs + at]);
            let (mut sum, mut low, mut high) = (0.0, f64::INFINITY, 0.0_f64);
            for member in members() {
                sum += places[member];
                low = low.min(places[member]);
                high = high.max(places[member]);
            }
            spans += high - low;
            let middle = sum / (gate.arguments.len() + 1) as f64;
            for member in members() {
                pulls[member] += middle;
                pulled[member] += 1.0;
            }
        }
        if spans >= best.0 {
            break;
        }
        best = (spans, places.clone());
        let mut line: Vec<usize> = (0..inputs + gates).collect();
        let pull = |at: &usize| pulls[*at] / pulled[*at];
        line.sort_by(|a, b| pull(a).total_cmp(&pull(b)));
        for (place, at) in line.into_iter().enumerate() {
            places[at] = place as f64;
        }
    }
    let mut order: Vec<u32> = (0..number(inputs)).collect();
    order.sort_by(|a, b| best.1[*a as usize].total_cmp(&best.1[*b as usize]));
    order
}

/// Where each input and, behind them, each gate stands in a walk: gates stand behind what they combine.
fn spread(module: &Module) -> Vec<f64> {
    let inputs = module.inputs.len();
    let mut last: Vec<usize> = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let met = gate.arguments.iter().map(|argument| match argument {
            Argument::Input(input) => *input as usize,
            Argument::Gate(gate) => last[*gate as usize],
        });
        last.push(met.max().unwrap_or_default());
    }
    let mut line: Vec<usize> = (0..inputs + module.gates.len()).collect();
    line.sort_by_key(|at| at.checked_sub(inputs).map_or(*at, |gate| last[gate]));
    let mut places = vec![0.0; line.len()];
    for (place, at) in line.into_iter().enumerate() {
        places[at] = place as f64;
    }
    places
}

/// Where an argument stands in lists of the inputs and, behind them, the gates.
fn index(argument: Argument, inputs: usize) -> usize {
    match argument {
        Argument::Input(input) => input as usize,
        Argument::Gate(gate) => inputs + gate as usize,
    }
}
