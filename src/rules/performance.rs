//! Category 4: performance and efficiency.

use super::{Because, Context, Ruling, SubjectRef, Violation};
use crate::analysis::Derivation;
use crate::analysis::compose::node_path;
use crate::analysis::connections::connections;
use crate::analysis::latency::{Certainty, latency};
use crate::analysis::latency_sum::LatencySums;
use crate::analysis::load::hop_rate;
use crate::graph::{Hop, HopId, Route, Vertex};
use crate::plan::map::{CallCache, OnDown};
use crate::plan::value::{Fact, Number};

/// A check computes no distribution over more calls than this: it answers while somebody types. `analyze` does.
const MOST_CALLS: usize = 200;

/// AI1: the p99 of a journey is above its target: computed where the plan says how its times are distributed, else estimated
/// by adding p99s.
pub(super) fn over_latency_target(context: &Context<'_>) -> Vec<Ruling> {
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

/// PO1: all pools together leave the database too few spare connections, or want more than it has.
pub(super) fn too_many_connections(context: &Context<'_>) -> Vec<Ruling> {
    let share = context.threshold("PO1.share");
    let mut rulings = Vec::new();
    for at in context.system.nodes() {
        let Vertex::Store(id, facts) = context.system.vertex(at) else { continue };
        let pooled = context.system.hops_to(at).any(|(_, hop)| hop.call.pool.known().is_some());
        if facts.within.is_some() || (facts.max_connections.is_none() && !pooled) {
            continue;
        }
        let subject = SubjectRef::store(id);
        let Some(sum) = connections(context.system, at) else {
            let path = subject.path.clone().key("max_connections");
            rulings.push(Ruling::unknown(subject, path));
            continue;
        };
        let limit = sum.available * share;
        if sum.wanted.is_some_and(|wanted| wanted <= limit) {
            rulings.push(match sum.how.first_missing() {
                Some(path) => Ruling::unknown(subject, path),
                None => Ruling::holds(subject),
            });
            continue;
        }
        let wanted = sum.wanted.map_or("any number of".to_owned(), |wanted| format!("{}{}", sum.how.at_least(), Number(wanted)));
        let fits = sum.wanted.is_some_and(|wanted| wanted <= sum.available);
        let available = Number(sum.available);
        let against = if fits {
            format!("of its {available} connections, more than {} % ({})", Number(share * 100.0), Number(limit))
        } else {
            format!("connections, and it has {available}")
        };
        let message = format!("the pools on {id} together take {wanted} {against}: {}", sum.how.sum());
        let violation = Violation::new(message, sum.available_path.clone())
            .because(sum.available_path.clone(), format!("{id}: {available} connections"))
            .derived(&sum.how)
            .regraded(fits);
        rulings.push(Ruling::violated(subject, violation));
    }
    rulings
}

/// CA3: the store behind a cache can't take the peak when the cache is empty.
pub(super) fn cold_cache(context: &Context<'_>) -> Vec<Ruling> {
    let cached = context.system.hops().filter_map(|(id, hop)| Some((id, hop, hop.call.cache.known()?)));
    cached.map(|(id, hop, cache)| cold(context, id, hop, cache)).collect()
}

fn cold(context: &Context<'_>, id: HopId, hop: &Hop<'_>, cache: &CallCache) -> Ruling {
    let subject = SubjectRef::call(context.system, hop);
    let callee = context.system.vertex(hop.callee);
    let capacity = callee.node().and_then(|node| node.capacity());
    let (reads, field) = match capacity {
        Some(capacity) if capacity.reads.is_some() => (capacity.reads, "reads"),
        Some(capacity) => (capacity.requests, "requests"),
        None => (None, "reads"),
    };
    let path = node_path(callee).key("capacity");
    if matches!(cache.on_down, Some(OnDown::Fail | OnDown::Stale)) || (cache.warm_up.known().is_some() && is_limited(context, hop)) {
        return Ruling::holds(subject);
    }
    let Some(capacity) = reads else { return Ruling::unknown(subject, path) };
    let rate = hop_rate(context.system, id);
    if rate.per_second <= capacity.hz() {
        return match rate.how.first_missing() {
            Some(path) => Ruling::unknown(subject, path),
            None => Ruling::holds(subject),
        };
    }
    let unprotected = unprotected(context, hop, cache);
    let reasons: Vec<&str> = unprotected.iter().map(|because| because.text.as_str()).collect();
    let message = format!(
        "with an empty cache {} gets {}{}/s at peak and can take {capacity}; {}",
        callee.id(),
        rate.how.at_least(),
        Number(rate.per_second),
        reasons.join(", and ")
    );
    let mut violation = Violation::new(message, hop.at("cache"))
        .because(path.key(field), format!("{} can take {capacity}", callee.id()))
        .derived(&rate.how);
    violation.because.extend(unprotected);
    let violation = match cache.hit_ratio {
        Some(ratio) => {
            violation.because(hop.at("cache").key("hit_ratio"), format!("the cache answers {ratio} of the reads while it is warm"))
        }
        None => violation,
    };
    Ruling::violated(subject, violation)
}

/// What is missing of the two that together keep a cold cache from passing everything on: a way to warm it, and a limit meanwhile.
fn unprotected(context: &Context<'_>, hop: &Hop<'_>, cache: &CallCache) -> Vec<Because> {
    let warm_up = match cache.warm_up {
        Fact::None => Some("nothing warms the cache up"),
        Fact::Unknown => Some("how the cache is warmed up is not stated"),
        Fact::Known(_) => None,
    };
    let warm_up = warm_up.map(|text| Because { path: hop.at("cache").key("warm_up"), text: text.to_owned() });
    let caller = context.system.vertex(hop.caller);
    let admission = (!is_limited(context, hop)).then(|| {
        let declared_none = caller.component().is_some_and(|component| component.admission.is_none());
        let text = if declared_none { "takes in requests without a limit" } else { "states no limit on the requests that it takes in" };
        Because { path: node_path(caller).key("admission"), text: format!("{} {text}", caller.id()) }
    });
    warm_up.into_iter().chain(admission).collect()
}

/// Whether the caller limits what it takes in, so that a cold cache is filled slowly.
fn is_limited(context: &Context<'_>, hop: &Hop<'_>) -> bool {
    let admission = context.system.vertex(hop.caller).component().and_then(|component| component.admission.known());
    admission.is_some_and(|admission| {
        admission.in_flight.is_some_and(|limit| limit.at().is_some()) || admission.rate.is_some_and(|limit| limit.at().is_some())
    })
}
