//! Pools of connections: which calls share one, and how many connections of it their peak needs.
//!
//! By Little's law the connections in use are the rate times the time that each is held.

use super::compose::node_path;
use super::digits::figure;
use super::effective::{library, pool_size};
use super::figure::Derivation;
use super::load::HopPeak;
use super::queueing::in_flight;
use super::structure::fleet;
use crate::graph::{Hop, HopId, System};
use crate::plan::map::HeldFor;
use crate::plan::node::Instances;
use crate::plan::value::{Count, Duration, Fact, counted};
use indexmap::IndexMap;
use petgraph::graph::NodeIndex;

/// The calls that share one pool in each instance of their caller, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The first of them.
    pub first: HopId,
    /// All of them.
    pub hops: Vec<HopId>,
}

/// All pools of a system: those that the plan declares, and those that a client library has by default.
pub fn pools(system: &System<'_>) -> Vec<Shared> {
    let mut pools: IndexMap<(NodeIndex, &str), Shared> = IndexMap::new();
    for (id, hop) in system.hops().filter(|(_, hop)| has_pool(hop)) {
        let shared = pools.entry(pool_of(hop)).or_insert_with(|| Shared { first: id, hops: Vec::new() });
        shared.hops.push(id);
    }
    pools.into_values().collect()
}

/// What tells one pool from another: its name within the caller, else the call.
pub fn pool_of<'h>(hop: &'h Hop<'_>) -> (NodeIndex, &'h str) {
    let name = hop.call.pool.known().and_then(|pool| pool.name.as_ref());
    (hop.caller, name.map_or(hop.key.0.as_str(), |name| name.as_str()))
}

fn has_pool(hop: &Hop<'_>) -> bool {
    match &hop.call.pool {
        Fact::Known(_) => true,
        Fact::None => false,
        Fact::Unknown => pool_size(hop).is_some() || library(hop).is_some_and(|release| release.pool.known().is_some()),
    }
}

/// How many connections of a pool are in use in one instance at peak.
#[derive(Debug, Clone)]
pub struct InUse {
    /// So many on average while each is held for its p99; a bound from below while facts are missing.
    pub connections: f64,
    /// How it was got.
    pub how: Derivation,
}

/// The connections of a pool that are in use in one instance at peak, given how often each hop is made.
pub fn in_use(system: &System<'_>, peaks: &[HopPeak], pool: &Shared) -> InUse {
    let mut how = Derivation::default();
    let caller = system.vertex(system.hop(pool.first).caller);
    let host = fleet(system.plan, caller.id()).of;
    let running = system.plan.node(host).and_then(|node| node.instances()).and_then(Instances::running_at_peak);
    let running = running.filter(|count| count.0 > 0);
    let mut all = 0.0;
    for id in &pool.hops {
        let hop = system.hop(*id);
        let Some(peak) = peaks.get(id.index()) else { continue };
        let rate = peak.per_second * hop.misses();
        if !peak.complete {
            how.lacks(hop.at("load"));
        }
        if let Some(held) = held(hop, &mut how) {
            let connections = in_flight(rate, held);
            let path = hop.at("pool").key("hold");
            how.term(path, format!("{}: {}/s × {} = {} at once", hop.id(), figure(rate), held.spoken(), figure(connections)), connections);
            all += connections;
        }
    }
    let instances = running.map_or(f64::INFINITY, Count::f64);
    let path = node_path(caller).key("instances");
    match running {
        Some(_) => how.term(path, format!("{host}: {} at peak", counted(instances, "instance", "instances")), 0.0),
        None => how.lacks(path),
    }
    InUse { connections: all / instances, how }
}

/// How long a hop holds a connection at its p99: as stated, else at least as long as the call takes.
fn held(hop: &Hop<'_>, how: &mut Derivation) -> Option<Duration> {
    let pool = hop.call.pool.known();
    if let Some(hold) = pool.and_then(|pool| pool.hold) {
        return Some(hold);
    }
    let takes = hop.call.latency.as_ref().and_then(|latency| latency.p99);
    if takes.is_none() || pool.and_then(|pool| pool.held_for) != Some(HeldFor::Query) {
        how.lacks(hop.at("pool").key("hold"));
    }
    takes
}
