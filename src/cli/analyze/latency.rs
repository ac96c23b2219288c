//! How long the requests of a journey take.

use super::line::{Part, missing, parts};
use crate::analysis::latency::{Latency as Computed, latency};
use crate::cli::opened::Opened;
use crate::graph::{Route, System};
use crate::plan::value::{Duration, Limit};
use serde::Serialize;

/// The quantiles of a journey's time, in ms.
#[derive(Debug, Serialize)]
pub struct Latency {
    pub p50: Option<f64>,
    pub p90: Option<f64>,
    pub p95: Option<f64>,
    pub p99: Option<f64>,
    pub p999: Option<f64>,
    /// The longest that it may take; absent where nothing bounds it.
    pub worst_case: Option<f64>,
    /// What it promises: each target with whether it is met.
    pub targets: Vec<Target>,
    /// The share of requests that end within the deadline; a bound from above while facts are missing.
    pub within_deadline: Option<f64>,
    /// The share of requests in which no call is given up that they can't do without.
    pub answered: f64,
    /// The p99 by plain addition of p99s: an estimate that needs no distribution.
    pub sum_of_p99s: Option<f64>,
    /// What the p99 is made of; each amount in ms.
    pub p99_parts: Vec<Part>,
    /// Facts that are missing. While there are some, the quantiles are bounds from below.
    pub missing: Vec<String>,
}

/// A quantile that a journey promises.
#[derive(Debug, Serialize)]
pub struct Target {
    pub quantile: &'static str,
    pub limit_ms: f64,
    /// Absent while facts are missing.
    pub within: Option<bool>,
}

/// The times of a journey; `None` where the plan says of none on its way how long it takes.
pub fn of(
    opened: &Opened,
    system: &System<'_>,
    route: &Route<'_>,
    worst: Option<Limit<Duration>>,
    sum: Option<Duration>,
) -> Option<Latency> {
    let computed = latency(system, route)?;
    let ms = |share| computed.quantile(share).map(Duration::ms);
    Some(Latency {
        p50: ms(0.5),
        p90: ms(0.9),
        p95: ms(0.95),
        p99: ms(0.99),
        p999: ms(0.999),
        worst_case: worst.and_then(|worst| worst.at().filter(|time| **time < Duration::YEAR).map(|time| time.ms())),
        targets: targets(route, &computed),
        within_deadline: route.journey.deadline.map(|deadline| computed.within(deadline)),
        answered: computed.answered(),
        sum_of_p99s: sum.map(Duration::ms),
        p99_parts: parts(opened, computed.how.telling().into_iter()),
        missing: missing(computed.how.missing()),
    })
}

fn targets(route: &Route<'_>, computed: &Computed) -> Vec<Target> {
    let Some(said) = route.journey.slo.as_ref().and_then(|slo| slo.latency.as_ref()) else { return Vec::new() };
    let target = |(quantile, share, limit): (&'static str, f64, Option<Duration>)| {
        let limit = limit?;
        Some(Target { quantile, limit_ms: limit.ms(), within: computed.meets(share, limit) })
    };
    said.quantiles().into_iter().filter_map(target).collect()
}
