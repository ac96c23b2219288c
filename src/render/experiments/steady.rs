//! What must hold before an experiment and after it: the objectives of the journeys that it strikes.

use crate::graph::{HopId, System};
use crate::plan::goals::LatencyTarget;
use crate::plan::map::FailureMode;
use crate::plan::value::Duration;
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// An objective by the recorded series of its share of bad events.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SteadyState")]
pub(super) struct Steady<'p> {
    /// The id of the journey.
    pub journey: &'p str,
    /// As the Prometheus rules label it: `pay.availability`, `pay.latency.p99`.
    pub slo: String,
    /// The largest share of bad events that keeps it.
    pub most: f64,
    /// The same as a percentage.
    pub most_share: String,
    /// Of a latency objective, the time.
    pub within: Option<Duration>,
}

/// The objectives of the journeys that the failure mode names; else of those that take one of these hops; else of all.
pub(super) fn of<'p>(system: &System<'p>, mode: Option<&FailureMode>, hops: &[HopId]) -> Vec<Steady<'p>> {
    let named = mode.and_then(|mode| mode.r#in.as_ref());
    let is_struck = |route: &&crate::graph::Route<'p>| match named {
        Some(journeys) => journeys.iter().any(|journey| journey.as_str() == route.id),
        None => hops.is_empty() || hops.iter().any(|hop| route.takes(*hop)),
    };
    system.routes().iter().filter(is_struck).flat_map(|route| objectives(route.id, route.journey)).collect()
}

fn objectives<'p>(id: &'p str, journey: &'p crate::plan::goals::Journey) -> Vec<Steady<'p>> {
    let Some(slo) = journey.slo.as_ref() else { return Vec::new() };
    let target = slo.availability.as_ref().and_then(|availability| availability.target);
    let available = target.map(|target| Steady {
        journey: id,
        slo: format!("{id}.availability"),
        most: rounded(target.rest()),
        most_share: words::share(target.rest()),
        within: None,
    });
    let latency = slo.latency.iter().flat_map(quantiles);
    let fast = latency.map(|(name, share, within)| Steady {
        journey: id,
        slo: format!("{id}.latency.{name}"),
        most: share,
        most_share: words::share(share),
        within: Some(within),
    });
    available.into_iter().chain(fast).collect()
}

/// The stated quantiles: name, share that may be slower, time.
pub(super) fn quantiles(latency: &LatencyTarget) -> Vec<(&'static str, f64, Duration)> {
    let stated = [
        ("p50", 0.5, latency.p50),
        ("p90", 0.1, latency.p90),
        ("p95", 0.05, latency.p95),
        ("p99", 0.01, latency.p99),
        ("p999", 0.001, latency.p999),
    ];
    stated.into_iter().filter_map(|(name, share, time)| Some((name, share, time?))).collect()
}

/// A share without the rounding of binary fractions.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e9).round() / 1e9
}
