//! What must hold before an experiment and after it: the objectives of the journeys that it strikes.

use crate::graph::{HopId, Route, System};
use crate::plan::map::FailureMode;
use crate::render::prometheus::is_measured;
use crate::render::slo::stated::{Measure, Stated};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// An objective by the recorded series of its share of bad events.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SteadyState")]
pub(super) struct Steady {
    /// As the Prometheus rules label it: `pay.availability`, `pay.latency.p99`.
    pub slo: String,
    /// What makes an event good.
    pub measure: Measure,
    /// The largest share of bad events that keeps it.
    pub most: f64,
    /// The same as a percentage.
    pub most_share: String,
}

/// The objectives of the journeys that the failure mode names; else of those that take one of these hops; else of all. Those of which
/// the plan does not say how they are measured have no series to look at.
pub(super) fn of(system: &System<'_>, objectives: &[Stated<'_>], mode: Option<&FailureMode>, hops: &[HopId]) -> Vec<Steady> {
    let named = mode.and_then(|mode| mode.r#in.as_ref());
    let is_struck = |route: &Route<'_>| match named {
        Some(journeys) => journeys.iter().any(|journey| journey.as_str() == route.id),
        None => hops.is_empty() || hops.iter().any(|hop| route.takes(*hop)),
    };
    let of_struck = |stated: &&Stated<'_>| system.routes().iter().any(|route| route.id == stated.journey && is_struck(route));
    let measured = objectives.iter().filter(of_struck).filter(|stated| is_measured(system, stated));
    measured.map(Steady::of).collect()
}

impl Steady {
    fn of(stated: &Stated<'_>) -> Self {
        let most = stated.target.rest();
        Self { slo: stated.name.clone(), measure: stated.measure, most: rounded(most), most_share: words::share(most) }
    }
}

/// A share without the rounding of binary fractions.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e9).round() / 1e9
}
