//! A part of a plan as a plan of its own, for graphs of a part.

use crate::graph::{HopId, Route, System};
use crate::plan::Plan;
use crate::plan::reference;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// What one journey comes to, and the calls that it makes.
pub fn of_journey(system: &System<'_>, route: &Route<'_>) -> Plan {
    let ends = route.stretches.iter().flat_map(|stretch| [stretch.from, stretch.to]);
    let nodes: BTreeSet<&str> = ends.chain(route.entries.iter().copied()).map(|at| system.vertex(at).id()).collect();
    let taken: BTreeSet<HopId> = route.hops().collect();
    let calls: BTreeSet<&str> = taken.iter().map(|hop| system.hop(*hop).key.0.as_str()).collect();
    let mut plan = kept(system.plan, &nodes, &calls);
    if let Some(journeys) = plan.goals.as_mut().and_then(|goals| goals.journeys.as_mut()) {
        journeys.0.retain(|id, _| id.as_str() == route.id);
    }
    plan
}

/// A node with all that it touches.
pub fn around(system: &System<'_>, at: NodeIndex) -> Plan {
    let neighbours = system.graph().neighbors_undirected(at).map(|at| system.vertex(at).id());
    let nodes: BTreeSet<&str> = neighbours.chain([system.vertex(at).id()]).collect();
    let touching = system.hops_from(at).chain(system.hops_to(at));
    let calls: BTreeSet<&str> = touching.map(|(_, hop)| hop.key.0.as_str()).collect();
    let mut plan = kept(system.plan, &nodes, &calls);
    if let Some(journeys) = plan.goals.as_mut().and_then(|goals| goals.journeys.as_mut()) {
        journeys.0.retain(|_, journey| journey.entries().any(|entry| nodes.contains(entry.as_str())));
    }
    plan
}

/// The plan with these nodes and calls alone, and the failure modes that strike them.
fn kept(plan: &Plan, nodes: &BTreeSet<&str>, calls: &BTreeSet<&str>) -> Plan {
    let mut plan = plan.clone();
    if let Some(map) = &mut plan.map {
        if let Some(components) = &mut map.components {
            components.0.retain(|id, _| nodes.contains(id.as_str()));
        }
        if let Some(all) = &mut map.calls {
            all.0.retain(|key, _| calls.contains(key.0.as_str()));
        }
        if let Some(modes) = &mut map.failure_modes {
            modes.0.retain(|_, mode| mode.at.as_ref().is_some_and(|at| is_kept(at.as_str(), nodes, calls)));
        }
    }
    if let Some(stores) = plan.data.as_mut().and_then(|data| data.stores.as_mut()) {
        stores.0.retain(|id, _| nodes.contains(id.as_str()));
    }
    if let Some(channels) = plan.contracts.as_mut().and_then(|contracts| contracts.channels.as_mut()) {
        channels.0.retain(|id, _| nodes.contains(id.as_str()));
    }
    plan
}

/// Whether the place of a failure mode is a node or a call that is kept.
fn is_kept(place: &str, nodes: &BTreeSet<&str>, calls: &BTreeSet<&str>) -> bool {
    let call = place.split('/').next().unwrap_or(place);
    let wanted = reference::ends(call);
    nodes.contains(place) || (wanted.is_some() && calls.iter().any(|key| reference::ends(key) == wanted))
}
