//! Experiments that are worth doing.

use crate::analysis::availability::Ceiling;
use crate::analysis::experiments::experiments;
use crate::analysis::fault_tree::CutSets;
use crate::cli::opened::Opened;
use crate::graph::{Route, System};
use serde::Serialize;

/// A failure that a journey should outlive, as the plan says.
#[derive(Debug, Serialize)]
pub struct Proposed {
    /// What to take away.
    pub take: String,
    /// The same for `--what-if`, where there are words for it.
    pub what_if: Option<String>,
    /// What the plan says will happen.
    pub claim: String,
    /// The fact that this rests on.
    pub path: String,
    pub line: usize,
    /// How many events must be down together, of which this is one.
    pub order: Option<usize>,
    /// The share of time that all of them are down.
    pub probability: Option<f64>,
    /// When an experiment of the plan last took it away.
    pub tried: Option<String>,
}

/// The experiments of a journey.
pub fn of(opened: &Opened, system: &System<'_>, route: &Route<'_>, ceiling: &Ceiling, sets: &CutSets<'_>) -> Vec<Proposed> {
    let all = experiments(system, route, ceiling, sets).into_iter();
    all.map(|one| Proposed {
        line: opened.place(&one.path).line,
        path: one.path.to_string(),
        take: one.take,
        what_if: one.what_if,
        claim: one.claim,
        order: one.order,
        probability: one.probability,
        tried: one.tried.map(|date| date.to_string()),
    })
    .collect()
}
