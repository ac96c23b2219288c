//! The minimal cut sets of a tree: how many, of which order, which are the worst, and what they add up to.

use super::compiled::{Compiled, input_ranges};
use super::diagram::Diagram;
use super::family::{family_of, minimal_cut_sets};
use super::large::likeliest;
use super::measure::{Count, CountByOrder, Probability};
use super::modules::{Input, Module};
use super::tree::EventId;

/// The minimal cut sets of a compiled tree: the smallest sets of events that together bring the top down.
///
/// Held by module: where a set of the outer module has an inner one, any set of the inner can stand there. So the
/// answers below need no list of the sets, of which there can be billions.
#[derive(Clone, Debug)]
pub struct CutSets<'a> {
    pub(super) modules: &'a [Module],
    /// The family of each module, read as a zero-suppressed diagram.
    pub(super) families: Vec<Diagram>,
    /// Whether the top is down whatever happens.
    pub(super) always: bool,
    pub(super) complete: bool,
}

/// A minimal cut set.
#[derive(Clone, Debug, PartialEq)]
pub struct CutSet {
    /// Its events, by id.
    pub events: Vec<EventId>,
    /// How likely they are all down.
    pub probability: f64,
}

impl CutSet {
    /// How many events it takes.
    pub fn order(&self) -> usize {
        self.events.len()
    }
}

/// The worst cut sets, as many as asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Those of the lowest order first, among them the likeliest first.
    pub sets: Vec<CutSet>,
    /// Whether there are more than these, or may be, as not all could be found.
    pub truncated: bool,
}

impl Compiled {
    /// The minimal cut sets of the top. A top that is never down has none; one that always is has the empty set alone,
    /// as nothing needs to fail there.
    ///
    /// Where all take more work than the limits allow, they are those that a search for the likeliest found, by the
    /// probability `q` of each event by [`EventId::index`], and [`CutSets::is_complete`] says so.
    pub fn cut_sets(&self, q: &[f64]) -> CutSets<'_> {
        let mut steps = self.limits().steps;
        let mut complete = true;
        let mut families = Vec::with_capacity(self.modules().len());
        // Only a search asks for the ranges of the modules, and they can be costly.
        let mut ranges = None;
        for (module, diagram) in self.modules().iter().zip(self.diagrams()) {
            let all = diagram.as_ref().ok().and_then(|diagram| minimal_cut_sets(diagram, &mut steps).ok());
            families.push(all.unwrap_or_else(|| {
                let ranges = ranges.get_or_insert_with(|| self.ranges(q));
                let found = likeliest(module, &input_ranges(module, q, ranges), self.limits().steps);
                complete &= found.open.is_empty();
                family_of(&found.sets, module.inputs.len())
            }));
        }
        CutSets { modules: self.modules(), families, always: self.is_always_down(), complete }
    }
}

impl CutSets<'_> {
    /// Whether these are all minimal cut sets of the top. If not, counts and sums are of those found.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// How many there are; `u128::MAX` stands for that many or more.
    pub fn count(&self) -> u128 {
        self.measure(&Count)
    }

    /// How many there are of each order from 0 up to `highest` or to the highest there is.
    /// `u128::MAX` stands for that many or more.
    pub fn by_order(&self, highest: usize) -> Vec<u128> {
        self.measure(&CountByOrder { highest })
    }

    /// The sum of the sets' probabilities: the rare-event approximation. If the sets are complete it is never below
    /// the exact probability; it may exceed 1. `q` holds the probability of each event by [`EventId::index`].
    pub fn rare_event(&self, q: &[f64]) -> f64 {
        self.measure(&Probability { of_events: q })
    }

    /// The min-cut upper bound 1 − ∏(1 − P(set)) (Esary and Proschan 1963), over all sets that are shown; those left
    /// out count by their sum, which keeps it an upper bound if the sets are complete.
    pub fn upper_bound(&self, shown: &Shown, q: &[f64]) -> f64 {
        let any = shown.sets.iter().fold(0.0, |any, set| any + (1.0 - any) * set.probability);
        let sum: f64 = shown.sets.iter().map(|set| set.probability).sum();
        let rest = if shown.truncated { (self.rare_event(q) - sum).clamp(0.0, 1.0) } else { 0.0 };
        any + (1.0 - any) * rest
    }

    /// What stands at a level of a module's family.
    pub(super) fn input(&self, module: usize, level: u32) -> Input {
        self.modules[module].inputs[self.families[module].order[level as usize] as usize]
    }
}
