//! What the dependencies of a journey allow, in figures.

use crate::analysis::availability::Ceiling;
use crate::analysis::digits::percent_up;
use crate::analysis::risk::budget_per_year;
use crate::plan::value::Percent;
use crate::render::words;
use serde::Serialize;

/// Events that are named.
const NAMED: usize = 10;

/// The best availability that a journey can have.
#[derive(Debug, Serialize)]
pub struct Allowed {
    /// As a percentage.
    pub availability: String,
    /// Minutes of outage a year at the best.
    pub minutes: String,
    /// Whether the target is within it; `None`: there is no target, or dependencies of unknown availability count as perfect.
    pub holds: Option<bool>,
    /// What takes most of it, the dearest first.
    pub costs: Vec<Cost>,
    /// How many more there are.
    pub further: usize,
    /// Hard dependencies whose availability nobody knows.
    pub perfect: Vec<String>,
}

/// What one event takes.
#[derive(Debug, Serialize)]
pub struct Cost {
    /// The event: `tax`, `eu-a`.
    pub name: String,
    /// The share of time that it is down.
    pub down: String,
    /// Minutes of outage a year that would not be without it.
    pub minutes: String,
    /// Where the fact stands in the plan.
    pub path: String,
    /// Whether it alone brings the journey down.
    pub alone: bool,
}

impl Allowed {
    pub(super) fn new(ceiling: &Ceiling, target: Option<Percent>) -> Self {
        let down = ceiling.unavailability.low();
        let minutes = |share: f64| format!("{} min", words::figure(budget_per_year(Percent::from_share(1.0 - share))));
        let holds = target.and_then(|target| match down > target.rest() * (1.0 + 1e-12) {
            true => Some(false),
            false if ceiling.unknown.is_empty() => Some(true),
            false => None,
        });
        let cost = |(id, cost): &(crate::analysis::fault_tree::EventId, f64)| {
            let (event, term) = (ceiling.tree.events().get(id.index())?, ceiling.events.get(id.index())?);
            Some(Cost {
                name: event.name.clone(),
                down: words::share(event.probability),
                minutes: minutes(*cost),
                path: term.path.to_string(),
                alone: ceiling.single_points.contains(id),
            })
        };
        Self {
            availability: format!("{}%", percent_up(down, 3)),
            minutes: minutes(down),
            holds,
            costs: ceiling.costs.iter().take(NAMED).filter_map(cost).collect(),
            further: ceiling.costs.len().saturating_sub(NAMED),
            perfect: ceiling.unknown.iter().map(|unknown| unknown.name.clone()).collect(),
        }
    }
}
