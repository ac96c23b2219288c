//! Single points of failure: events that alone bring the top down, the cut sets of order 1.
//!
//! Decided on the structure, not by comparing probabilities: the cofactor of the structure function at "this event is
//! down, everything else works". Sixty-four events are tried at once, one to a bit.

use super::modules::{Argument, Input, Module};
use super::tree::{EventId, GateKind};

/// The events that alone bring down the last of the modules, in the order of their ids. Linear in the size of the
/// modules, times the events of a module over 64: no limit is needed.
pub(super) fn single_points(modules: &[Module]) -> Vec<EventId> {
    let mut events = Vec::new();
    let mut fatal = vec![false; modules.len()];
    if let Some(top) = fatal.last_mut() {
        *top = true;
    }
    // A module that isn't fatal itself holds nothing that is.
    for (at, module) in modules.iter().enumerate().rev() {
        if !fatal[at] {
            continue;
        }
        for (input, alone) in module.inputs.iter().zip(fatal_inputs(module)) {
            match *input {
                Input::Event(event) if alone => events.push(event),
                Input::Module(inner) => fatal[inner] = alone,
                Input::Event(_) => {}
            }
        }
    }
    events.sort_unstable();
    events
}

/// For each input of the module whether it alone brings the module down.
pub(super) fn fatal_inputs(module: &Module) -> Vec<bool> {
    let mut fatal = Vec::with_capacity(module.inputs.len());
    let mut down = vec![0_u64; module.gates.len()];
    let mut reached = Vec::new();
    for first in (0..module.inputs.len()).step_by(64) {
        let value = |argument: &Argument, down: &[u64]| match argument {
            Argument::Input(input) => (*input as usize).checked_sub(first).filter(|&bit| bit < 64).map_or(0, |bit| 1 << bit),
            Argument::Gate(gate) => down[*gate as usize],
        };
        for (at, gate) in module.gates.iter().enumerate() {
            let mut arguments = gate.arguments.iter().map(|argument| value(argument, &down));
            down[at] = match gate.kind {
                GateKind::Or => arguments.fold(0, |all, next| all | next),
                GateKind::And => arguments.fold(u64::MAX, |all, next| all & next),
                GateKind::AtLeast(count) => at_least(count as usize, &mut arguments, &mut reached),
            };
        }
        let last = down.last().copied().unwrap_or(0);
        fatal.extend((first..module.inputs.len()).take(64).map(|input| last >> (input - first) & 1 == 1));
    }
    fatal
}

/// For each bit whether it is set in at least `count` of the words; `reached` is room to count in.
fn at_least(count: usize, words: &mut dyn Iterator<Item = u64>, reached: &mut Vec<u64>) -> u64 {
    reached.clear();
    reached.resize(count + 1, 0);
    reached[0] = u64::MAX;
    for word in words.filter(|&word| word != 0) {
        for j in (1..=count).rev() {
            reached[j] |= reached[j - 1] & word;
        }
    }
    reached[count]
}
