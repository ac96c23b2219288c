//! The likeliest cut sets of a module that is too large for a decision diagram, and what the others can add at most.
//!
//! Top-down expansion as MOCUS does it (Fussell and Vesely 1972), always going on with the likeliest set begun. When the
//! work allowed is used up, the sets begun bound what was not found: each stands for all sets that could come of it.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use super::bounds::highest;
use super::modules::{Argument, Module};
use super::single_points::fatal_inputs;
use super::subsets::Subsets;
use super::support::Support;
use super::tree::{GateKind, number};

/// What the search has found.
pub(super) struct Found {
    /// Minimal cut sets, each of ascending inputs.
    pub sets: Vec<Vec<u32>>,
    /// How likely each set begun is at most; if there is none, all cut sets are found.
    pub open: Vec<f64>,
}

/// The search ends when what is open is this small beside what is found.
const NEGLIGIBLE: f64 = 1e-4;

/// Searches the cut sets of the module, whose inputs have at most the probabilities `q`, until so many have been begun.
pub(super) fn search(module: &Module, q: &[f64], most: u64) -> Found {
    let mut search = Search::new(module, q);
    let mut found = Subsets::new(module.inputs.len());
    let mut likelihood = 0.0;
    for (input, _) in search.fatal.iter().enumerate().filter(|(_, fatal)| **fatal) {
        found.insert(vec![number(input)]);
        likelihood += q[input];
    }
    search.begin(&[], &[], &[Argument::Gate(number(module.gates.len() - 1))]);
    let mut begun = 0;
    while let Some(set) = search.begun.pop() {
        search.open -= set.bound;
        if found.some_within(&set.inputs) {
            continue;
        }
        if set.pending.is_empty() {
            likelihood += set.bound;
            found.insert(set.inputs);
        } else {
            search.expand(&set.inputs, &set.pending);
        }
        begun += 1;
        if begun >= most || search.open <= NEGLIGIBLE * likelihood {
            break;
        }
    }
    let open = search.begun.into_iter().filter(|set| !found.some_within(&set.inputs)).map(|set| set.bound).collect();
    Found { sets: found.minimal(), open }
}

struct Search<'a> {
    module: &'a Module,
    q: &'a [f64],
    /// The most that each gate can be while nothing is known to be down.
    gates: Vec<f64>,
    support: Support,
    /// The inputs that are cut sets alone, so that no other set has them.
    fatal: Vec<bool>,
    seen: HashSet<(Vec<u32>, Vec<Pending>)>,
    begun: BinaryHeap<Begun>,
    /// The sum of the bounds of all sets begun.
    open: f64,
}

/// At least `count` of a gate's arguments from position `from` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Pending {
    gate: u32,
    count: u32,
    from: u32,
}

/// A cut set begun: inputs that are down, and gates that are yet to be brought down.
struct Begun {
    /// How likely it seems; what is likeliest is taken up first.
    estimate: f64,
    /// How likely it is at most.
    bound: f64,
    inputs: Vec<u32>,
    pending: Vec<Pending>,
}

impl<'a> Search<'a> {
    fn new(module: &'a Module, q: &'a [f64]) -> Self {
        let (gates, fatal) = (highest(module, q), fatal_inputs(module));
        Self { module, q, gates, support: Support::of(module), fatal, seen: HashSet::new(), begun: BinaryHeap::new(), open: 0.0 }
    }

    /// Begins a set for each way to bring down the first of the pending.
    fn expand(&mut self, inputs: &[u32], pending: &[Pending]) {
        let Some((pending, others)) = pending.split_first() else { return };
        let arguments = &self.module.gates[pending.gate as usize].arguments;
        // The first argument that is down lies so early that enough are left for the others.
        let last = arguments.len().saturating_sub(pending.count as usize);
        for at in pending.from as usize..=last {
            let rest = Pending { count: pending.count - 1, from: number(at + 1), ..*pending };
            let rest = if rest.count > 0 { vec![rest] } else { Vec::new() };
            self.begin(inputs, &[others, &rest].concat(), &arguments[at..=at]);
        }
    }

    /// Begins the set of these inputs, pending gates and further arguments.
    fn begin(&mut self, inputs: &[u32], pending: &[Pending], arguments: &[Argument]) {
        let (mut inputs, mut pending) = (inputs.to_vec(), pending.to_vec());
        let mut ahead = arguments.to_vec();
        while let Some(argument) = ahead.pop() {
            match argument {
                Argument::Input(input) => inputs.push(input),
                Argument::Gate(gate) => match self.module.gates[gate as usize].kind {
                    GateKind::And => ahead.extend(&self.module.gates[gate as usize].arguments),
                    GateKind::Or => pending.push(Pending { gate, count: 1, from: 0 }),
                    GateKind::AtLeast(count) => pending.push(Pending { gate, count, from: 0 }),
                },
            }
        }
        inputs.sort_unstable();
        inputs.dedup();
        if inputs.iter().any(|input| self.fatal[*input as usize]) {
            return;
        }
        pending.retain(|pending| !self.is_down(*pending, &inputs));
        // The least likely first: it leaves the fewest ways.
        pending.sort_unstable_by(|a, b| self.high(*a).total_cmp(&self.high(*b)).then(a.cmp(b)));
        pending.dedup();
        let likelihood: f64 = inputs.iter().map(|input| self.q[*input as usize]).product();
        // Given what is down a gate may be far likelier than by itself, unless it has nothing to do with that.
        let apart = pending.iter().find(|pending| self.support.is_apart(pending.gate, &inputs));
        let bound = likelihood * apart.map_or(1.0, |pending| self.high(*pending));
        let estimate = likelihood * pending.first().map_or(1.0, |pending| self.high(*pending));
        let key = (inputs, pending);
        if bound > 0.0 && !self.seen.contains(&key) {
            self.seen.insert(key.clone());
            let (inputs, pending) = key;
            self.open += bound;
            self.begun.push(Begun { estimate, bound, inputs, pending });
        }
    }

    /// Whether one of the inputs that are down is all that the gate needs.
    fn is_down(&self, pending: Pending, inputs: &[u32]) -> bool {
        let arguments = self.module.gates[pending.gate as usize].arguments.iter().skip(pending.from as usize);
        let down = |argument: &&Argument| matches!(argument, Argument::Input(input) if inputs.binary_search(input).is_ok());
        arguments.filter(down).count() >= pending.count as usize
    }

    /// The most that what is pending can be by itself: by Markov's inequality for a gate begun.
    fn high(&self, pending: Pending) -> f64 {
        if pending.from == 0 {
            return self.gates[pending.gate as usize];
        }
        let arguments = self.module.gates[pending.gate as usize].arguments.iter().skip(pending.from as usize);
        let expected: f64 = arguments
            .map(|argument| match argument {
                Argument::Input(input) => self.q[*input as usize],
                Argument::Gate(gate) => self.gates[*gate as usize],
            })
            .sum();
        (expected / f64::from(pending.count)).min(1.0)
    }
}

impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of those equally likely the shorter goes first, then by content: the order of work is always the same.
        let content = || other.inputs.cmp(&self.inputs).then_with(|| other.pending.cmp(&self.pending));
        let shorter = || other.inputs.len().cmp(&self.inputs.len());
        self.estimate.total_cmp(&other.estimate).then_with(shorter).then_with(content)
    }
}

impl PartialOrd for Begun {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Begun {}
