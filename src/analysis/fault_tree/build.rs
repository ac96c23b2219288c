//! From a module's gates to its decision diagram, trying variable orders within a limit.

use super::bdd::{Bdd, Operation};
use super::diagram::Diagram;
use super::hashed::{FALSE, TRUE, TooLarge};
use super::modules::{Argument, Module};
use super::order::{HEURISTICS, order};
use super::tree::{GateKind, number};

/// What the first round lets each order spend; every further round lets them spend more, by [`FACTOR`].
const FIRST_ROUND: u64 = 1 << 14;
const FACTOR: u64 = 8;

/// The module's diagram in the first order that is small enough. All orders get a little before any gets much.
/// What is spent is taken from `steps`. Every module gets one round even if others have used up everything, so that one
/// hard part of a system doesn't cost the exact answers of the rest.
pub(super) fn build(module: &Module, steps: &mut u64) -> Result<Diagram, TooLarge> {
    let mut round = FIRST_ROUND;
    loop {
        for heuristic in HEURISTICS {
            let allowed = if round == FIRST_ROUND { round } else { round.min(*steps) };
            let mut bdd = Bdd::new(allowed);
            let order = order(module, heuristic);
            let root = top(&mut bdd, module, &order);
            *steps = steps.saturating_sub(allowed - bdd.steps_left());
            if let Ok(root) = root {
                return Ok(Diagram::new(bdd.nodes(), root, order));
            }
        }
        if *steps == 0 {
            return Err(TooLarge);
        }
        round = round.saturating_mul(FACTOR);
    }
}

/// The function of the module's last gate.
fn top(bdd: &mut Bdd, module: &Module, order: &[u32]) -> Result<u32, TooLarge> {
    let mut variables = vec![FALSE; order.len()];
    for (level, input) in order.iter().enumerate() {
        variables[*input as usize] = bdd.variable(number(level));
    }
    let mut gates: Vec<u32> = Vec::with_capacity(module.gates.len());
    for gate in &module.gates {
        let mut arguments: Vec<u32> = gate
            .arguments
            .iter()
            .map(|argument| match argument {
                Argument::Input(input) => variables[*input as usize],
                Argument::Gate(gate) => gates[*gate as usize],
            })
            .collect();
        // By level: neighbours share variables, so what is joined first stays small.
        arguments.sort_by_key(|&argument| std::cmp::Reverse(bdd.nodes().level(argument)));
        gates.push(combine(bdd, gate.kind, arguments)?);
    }
    Ok(gates.last().copied().unwrap_or(FALSE))
}

fn combine(bdd: &mut Bdd, kind: GateKind, arguments: Vec<u32>) -> Result<u32, TooLarge> {
    match kind {
        GateKind::Or => join(bdd, Operation::Or, arguments),
        GateKind::And => join(bdd, Operation::And, arguments),
        GateKind::AtLeast(count) => at_least(bdd, count as usize, &arguments),
    }
}

/// Joins single events one after the other from the last level up, which takes one node each, then the others as
/// neighbours, and so on with the results: one after the other, each would walk all that is joined already.
fn join(bdd: &mut Bdd, operation: Operation, arguments: Vec<u32>) -> Result<u32, TooLarge> {
    let (events, mut parts): (Vec<u32>, Vec<u32>) = arguments.into_iter().partition(|&argument| bdd.is_variable(argument));
    if let Some((last, above)) = events.split_first() {
        parts.push(above.iter().try_fold(*last, |all, &next| bdd.apply(operation, next, all))?);
    }
    while parts.len() > 1 {
        let pairs = parts.chunks(2).map(|pair| match pair {
            [left, right] => bdd.apply(operation, *left, *right),
            rest => Ok(rest.first().copied().unwrap_or(FALSE)),
        });
        parts = pairs.collect::<Result<_, _>>()?;
    }
    Ok(parts.first().copied().unwrap_or(FALSE))
}

/// "At least `count` of the arguments", by counting: `reached[j]` says that at least j of those seen so far are down.
/// With single events it has count × (arguments − count + 1) nodes, where writing out the combinations would explode.
fn at_least(bdd: &mut Bdd, count: usize, arguments: &[u32]) -> Result<u32, TooLarge> {
    let mut reached = vec![FALSE; count + 1];
    reached[0] = TRUE;
    for &argument in arguments {
        for j in (1..=count).rev() {
            let with = bdd.apply(Operation::And, argument, reached[j - 1])?;
            reached[j] = bdd.apply(Operation::Or, with, reached[j])?;
        }
    }
    Ok(reached[count])
}
