//! The p99 of a journey against its target.

use crate::analysis::Derivation;
use crate::analysis::latency::{Certainty, latency};
use crate::analysis::latency_sum::LatencySums;
use crate::document::Path;
use crate::graph::Route;
use crate::plan::value::Duration;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// A check computes no distribution over more calls than this: it answers while somebody types. `analyze` does.
const MOST_CALLS: usize = 200;

/// AI1: the p99 of a journey is above its target: computed where the plan says how its times are distributed, else estimated
/// by adding p99s.
pub(in crate::rules) fn over_latency_target(context: &Context<'_>) -> Vec<Ruling> {
    let sums = LatencySums::new(context.system);
    context.system.routes().iter().map(|route| p99_against_target(context, &sums, route)).collect()
}

fn p99_against_target(context: &Context<'_>, sums: &LatencySums<'_, '_>, route: &Route<'_>) -> Ruling {
    let subject = SubjectRef::journey(route.id);
    let path = target_path(route);
    let Some(target) = target(route) else { return Ruling::unknown(subject, path) };
    match against(context, sums, route, target) {
        Against::Met => Ruling::holds(subject),
        Against::Open(path) => Ruling::unknown(subject, path),
        Against::Missed(message, how) => {
            let violation = Violation::new(message, path.clone()).because(path, format!("p99 target: {target}"));
            Ruling::violated(subject, violation.derived(&how))
        }
    }
}

/// The target of a journey for its p99.
pub(super) fn target(route: &Route<'_>) -> Option<Duration> {
    route.journey.slo.as_ref()?.latency.as_ref()?.p99
}

/// Where that stands.
pub(super) fn target_path(route: &Route<'_>) -> Path {
    Path::of(["goals", "journeys", route.id, "slo", "latency", "p99"])
}

/// What becomes of a target.
pub(super) enum Against {
    /// It is met.
    Met,
    /// This fact would tell.
    Open(Path),
    /// It is missed: in words, and how that was got.
    Missed(String, Derivation),
}

/// The p99 of a journey against its target.
pub(super) fn against(context: &Context<'_>, sums: &LatencySums<'_, '_>, route: &Route<'_>, target: Duration) -> Against {
    let certainty = Certainty::of(context.system, route, 0.99, target);
    if certainty == Certainty::Meets {
        return Against::Met;
    }
    if certainty == Certainty::Open
        && route.stretches.len() <= MOST_CALLS
        && let Some(latency) = latency(context.system, route)
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
