//! Async I/O: what is made side by side, and what the whole of it takes.

use crate::analysis::Derivation;
use crate::analysis::latency::{Certainty, latency};
use crate::analysis::latency_sum::LatencySums;
use crate::graph::Route;
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
    let path = subject.path.clone().key("slo").key("latency").key("p99");
    let target = route.journey.slo.as_ref().and_then(|slo| slo.latency.as_ref()).and_then(|latency| latency.p99);
    let Some(target) = target else { return Ruling::unknown(subject, path) };
    let certainty = Certainty::of(context.system, route, 0.99, target);
    if certainty == Certainty::Meets {
        return Ruling::holds(subject);
    }
    let violated = |subject, message: String, how: &Derivation| {
        Ruling::violated(subject, Violation::new(message, path.clone()).because(path.clone(), format!("p99 target: {target}")).derived(how))
    };
    if certainty == Certainty::Open
        && route.stretches.len() <= MOST_CALLS
        && let Some(latency) = latency(context.system, route)
        && let Some(p99) = latency.quantile(0.99)
    {
        match latency.meets(0.99, target) {
            Some(true) => return Ruling::holds(subject),
            Some(false) => {
                let message = format!(
                    "the p99 of {} is {}{}, its target is {}: {}",
                    route.id,
                    latency.how.at_least(),
                    p99.spoken(),
                    target.spoken(),
                    latency.how.sum()
                );
                return violated(subject, message, &latency.how);
            }
            None => {}
        }
    }
    let Some(sum) = sums.of(route) else { return Ruling::unknown(subject, path) };
    match sum.exceeds(target) {
        Some(false) => Ruling::holds(subject),
        None => Ruling::unknown(subject, sum.how.first_missing().unwrap_or(path)),
        Some(true) => {
            let message = format!(
                "the p99s on the way of {} add up to {}, its target is {}: {} (an estimate: p99s do not add exactly, and with the p50s the p99 can be computed)",
                route.id,
                sum.spoken(),
                target.spoken(),
                sum.how.sum()
            );
            violated(subject, message, &sum.how)
        }
    }
}
