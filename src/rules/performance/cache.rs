//! Cache: entries end and come back one by one, and a store survives that its cache is empty.

mod contents;
mod entries;

pub(in crate::rules) use contents::{refill, shows_too_much};
pub(in crate::rules) use entries::{miss_reads_all, misses_forgotten, stampede, without_end};

use crate::analysis::compose::node_path;
use crate::analysis::load::hop_rate;
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::plan::map::{CallCache, OnDown};
use crate::plan::value::{Fact, Number};
use crate::rules::{Because, Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeMap;

/// A cache in front of a call: of all its operations, or of one that says so itself.
struct Cached<'a> {
    subject: SubjectRef,
    /// Where the plan says what it is.
    path: Path,
    cache: &'a CallCache,
    first: HopId,
    /// The operations that read it.
    hops: Vec<HopId>,
}

/// All caches in front of calls, in the order of the plan.
fn caches<'a>(context: &'a Context<'_>) -> Vec<Cached<'a>> {
    let mut caches: Vec<Cached<'a>> = Vec::new();
    // Of operations that take their cache from the call, only the first stands for it.
    let mut of_call: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, hop) in context.system.hops() {
        let Some(cache) = hop.call.cache.known() else { continue };
        let inherits = !hop.says_itself("cache");
        let known = of_call.get(hop.key.0.as_str()).filter(|_| inherits).and_then(|index| caches.get_mut(*index));
        if let Some(known) = known {
            known.hops.push(id);
            continue;
        }
        if inherits {
            of_call.insert(hop.key.0.as_str(), caches.len());
        }
        let subject = context.call_that_says(id, "cache");
        caches.push(Cached { subject, path: hop.at("cache"), cache, first: id, hops: vec![id] });
    }
    caches
}

/// CA3: the store behind a cache can't take the peak when the cache is empty.
pub(in crate::rules) fn cold_cache(context: &Context<'_>) -> Vec<Ruling> {
    let cached = context.system.hops().filter_map(|(id, hop)| Some((id, hop, hop.call.cache.known()?)));
    cached.map(|(id, hop, cache)| cold(context, id, hop, cache)).collect()
}

fn cold(context: &Context<'_>, id: HopId, hop: &Hop<'_>, cache: &CallCache) -> Ruling {
    let subject = context.call(id);
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
