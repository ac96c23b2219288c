//! What a decision about a store commits to: how it is used, what its transactions allow, what stands behind it.

use crate::analysis::effective::attempts;
use crate::analysis::load::{hop_rate, node_rate};
use crate::graph::{Hop, HopId, System, Vertex};
use crate::knowledge::isolation_table;
use crate::plan::Plan;
use crate::plan::contracts::Channel;
use crate::plan::data::{Isolation, Store, Transaction};
use crate::plan::map::{CallCache, ReadsFrom};
use crate::plan::reference::{CacheStore, Id, NodeRef};
use crate::plan::value::Duration;
use crate::render::design_doc::{capacity, rate};
use crate::render::storage::{self, StoreView};
use schemars::JsonSchema;
use serde::Serialize;

/// A store that a decision is about.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Settled<'p> {
    /// The store.
    #[serde(flatten)]
    store: StoreView<'p>,
    /// Its engine, or that of the server that hosts it.
    engine: Option<&'p str>,
    /// Requests a second at peak, behind its caches.
    peak: String,
    /// What it can take.
    capacity: Option<String>,
    /// The calls to it.
    accesses: Vec<Access>,
    /// The transactions that write it, by their isolation level.
    transactions: Vec<Guarded<'p>>,
    /// The calls that it stands before as a cache.
    caches: Vec<Cached>,
    /// The channels that it carries.
    channels: Vec<Carried<'p>>,
}

/// A call to a store.
#[derive(Debug, Serialize, JsonSchema)]
struct Access {
    /// The call.
    call: String,
    /// Whether it changes anything.
    mutates: Option<bool>,
    /// Calls a second at peak, before any cache.
    peak: String,
    /// The columns that it looks up by.
    filter: Option<Vec<String>>,
    /// The copies that it reads from.
    reads_from: Option<ReadsFrom>,
    /// How long one takes at p99.
    p99: Option<Duration>,
    /// How often it is tried.
    attempts: Option<String>,
}

/// Transactions of one isolation level, and what can go wrong between two of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Guarded<'p> {
    /// Their ids.
    ids: Vec<&'p str>,
    /// Their isolation level.
    level: Option<Isolation>,
    /// Whether the plan names the level; otherwise it is the engine's default.
    stated: bool,
    /// What the engine really gives under this name, where that is known.
    gives: Option<&'static str>,
    /// What can still happen; null where it is not known.
    allows: Option<Vec<&'static str>>,
}

/// A call that is answered from a cache.
#[derive(Debug, Serialize, JsonSchema)]
struct Cached {
    /// The call.
    call: String,
    /// Calls a second at peak, before the cache: what comes through when it is empty.
    peak: String,
    /// What the callee can take.
    capacity: Option<String>,
    /// How it is cached.
    cache: CallCache,
}

/// A channel that a store carries.
#[derive(Debug, Serialize, JsonSchema)]
struct Carried<'p> {
    /// Its id.
    id: &'p str,
    /// What the plan says of it.
    facts: &'p Channel,
}

pub(super) fn settled<'p>(system: &System<'p>, id: &str) -> Option<Settled<'p>> {
    let plan = system.plan;
    let store = storage::store(plan, id)?;
    let at = system.find(id)?;
    let Vertex::Store(_, facts) = system.vertex(at) else { return None };
    let engine = engine(plan, facts);
    let writes = |transaction: &Transaction| transaction.writes.iter().flatten().any(|written| written.as_str() == id);
    let carried = |channel: &Channel| channel.broker.as_ref().map(NodeRef::as_str) == Some(id);
    Some(Settled {
        engine,
        peak: rate(&node_rate(system, at)),
        capacity: capacity(facts),
        accesses: system.hops_to(at).map(|(hop_id, hop)| access(system, hop_id, hop)).collect(),
        transactions: guarded(plan.transactions().filter(|(_, transaction)| writes(transaction)), facts, engine),
        caches: system.hops().filter_map(|(hop_id, hop)| cached(system, hop_id, hop, id)).collect(),
        channels: plan.channels().filter(|(_, channel)| carried(channel)).map(|(id, facts)| Carried { id: id.as_str(), facts }).collect(),
        store,
    })
}

/// Its own engine, else that of the server that hosts it.
fn engine<'p>(plan: &'p Plan, store: &'p Store) -> Option<&'p str> {
    let server = || plan.store(store.within.as_ref()?.as_str())?.engine.as_deref();
    store.engine.as_deref().or_else(server)
}

fn access(system: &System<'_>, id: HopId, hop: &Hop<'_>) -> Access {
    Access {
        call: hop.id().to_owned(),
        mutates: hop.call.mutates,
        peak: rate(&hop_rate(system, id)),
        filter: hop.call.filter.clone(),
        reads_from: hop.call.reads_from,
        p99: hop.call.latency.as_ref().and_then(|latency| latency.p99),
        attempts: attempts(hop).map(|attempts| format!("{}{}", attempts.value, attempts.origin())),
    }
}

fn guarded<'p>(transactions: impl Iterator<Item = (&'p Id, &'p Transaction)>, store: &Store, engine: Option<&str>) -> Vec<Guarded<'p>> {
    let table = isolation_table();
    let known = engine.and_then(|engine| table.engine(engine));
    let mut found: Vec<Guarded<'p>> = Vec::new();
    for (id, transaction) in transactions {
        let stated = transaction.isolation.or(store.isolation.known().copied());
        let name = stated.or(known.map(|engine| engine.default));
        if let Some(same) = found.iter_mut().find(|same| (same.level, same.stated) == (name, stated.is_some())) {
            same.ids.push(id.as_str());
            continue;
        }
        let level = name.and_then(|name| known.map_or(&table.any, |engine| &engine.levels).get(name));
        found.push(Guarded {
            ids: vec![id.as_str()],
            level: name,
            stated: stated.is_some(),
            gives: level.map(|level| level.gives.as_str()),
            allows: level.map(|level| level.allows.iter().map(|anomaly| anomaly.as_str()).collect()),
        });
    }
    found
}

fn cached(system: &System<'_>, id: HopId, hop: &Hop<'_>, store: &str) -> Option<Cached> {
    let cache = hop.call.cache.known()?;
    let is_here = cache.store.as_ref().map(CacheStore::as_str) == Some(store);
    is_here.then(|| Cached {
        call: hop.id().to_owned(),
        peak: rate(&hop_rate(system, id)),
        capacity: system.vertex(hop.callee).node().and_then(capacity),
        cache: cache.clone(),
    })
}
