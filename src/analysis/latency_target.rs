//! The p99 of a journey against its target: computed where the plan says how its times are distributed, else estimated by adding
//! p99s.

use super::figure::Derivation;
use super::latency::{Certainty, latency};
use super::latency_sum::LatencySums;
use crate::document::Path;
use crate::graph::{Route, System};
use crate::plan::value::Duration;

/// A check computes no distribution over more calls than this: it answers while somebody types. `analyze` does.
const MOST_CALLS: usize = 200;

/// The target of a journey for its p99.
pub fn target(route: &Route<'_>) -> Option<Duration> {
    route.journey.slo.as_ref()?.latency.as_ref()?.p99
}

/// Where that stands.
pub fn target_path(route: &Route<'_>) -> Path {
    Path::of(["goals", "journeys", route.id, "slo", "latency", "p99"])
}

/// What becomes of a target.
pub enum Against {
    /// It is met.
    Met,
    /// This fact would tell.
    Open(Path),
    /// It is missed: in words, and how that was got.
    Missed(String, Derivation),
}

/// The p99 of a journey against its target; without one, the target is what is asked for.
pub fn against(system: &System<'_>, sums: &LatencySums<'_, '_>, route: &Route<'_>) -> Against {
    let Some(target) = target(route) else { return Against::Open(target_path(route)) };
    let certainty = Certainty::of(system, route, 0.99, target);
    if certainty == Certainty::Meets {
        return Against::Met;
    }
    if certainty == Certainty::Open
        && route.stretches.len() <= MOST_CALLS
        && let Some(latency) = latency(system, route)
        && let Some(p99) = latency.quantile(0.99)
    {
        match latency.meets(0.99, target) {
            Some(true) => return Against::Met,
            Some(false) => {
                let message = format!(
                    "the p99 of {} is {}{}, its target is {}: {}",
                    route.id,
                    latency.how.at_least(),
                    p99.spoken(),
                    target.spoken(),
                    latency.how.sum()
                );
                return Against::Missed(message, latency.how);
            }
            None => {}
        }
    }
    let Some(sum) = sums.of(route) else { return Against::Open(target_path(route)) };
    match sum.exceeds(target) {
        Some(false) => Against::Met,
        None => Against::Open(sum.how.first_missing().unwrap_or_else(|| target_path(route))),
        Some(true) => {
            let message = format!(
                "the p99s on the way of {} add up to {}, its target is {}: {} (an estimate: p99s do not add exactly, and with the p50s the p99 can be computed)",
                route.id,
                sum.spoken(),
                target.spoken(),
                sum.how.sum()
            );
            Against::Missed(message, sum.how)
        }
    }
}
