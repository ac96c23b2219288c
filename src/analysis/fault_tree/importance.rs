//! What each event contributes: the usual importance measures, which are six different numbers.
//!
//! Definitions as in Rausand and Høyland, "System Reliability Theory", chapter 5, and as SCRAM computes them, with S for
//! the top, e for the event down, ē for the event working, p for its probability.

use super::bdd::{Bdd, Operation};
use super::compiled::Compiled;
use super::cut_sets::CutSets;
use super::diagram::Diagram;
use super::hashed::{FALSE, TRUE, TooLarge};
use super::modules::Input;
use super::tree::{EventId, number};

/// The importance of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Importance {
    /// Which event.
    pub event: EventId,
    /// Marginal (Birnbaum) importance, MIF = P(S|e) − P(S|ē): by how much the top's probability changes with the event's.
    pub marginal: f64,
    /// Criticality importance, CIF = p·MIF/P(S): how likely the event is the one to repair, given the top is down.
    pub criticality: f64,
    /// Diagnostic importance, DIF = P(e|S) = p·P(S|e)/P(S): how likely the event is down, given the top is.
    pub diagnostic: f64,
    /// Fussell-Vesely importance, FV = P(some minimal cut set with e)/P(S). Nothing where it takes more work than the
    /// limits allow.
    pub fussell_vesely: Option<f64>,
    /// Risk achievement worth, RAW = P(S|e)/P(S): how many times likelier the top is with the event certain.
    pub achievement_worth: f64,
    /// Risk reduction worth, RRW = P(S)/P(S|ē): how many times rarer the top is without the event; infinite where the
    /// top can't be down without it.
    pub reduction_worth: f64,
}

impl Compiled {
    /// The importance of each event that the top depends on, by id; nothing if the tree is too large for exact answers.
    /// Empty if the top can't be down, as the measures are shares of its probability. `q` holds the probability of each
    /// event by [`EventId::index`].
    pub fn importance(&self, q: &[f64]) -> Option<Vec<Importance>> {
        if !self.is_exact() {
            return None;
        }
        let top = self.probability(q).exact()?;
        if top <= 0.0 {
            return Some(Vec::new());
        }
        let mut some_set = self.cut_sets(q).some_set_with_each(self, q);
        some_set.sort_unstable_by_key(|(event, _)| *event);
        let measures = self.given(q)?.into_iter().map(|(event, given)| {
            let p = q[event.index()];
            let some_set = some_set.binary_search_by_key(&event, |(event, _)| *event).ok().and_then(|at| some_set[at].1);
            Importance {
                event,
                marginal: given.difference,
                criticality: p * given.difference / top,
                diagnostic: p * given.down / top,
                fussell_vesely: some_set.map(|probability| probability / top),
                achievement_worth: given.down / top,
                reduction_worth: top / given.works,
            }
        });
        Some(measures.collect())
    }
}

impl CutSets<'_> {
    /// The probability that all events of some minimal cut set with the event are down, for each event. Modules are
    /// independent, so what holds within a module is multiplied with what holds of the module in the outer one.
    fn some_set_with_each(&self, compiled: &Compiled, q: &[f64]) -> Vec<(EventId, Option<f64>)> {
        if !self.complete {
            return Vec::new();
        }
        let tops = compiled.lowest(q);
        let mut steps = compiled.limits().steps;
        let mut of_modules = vec![Some(1.0); self.modules.len()];
        let mut of_events = Vec::new();
        for (module, family) in self.families.iter().enumerate().rev() {
            let input = |level| self.input(module, level);
            let value = |input| match input {
                Input::Event(event) => q[event.index()],
                Input::Module(inner) => tops[inner],
            };
            let mut rests = Rests::new(family, steps, |level| value(input(level)));
            for level in 0..number(family.levels()) {
                let rest = rests.probability(level).ok();
                let with = of_modules[module].zip(rest).map(|(outer, rest)| outer * rest);
                match input(level) {
                    Input::Event(event) => of_events.push((event, with.map(|with| with * q[event.index()]))),
                    Input::Module(inner) => of_modules[inner] = with,
                }
            }
            steps = rests.bdd.steps_left();
        }
        of_events
    }
}

/// For each variable of a family: "what remains of some set with the variable is down", as a decision diagram.
struct Rests<'a, Q> {
    family: &'a Diagram,
    bdd: Bdd,
    q: Q,
    /// "Some set of the node is down", for each node of the family as far as that was possible.
    any: Vec<Result<u32, TooLarge>>,
    /// The probability of each node of `bdd`.
    probabilities: Vec<f64>,
}

impl<'a, Q: Fn(u32) -> f64> Rests<'a, Q> {
    fn new(family: &'a Diagram, steps: u64, q: Q) -> Self {
        let mut bdd = Bdd::new(steps);
        let mut any = vec![Ok(FALSE), Ok(TRUE)];
        for (_, branch) in family.branches() {
            let (high, low) = (any[branch.high as usize], any[branch.low as usize]);
            any.push(high.and_then(|high| with(&mut bdd, branch.level, high, low?)));
        }
        Self { family, bdd, q, any, probabilities: vec![0.0, 1.0] }
    }

    fn probability(&mut self, level: u32) -> Result<f64, TooLarge> {
        // Looking over the family is cheap beside the work on diagrams, but not free.
        self.bdd.spend(self.family.len() as u64 / 16)?;
        let mut rest = vec![FALSE; self.family.len()];
        for (at, branch) in self.family.branches() {
            if branch.level == level {
                rest[at] = self.any[branch.high as usize]?;
            } else if branch.level < level {
                let (high, low) = (rest[branch.high as usize], rest[branch.low as usize]);
                rest[at] = with(&mut self.bdd, branch.level, high, low)?;
            }
        }
        let nodes = self.bdd.nodes().list();
        for branch in &nodes[self.probabilities.len()..] {
            let q = (self.q)(branch.level);
            let (high, low) = (self.probabilities[branch.high as usize], self.probabilities[branch.low as usize]);
            self.probabilities.push(q * high + (1.0 - q) * low);
        }
        Ok(self.probabilities[rest[self.family.root()] as usize])
    }
}

/// "`low`, or the variable and `high`".
fn with(bdd: &mut Bdd, level: u32, high: u32, low: u32) -> Result<u32, TooLarge> {
    let high = bdd.apply(Operation::Or, high, low)?;
    Ok(bdd.node(level, high, low))
}
