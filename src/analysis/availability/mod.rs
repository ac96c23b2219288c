//! How available a journey can be with what it depends on: exact, with shared dependencies, alternatives, zones and soft calls.
//!
//! The plan's structure becomes a fault tree per journey. What the plan does not say how often it fails is taken as never
//! failing, which makes the figure a ceiling: no journey can be better than this. Taken as always failing, it makes a floor.

mod candidates;
mod changes;
mod events;
mod fleet;
pub(super) mod instances;
#[cfg(test)]
mod tests;
mod tree;
mod trial;
mod worth;

pub use changes::Change;
pub use events::is_outage;
pub use instances::COMMON_CAUSE;
pub use trial::{Trial, single, together, trial};
pub use worth::{Gain, Solved, Worth, worths};

use super::fault_tree::{Answer, Compiled, CutSets, EventId, FaultTree, Limits, Node};
use super::figure::Term;
use crate::document::Path;
use crate::graph::{Route, System};

/// What the dependencies of a journey allow.
#[derive(Debug)]
pub struct Ceiling {
    /// The fault tree of the journey.
    pub tree: FaultTree,
    /// What is down when the journey is.
    pub top: Node,
    /// The fault tree, ready for further questions.
    pub compiled: Compiled,
    /// The share of time that it is down at least.
    pub unavailability: Answer,
    /// Where each event's probability stands in the plan, or would stand, by [`EventId::index`].
    pub sources: Vec<Path>,
    /// Events that alone bring the journey down.
    pub single_points: Vec<EventId>,
    /// What each event costs: its probability times what it does to the journey, the dearest first.
    pub costs: Vec<(EventId, f64)>,
    /// What fails nobody knows how often: taken as perfect.
    pub unknown: Vec<Unknown>,
}

/// Something of which the plan does not say how often it fails.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// Its event, whose probability is 0.
    pub event: EventId,
    /// What fails.
    pub name: String,
    /// The fact that is missing.
    pub path: Path,
}

impl Ceiling {
    /// The share of time that the journey is up at best.
    pub fn availability(&self) -> f64 {
        1.0 - self.unavailability.low()
    }

    /// The share of time that the journey is up at least, whatever the facts are that nobody stated.
    pub fn floor(&self) -> f64 {
        if self.unknown.is_empty() {
            return 1.0 - self.unavailability.high();
        }
        let mut q = self.tree.probabilities();
        for unknown in &self.unknown {
            if let Some(q) = q.get_mut(unknown.event.index()) {
                *q = 1.0;
            }
        }
        1.0 - self.compiled.probability(&q).high()
    }

    /// The share of time that the journey is down, if every fact is stated and the tree is not too large.
    pub fn exact(&self) -> Option<f64> {
        self.unavailability.exact().filter(|_| self.unknown.is_empty())
    }

    /// The minimal cut sets of the journey.
    pub fn cut_sets(&self) -> CutSets<'_> {
        self.compiled.cut_sets(&self.tree.probabilities())
    }

    /// An event in words, with the share of time that it is down.
    pub fn term(&self, id: EventId) -> Option<Term> {
        let (event, source) = (self.tree.events().get(id.index())?, self.sources.get(id.index())?);
        let text = match self.unknown.iter().find(|unknown| unknown.event == id) {
            Some(unknown) => format!("{}: down for a share of the time that is not stated", unknown.name),
            None => format!("{}: down {} of the time", event.name, events::share(event.probability)),
        };
        Some(Term::new(source.clone(), text, event.probability))
    }

    /// The events by what they cost the journey, the dearest first.
    pub fn dearest(&self) -> impl Iterator<Item = Term> {
        self.costs.iter().filter_map(|(id, _)| self.term(*id))
    }
}

/// What the dependencies of a journey allow.
pub fn ceiling(system: &System<'_>, route: &Route<'_>) -> Ceiling {
    let built = tree::build(system, route, &[]);
    let compiled = built.tree.compile(built.top, &Limits::default());
    let probabilities = built.tree.probabilities();
    let unavailability = compiled.probability(&probabilities);
    let single_points = compiled.single_points();
    let costs = costs(&compiled, &probabilities, &single_points);
    let tree::Built { tree, top, sources, unknown } = built;
    Ceiling { tree, top, compiled, unavailability, sources, single_points, costs, unknown }
}

/// Probability × Birnbaum importance of each event; of single points alone where the tree is too large for exact answers.
fn costs(compiled: &Compiled, probabilities: &[f64], single_points: &[EventId]) -> Vec<(EventId, f64)> {
    let of = |id: EventId| probabilities.get(id.index()).copied().unwrap_or_default();
    let mut costs: Vec<(EventId, f64)> = match compiled.given(probabilities) {
        Some(given) => given.into_iter().map(|(id, given)| (id, of(id) * given.difference)).collect(),
        None => single_points.iter().map(|id| (*id, of(*id))).collect(),
    };
    costs.retain(|(_, cost)| *cost > 0.0);
    costs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    costs
}
