//! How long the requests of a journey take, as far as the plan says enough, against its targets.

use crate::analysis::Term;
use crate::analysis::latency::latency;
use crate::graph::{Route, System};
use crate::plan::goals::LatencyTarget;
use crate::plan::value::{Duration, Percent};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The quantiles of a journey's time.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ComputedLatency")]
pub struct Computed {
    /// Whether facts are missing, so that all of it is a bound from below.
    pub is_bound: bool,
    /// Each quantile by its name, with whether it meets its target; null: no target, or facts are missing.
    pub quantiles: BTreeMap<&'static str, (String, Option<bool>)>,
    /// The share of requests within the journey's deadline.
    pub in_deadline: Option<Percent>,
    /// What the p99 is made of, the largest part first.
    pub parts: Vec<Part>,
    /// The facts that are missing.
    pub missing: Vec<String>,
}

/// A part of a p99.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LatencyPart")]
pub struct Part {
    /// What it is.
    pub what: String,
    /// Its place in the plan.
    pub path: String,
    /// Its share of the p99.
    pub share: Percent,
}

impl Computed {
    pub(super) fn of(system: &System<'_>, route: &Route<'_>, target: Option<&LatencyTarget>) -> Option<Self> {
        let latency = latency(system, route)?;
        let nothing = LatencyTarget::default();
        let table = target.unwrap_or(&nothing).quantiles();
        let quantile = |(name, share, target): (&'static str, f64, Option<Duration>)| {
            Some((name, (latency.quantile(share)?.spoken(), target.and_then(|target| latency.meets(share, target)))))
        };
        let p99 = latency.quantile(0.99)?;
        let mut parts: Vec<&Term> = latency.how.terms().collect();
        parts.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        let part = |term: &&Term| Part {
            what: term.text.clone(),
            path: term.path.to_string(),
            share: Percent::from_share((term.amount / p99.ms() * 1e3).round() / 1e3),
        };
        Some(Self {
            is_bound: !latency.how.is_complete(),
            quantiles: table.into_iter().filter_map(quantile).collect(),
            // Never rounded up: that all of them end in time is more than a distribution can say.
            in_deadline: route.journey.deadline.map(|deadline| Percent::from_share((latency.within(deadline) * 1e5).floor() / 1e5)),
            parts: parts.iter().map(part).collect(),
            missing: latency.how.missing().map(ToString::to_string).collect(),
        })
    }
}
