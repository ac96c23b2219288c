//! How available a journey can be with what it depends on: exact, with shared dependencies, alternatives, zones and soft calls.
//!
//! The plan's structure becomes a fault tree per journey. What the plan does not say is taken as never failing, so the figure
//! is a ceiling: no journey can be better than this.

mod instances;
#[cfg(test)]
mod tests;
mod tree;

use super::fault_tree::{Answer, EventId, FaultTree, Limits, Node};
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
    /// The share of time that it is down at least.
    pub unavailability: Answer,
    /// Every event with the fact that its probability comes from, by [`EventId::index`].
    pub events: Vec<Term>,
    /// Events that alone bring the journey down.
    pub single_points: Vec<EventId>,
    /// Hard dependencies whose availability nobody knows: taken as perfect.
    pub perfect: Vec<(String, Path)>,
}

impl Ceiling {
    /// The share of time that the journey is up at best.
    pub fn availability(&self) -> f64 {
        1.0 - self.unavailability.low()
    }

    /// The events by how likely they are, the likeliest first: name, probability, where it stands.
    pub fn likeliest(&self) -> Vec<(&str, f64, &Term)> {
        let mut events: Vec<_> =
            self.tree.events().iter().zip(&self.events).map(|(event, term)| (event.name.as_str(), event.probability, term)).collect();
        events.sort_by(|a, b| b.1.total_cmp(&a.1));
        events
    }
}

/// What the dependencies of a journey allow.
pub fn ceiling(system: &System<'_>, route: &Route<'_>) -> Ceiling {
    let built = tree::build(system, route);
    let compiled = built.tree.compile(built.top, &Limits::default());
    let unavailability = compiled.probability(&built.tree.probabilities());
    let single_points = compiled.single_points();
    Ceiling { tree: built.tree, top: built.top, unavailability, events: built.terms, single_points, perfect: built.perfect }
}
