//! What a cache does with its entries: how they end, how they come back, and what is not there.

use super::{Cached, caches};
use crate::analysis::digits::figure;
use crate::analysis::load::hop_rate;
use crate::analysis::queueing::in_flight;
use crate::analysis::shards::{Asked, asked};
use crate::plan::value::{Count, Fact, Limit};
use crate::rules::{Context, Demands, Ruling, Violation};

/// CA1: a cache has no expiry or no bound.
pub(in crate::rules) fn without_end(context: &Context<'_>) -> Vec<Ruling> {
    caches(context).into_iter().map(bounds).collect()
}

fn bounds(cached: Cached<'_>) -> Ruling {
    let cache = cached.cache;
    let at = |field: &str| cached.path.clone().key(field);
    let ends = cache.ttl.map(|ttl| ttl != Limit::Unlimited);
    let is_dropped = match &cache.invalidation {
        Fact::Known(_) => Some(true),
        Fact::None => Some(false),
        Fact::Unknown => None,
    };
    // Either of the two is enough; what is asked for is the one that is not stated.
    let expires = match (ends, is_dropped) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    let open = if ends == Some(false) { at("invalidation") } else { at("ttl") };
    let place = if expires.is_none() { open } else { at("ttl") };
    let bound = cache.max_size.as_ref().map(|size| *size != Limit::Unlimited);
    let name = cached.subject.name().to_owned();
    Demands::default()
        .want(expires, place, "nothing removes an entry whose source has changed")
        .want(bound, at("max_size"), "nothing bounds its size")
        .ruling(cached.subject, |lacks| format!("in the cache of {name} {lacks}"))
}

/// CA2: many requests recompute the same entry when it expires, or many entries expire together.
pub(in crate::rules) fn stampede(context: &Context<'_>) -> Vec<Ruling> {
    let caches = caches(context);
    if caches.is_empty() {
        return Vec::new();
    }
    let peaks = context.hop_peaks();
    let most = context.threshold("CA2.concurrent");
    let reads = |cached: &Cached<'_>| {
        let peaks = cached.hops.iter().filter_map(|id| peaks.get(id.index()));
        peaks.fold((0.0, true), |(sum, complete), peak| (sum + peak.per_second, complete && peak.complete))
    };
    let judged = caches.into_iter().map(|cached| {
        let reads = reads(&cached);
        recomputed(cached, reads, most)
    });
    judged.collect()
}

fn recomputed(cached: Cached<'_>, (reads, complete): (f64, bool), most: f64) -> Ruling {
    let cache = cached.cache;
    let at = |field: &str| cached.path.clone().key(field);
    // Even with an empty cache no more requests compute than arrive while one does.
    let at_most = cache.recompute.filter(|_| complete).map(|time| in_flight(reads, time));
    if at_most.is_some_and(|at_most| at_most <= most) {
        return Ruling::holds(cached.subject);
    }
    let hot = cache.hot_key.zip(cache.recompute);
    let together = hot.map(|(rate, time)| in_flight(rate.hz(), time));
    let guarded = match (&cache.guard, together) {
        (Fact::Known(_), _) => Some(true),
        (_, Some(together)) if together <= most => Some(true),
        (Fact::None, Some(_)) => Some(false),
        _ => None,
    };
    let open = match (&cache.guard, cache.hot_key) {
        (Fact::None, None) => at("hot_key"),
        (Fact::None, Some(_)) => at("recompute"),
        _ => at("guard"),
    };
    let expires = matches!(cache.ttl, Some(Limit::At(_))) && cache.keys != Some(Count(1));
    let spread = match &cache.jitter {
        Fact::Known(jitter) => Some(jitter.share() > 0.0),
        Fact::None => Some(false),
        Fact::Unknown => None,
    };
    let lack = together
        .map(|together| format!("nothing keeps {} requests from recomputing its hottest entry at once when it expires", figure(together)));
    let mut demands = Demands::default();
    let lack = lack.unwrap_or_default();
    demands = demands.want(guarded, if guarded.is_none() { open } else { at("guard") }, lack);
    if expires {
        demands = demands.want(spread, at("jitter"), "entries that were written together expire together");
    }
    let name = cached.subject.name().to_owned();
    let ruling = demands.ruling(cached.subject, |lacks| format!("in the cache of {name} {lacks}"));
    ruling.adding(|mut violation| {
        if let (Some(false), Some((rate, time))) = (guarded, hot) {
            violation = violation
                .because(at("hot_key"), format!("its hottest entry is read {rate}"))
                .because(at("recompute"), format!("to compute an entry takes {}", time.spoken()));
        }
        if let Some(Limit::At(ttl)) = cache.ttl {
            violation = violation.because(at("ttl"), format!("an entry lives {}", ttl.spoken()));
        }
        violation
    })
}

/// CA4: a cache miss reads every shard.
pub(in crate::rules) fn miss_reads_all(context: &Context<'_>) -> Vec<Ruling> {
    let cached = context.system.hops().filter(|(_, hop)| hop.call.cache.known().is_some());
    let judged = cached.filter_map(|(id, hop)| {
        let subject = context.call(id);
        Some(match asked(context.system, hop)? {
            Asked::One | Asked::Several(_) => Ruling::holds(subject),
            Asked::Open { path, .. } => Ruling::unknown(subject, path),
            Asked::All(all) if all.count == Some(Count(1)) => Ruling::holds(subject),
            Asked::All(all) => {
                let count = all.count.map_or("all shards".to_owned(), |count| format!("all {count} shards"));
                let store = context.system.vertex(hop.callee).id();
                let message = format!("each miss in the cache of {} reads {count} of {store}: {}", hop.id(), all.because);
                let mut violation = Violation::new(message, all.path.clone()).because(all.path, all.because);
                let misses = hop_rate(context.system, id);
                if misses.how.is_complete() && !misses.how.is_empty() {
                    violation = violation.derived(&misses.how);
                }
                if let Some(ratio) = hop.call.cache.known().and_then(|cache| cache.hit_ratio) {
                    violation = violation.because(hop.at("cache").key("hit_ratio"), format!("the cache answers {ratio} of the reads"));
                }
                Ruling::violated(subject, violation)
            }
        })
    });
    judged.collect()
}

/// CA7: what does not exist is looked for again and again.
pub(in crate::rules) fn misses_forgotten(context: &Context<'_>) -> Vec<Ruling> {
    let judged = caches(context).into_iter().map(|cached| {
        let callee = context.system.vertex(context.system.hop(cached.first).callee).id();
        let path = cached.path.clone().key("negative");
        let name = cached.subject.name().to_owned();
        Demands::default()
            .want_some(&cached.cache.negative, path, "it keeps no answer that something is not there")
            .ruling(cached.subject, |_| format!("the cache of {name} forgets what does not exist: each request for it goes to {callee}"))
    });
    judged.collect()
}
