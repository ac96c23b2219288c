//! Whose data a cache holds, and what writing it costs the store that keeps it.

use super::{Cached, caches};
use crate::analysis::compose::node_path;
use crate::analysis::digits::figure;
use crate::document::Path;
use crate::graph::Vertex;
use crate::plan::Tenancy;
use crate::plan::data::{Level, Store, StoreKind};
use crate::plan::value::{Count, Duration, Fact, Limit, Rate};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// CA5: a cache holds sensitive data, or mixes tenants.
pub(in crate::rules) fn shows_too_much(context: &Context<'_>) -> Vec<Ruling> {
    let life = context.threshold("CA5.life");
    caches(context).into_iter().filter_map(|cached| exposed(context, cached, life)).collect()
}

fn exposed(context: &Context<'_>, cached: Cached<'_>, life: f64) -> Option<Ruling> {
    let hop = context.system.hop(cached.first);
    let carries = hop.at("carries");
    let levels: Vec<(&str, Option<Level>)> = match &hop.call.carries {
        Fact::Known(classes) => classes.iter().map(|class| (class.as_str(), level(context, class.as_str()))).collect(),
        Fact::None | Fact::Unknown => Vec::new(),
    };
    let is_open = hop.call.carries.is_none() || (!levels.is_empty() && levels.iter().all(|(_, level)| *level == Some(Level::Public)));
    let kept: Vec<&str> = levels.iter().filter(|(_, level)| level.is_some_and(is_sensitive)).map(|(class, _)| *class).collect();
    let unrated = levels.iter().find(|(_, level)| level.is_none()).map(|(class, _)| Path::of(["data", "classes", class, "level"]));
    let tenants = context.plan.tenancy;
    let mut demands = Demands::default();
    let mut applies = false;
    if !kept.is_empty() {
        applies = true;
        let Kept { met, path, why } = kept_safely(context, &cached, life);
        demands = demands.want(met, path, format!("holds {}{why}", joined(&kept)));
    } else if let Some(path) = unrated {
        applies = true;
        demands = demands.want(None, path, "");
    } else if hop.call.carries.is_unknown() && context.plan.classes().any(|(_, class)| class.level.is_some_and(is_sensitive)) {
        applies = true;
        demands = demands.want(None, carries.clone(), "");
    }
    // What anyone may see is the same for every tenant.
    if tenants != Some(Tenancy::Single) && !is_open {
        let key = cached.path.clone().key("tenant_key");
        let has_key = match (&cached.cache.tenant_key, tenants) {
            (Fact::Known(_), _) => Some((Some(true), key)),
            (Fact::None, Some(_)) if hop.call.carries.is_unknown() => Some((None, carries.clone())),
            (Fact::None, Some(_)) => Some((Some(false), key)),
            (Fact::Unknown, Some(_)) => Some((None, key)),
            // Whether there are tenants is asked where something is known to be in the cache that is not for all.
            (_, None) => (!levels.is_empty()).then(|| (None, Path::of(["tenancy"]))),
        };
        if let Some((met, path)) = has_key {
            applies = true;
            demands = demands.want(met, path, "has no tenant in its keys");
        }
    } else {
        applies |= !hop.call.carries.is_unknown();
    }
    let name = cached.subject.name().to_owned();
    applies.then(|| {
        let ruling = demands.ruling(cached.subject, |lacks| format!("the cache of {name} {lacks}"));
        ruling.adding(|mut violation| {
            for (class, level) in levels.iter().filter(|(class, _)| kept.contains(class)) {
                let level = level.map_or("", word);
                violation = violation.because(carries.clone(), format!("{} carries {class} ({level})", hop.id()));
            }
            violation
        })
    })
}

fn level(context: &Context<'_>, class: &str) -> Option<Level> {
    context.plan.data.as_ref()?.classes.as_ref()?.get(class)?.level
}

/// What must not outlive its deletion in a copy. Names and addresses are the business of DM1, wherever they are kept.
fn is_sensitive(level: Level) -> bool {
    matches!(level, Level::Special | Level::Payment | Level::Secret)
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Special => "special",
        Level::Payment => "payment",
        _ => "secret",
    }
}

/// Whether sensitive entries end soon, and are encrypted where they are written down.
struct Kept {
    met: Option<bool>,
    /// The fact that tells, or would.
    path: Path,
    /// Why not, behind what is held.
    why: String,
}

fn kept_safely(context: &Context<'_>, cached: &Cached<'_>, life: f64) -> Kept {
    let at = |field: &str| cached.path.clone().key(field);
    let kept = |met, path, why: &str| Kept { met, path, why: why.to_owned() };
    let most = Duration::from_secs(life).spoken();
    match cached.cache.ttl {
        Some(Limit::Unlimited) => return kept(Some(false), at("ttl"), &format!(" without end, and may for {most}")),
        Some(Limit::At(ttl)) if ttl.secs() > life => {
            return kept(Some(false), at("ttl"), &format!(" for {}, and may for {most}", ttl.spoken()));
        }
        _ => {}
    }
    let encrypted = match (&cached.cache.store, store_of(context, cached)) {
        (_, Some((store, facts))) => {
            let vertex = context.system.vertex(store);
            let path = node_path(vertex).key("encrypted_at_rest");
            kept(facts.encrypted_at_rest, path, &format!(", and {} does not encrypt what it keeps", vertex.id()))
        }
        // The memory of a process is not written down.
        (Some(store), None) if store.as_str() == "process" => kept(Some(true), at("store"), ""),
        _ => kept(None, at("store"), ""),
    };
    match (encrypted.met, cached.cache.ttl) {
        (Some(true), None) => kept(None, at("ttl"), ""),
        _ => encrypted,
    }
}

/// The store that keeps a cache; `None` where it is the memory of the caller, or nobody says.
fn store_of<'a>(context: &'a Context<'_>, cached: &Cached<'_>) -> Option<(NodeIndex, &'a Store)> {
    let at = context.system.find(cached.cache.store.as_ref()?.as_str())?;
    if let Vertex::Store(_, store) = context.system.vertex(at) { Some((at, store)) } else { None }
}

/// CA6: refilling a cache writes more than its store can take.
pub(in crate::rules) fn refill(context: &Context<'_>) -> Vec<Ruling> {
    let caches = caches(context);
    // All caches that a store keeps are refilled together.
    let mut together: BTreeMap<NodeIndex, f64> = BTreeMap::new();
    for cached in &caches {
        if let (Some((at, _)), Some(refill)) = (store_of(context, cached), Refill::of(cached)) {
            *together.entry(at).or_default() += refill.per_second;
        }
    }
    let judged = caches.into_iter().filter_map(|cached| {
        let (at, store) = store_of(context, &cached)?;
        refilled(context, cached, at, store, together.get(&at).copied().unwrap_or_default())
    });
    judged.collect()
}

/// How often entries come back: as many as there are, once in the life of each (Little's law).
struct Refill {
    keys: Count,
    ttl: Duration,
    per_second: f64,
}

impl Refill {
    fn of(cached: &Cached<'_>) -> Option<Self> {
        let Limit::At(ttl) = cached.cache.ttl? else { return None };
        let keys = cached.cache.keys?;
        (ttl > Duration::ZERO).then(|| Self { keys, ttl, per_second: keys.f64() / ttl.secs() })
    }
}

fn refilled(context: &Context<'_>, cached: Cached<'_>, at: NodeIndex, store: &Store, together: f64) -> Option<Ruling> {
    let Refill { keys, ttl, per_second } = Refill::of(&cached)?;
    let subject = cached.subject;
    let id = context.system.vertex(at).id();
    let place = node_path(context.system.vertex(at));
    let Some(capacity) = store.capacity.as_ref().and_then(|capacity| capacity.writes) else {
        return Some(Ruling::unknown(subject, place.key("capacity").key("writes")));
    };
    // What is measured at a cache is its refill; at another store it comes on top.
    let is_cache = store.kind == Some(StoreKind::Cache);
    let others = store.load.as_ref().and_then(|load| load.writes).filter(|_| !is_cache);
    let spare = (capacity.hz() - others.map_or(0.0, Rate::hz)).max(0.0);
    if together <= spare {
        return Some(if is_cache || others.is_some() {
            Ruling::holds(subject)
        } else {
            Ruling::unknown(subject, place.key("load").key("writes"))
        });
    }
    let all = if together > per_second { format!(", {} with those of other caches", figure(together)) } else { String::new() };
    let beside = others.map(|load| format!(" beside {load} of others")).unwrap_or_default();
    let message = format!(
        "{keys} entries of the cache of {} come back every {}: {} writes a second to {id}{all}, which can take {}/s{beside}",
        subject.name(),
        ttl.spoken(),
        figure(per_second),
        figure(spare)
    );
    let mut violation = Violation::new(message, cached.path.clone().key("ttl"))
        .because(cached.path.clone().key("keys"), format!("{keys} entries"))
        .because(cached.path.key("ttl"), format!("each lives {}", ttl.spoken()))
        .because(place.clone().key("capacity").key("writes"), format!("{id} can take {capacity} of writes"));
    if let Some(load) = others {
        violation = violation.because(place.key("load").key("writes"), format!("{id} has {load} of other writes"));
    }
    Some(Ruling::violated(subject, violation))
}
