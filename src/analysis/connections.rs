//! The connections that all pools together take from a database while a release is under way.

use super::figure::Derivation;
use super::pools::pool_of;
use crate::document::Path;
use crate::graph::{Hop, Link, System, Vertex};
use crate::plan::value::{Limit, counted};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// The connections that a store must be able to have.
#[derive(Debug, Clone)]
pub struct Connections {
    /// Σ instances × (1 + surge) × pool; `None` where a pool has no bound.
    pub wanted: Option<f64>,
    /// The connections that it can have.
    pub available: f64,
    /// Where that stands.
    pub available_path: Path,
    /// How the sum was got; with missing facts it is a bound from below.
    pub how: Derivation,
}

/// The connections to a store and to all that it hosts; `None` where the plan does not say how many it can have.
pub fn connections(system: &System<'_>, store: NodeIndex) -> Option<Connections> {
    let Vertex::Store(id, facts) = system.vertex(store) else { return None };
    let available = facts.max_connections?.f64();
    let available_path = Path::of(["data", "stores", id, "max_connections"]);
    let mut how = Derivation::default();
    let mut wanted = Some(0.0);
    let mut seen = BTreeSet::new();
    for at in hosted(system, store) {
        for (_, hop) in system.hops_to(at) {
            if seen.insert(pool_of(hop)) {
                wanted = match (wanted, pool_connections(system, hop, &mut how)) {
                    (Some(sum), Some(more)) => Some(sum + more),
                    _ => None,
                };
            }
        }
    }
    Some(Connections { wanted, available, available_path, how })
}

/// A store and, over any number of steps, the stores that it hosts.
fn hosted(system: &System<'_>, store: NodeIndex) -> Vec<NodeIndex> {
    let mut all = vec![store];
    let mut next = 0;
    while let Some(&at) = all.get(next) {
        next += 1;
        for guest in system.linked(at, Link::Within, Direction::Incoming) {
            if !all.contains(&guest) {
                all.push(guest);
            }
        }
    }
    all
}

/// The connections of one pool in all instances of its caller; `None` where the pool has no bound.
fn pool_connections(system: &System<'_>, hop: &Hop<'_>, how: &mut Derivation) -> Option<f64> {
    let caller = system.vertex(hop.caller);
    let caller_path = super::compose::node_path(caller);
    let per_instance = match hop.call.pool.as_ref() {
        crate::plan::Fact::None => {
            how.term(hop.at("pool"), format!("{}: no pool, one connection", hop.id()), 1.0);
            1.0
        }
        crate::plan::Fact::Known(pool) => match pool.size {
            Some(Limit::At(size)) => size.f64(),
            Some(Limit::Unlimited) => {
                how.term(hop.at("pool"), format!("{}: a pool without bound", hop.id()), f64::INFINITY);
                return None;
            }
            None => {
                how.lacks(hop.at("pool").key("size"));
                return Some(0.0);
            }
        },
        crate::plan::Fact::Unknown => {
            how.lacks(hop.at("pool"));
            return Some(0.0);
        }
    };
    let instances = caller.node().and_then(|node| node.instances()).and_then(|instances| instances.max.or(instances.min));
    let instances = instances.map_or_else(
        || {
            how.lacks(caller_path.clone().key("instances"));
            1.0
        },
        crate::plan::value::Count::f64,
    );
    let deploys = system.plan.build.as_ref().and_then(|build| build.deploys.as_ref());
    let surge = deploys.and_then(|deploys| deploys.get(caller.id())).and_then(|deploy| deploy.surge);
    let running = if let Some(surge) = surge {
        (instances * (1.0 + surge.share())).ceil()
    } else {
        how.lacks(Path::of(["build", "deploys", caller.id(), "surge"]));
        instances
    };
    let during =
        if running > instances { format!(" ({instances} and {} more during a release)", running - instances) } else { String::new() };
    how.term(
        hop.at("pool"),
        format!("{}: {}{during} × {per_instance}", hop.id(), counted(running, "instance", "instances")),
        running * per_instance,
    );
    Some(running * per_instance)
}
