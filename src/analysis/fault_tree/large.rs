//! A module that is too large for a decision diagram: its likeliest cut sets, and bounds from them.

use super::bdd::{Bdd, Operation};
use super::bounds::{Range, any_of_independent, highest, lowest};
use super::diagram::Diagram;
use super::hashed::{FALSE, TRUE, TooLarge};
use super::modules::Module;
use super::order::{Heuristic, order};
use super::probability::probabilities;
use super::search::{Found, search};

/// A set begun costs about as much as so many steps on a diagram.
const STEPS_PER_SET: u64 = 128;

/// The likeliest cut sets, by the highest probabilities of the inputs.
pub(super) fn likeliest(module: &Module, inputs: &[Range], steps: u64) -> Found {
    let highest: Vec<f64> = inputs.iter().map(|input| input.high).collect();
    search(module, &highest, steps / STEPS_PER_SET)
}

/// Where the module's probability lies: at least that of the cut sets found, and at most that of these and all that may
/// come of the sets begun, by the min-cut upper bound 1 − ∏(1 − P) (Esary and Proschan 1963).
pub(super) fn range(module: &Module, inputs: &[Range], steps: u64) -> Range {
    let Found { sets, open } = likeliest(module, inputs, steps);
    let all_of = |set: &Vec<u32>| -> f64 { set.iter().map(|input| inputs[*input as usize].high).product() };
    let high = any_of_independent(sets.iter().map(all_of).chain(open));
    let highs: Vec<f64> = inputs.iter().map(|input| input.high).collect();
    let most = highest(module, &highs).pop().unwrap_or(1.0);
    let lows: Vec<f64> = inputs.iter().map(|input| input.low).collect();
    let least = lowest(module, &lows).pop().unwrap_or(0.0);
    Range { low: any_of(module, sets, &lows, steps).max(least), high: high.min(most) }
}

/// The probability that any of the sets is down if each input has the probability `q`; of the likeliest sets if all
/// are too many.
fn any_of(module: &Module, mut sets: Vec<Vec<u32>>, q: &[f64], steps: u64) -> f64 {
    let all_of = |set: &Vec<u32>| -> f64 { set.iter().map(|input| q[*input as usize]).product() };
    sets.sort_by(|a, b| all_of(b).total_cmp(&all_of(a)));
    let mut bdd = Bdd::new(steps);
    let mut any = FALSE;
    for set in sets {
        // Levels are the numbers of the inputs, and a set is a chain of them.
        let chain = set.iter().rev().fold(TRUE, |chain, input| bdd.node(*input, chain, FALSE));
        match bdd.apply(Operation::Or, chain, any) {
            Ok(more) => any = more,
            Err(TooLarge) => break,
        }
    }
    let order = order(module, Heuristic::LeftToRight);
    let diagram = Diagram::new(bdd.nodes(), any, order);
    probabilities(&diagram, q)[diagram.root()]
}
