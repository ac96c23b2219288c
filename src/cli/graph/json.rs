//! The graph for programs: times in ms, shares as fractions.

use crate::analysis::effective::{attempts, total_timeout};
use crate::graph::{Hop, Link, System, Vertex};
use crate::plan::map::Mode;
use crate::plan::reference::{GroupRef, PlaceRef};
use crate::plan::value::Rate;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use serde_json::{Value, json};

/// The whole graph.
pub fn of(system: &System<'_>) -> Value {
    let of_kind = |wanted: fn(&Vertex<'_>) -> bool| system.nodes().filter(move |at| wanted(&system.vertex(*at)));
    json!({
        "system": system.plan.system_id(),
        "nodes": of_kind(|vertex| vertex.node().is_some()).map(|at| node(system, at)).collect::<Vec<_>>(),
        "calls": system.hops().map(|(_, hop)| call(system, hop)).collect::<Vec<_>>(),
        "channels": of_kind(|vertex| vertex.channel().is_some()).map(|at| channel(system, at)).collect::<Vec<_>>(),
        "failure_modes": failure_modes(system),
        "journeys": journeys(system),
        "cycles": system.request_cycles().iter().map(|cycle| cycle.hops.iter().map(|hop| system.hop(*hop).id()).collect::<Vec<_>>()).collect::<Vec<_>>(),
    })
}

fn node(system: &System<'_>, at: NodeIndex) -> Value {
    let vertex = system.vertex(at);
    let id = vertex.id();
    let kind = vertex.component().map(|component| json!(component.kind)).or_else(|| vertex.store().map(|store| json!(store.kind)));
    json!({
        "id": id,
        "type": if vertex.store().is_some() { "store" } else { "component" },
        "kind": kind,
        "title": vertex.entity().and_then(crate::plan::Entity::title),
        "owner": system.plan.owner_of(id),
        "criticality": system.plan.criticality_of(id),
    })
}

fn call(system: &System<'_>, hop: &Hop<'_>) -> Value {
    let timeout = total_timeout(hop).and_then(|timeout| timeout.value.at().map(|time| time.ms()));
    let tries = attempts(hop).and_then(|tries| tries.value.at().map(|count| count.0));
    json!({
        "id": hop.id(),
        "from": system.vertex(hop.caller).id(),
        "to": system.vertex(hop.callee).id(),
        "operation": hop.operation,
        "need": hop.call.need,
        "mode": hop.call.mode.unwrap_or(Mode::Sync),
        "timeout_ms": timeout,
        "attempts": tries,
        "any_of": hop.call.any_of.as_ref().map(GroupRef::as_str),
        "mutates": hop.call.mutates,
    })
}

fn channel(system: &System<'_>, at: NodeIndex) -> Value {
    let vertex = system.vertex(at);
    let ids = |link, direction| system.linked(at, link, direction).map(|other| system.vertex(other).id()).collect::<Vec<_>>();
    json!({
        "id": vertex.id(),
        "kind": vertex.channel().map(|channel| json!(channel.kind)),
        "producers": ids(Link::Publishes, Direction::Incoming),
        "consumers": ids(Link::Delivers, Direction::Outgoing),
        "dead_letters": ids(Link::DeadLetters, Direction::Outgoing),
        "broker": ids(Link::CarriedBy, Direction::Outgoing).first(),
    })
}

fn failure_modes(system: &System<'_>) -> Vec<Value> {
    let one = |(id, mode): (&crate::plan::Id, &crate::plan::map::FailureMode)| json!({ "id": id.as_str(), "at": mode.at.as_ref().map(PlaceRef::as_str), "kind": mode.kind, "frequency_per_year": mode.frequency.map(Rate::per_year) });
    system.plan.failure_modes().map(one).collect()
}

fn journeys(system: &System<'_>) -> Vec<Value> {
    let one = |route: &crate::graph::Route<'_>| {
        let mut nodes: Vec<&str> = system.nodes().filter(|at| route.reaches(*at)).map(|at| system.vertex(at).id()).collect();
        nodes.dedup();
        json!({
            "id": route.id,
            "entries": route.entries.iter().map(|at| system.vertex(*at).id()).collect::<Vec<_>>(),
            "nodes": nodes,
            "calls": route.hops().map(|hop| system.hop(hop).id()).collect::<Vec<_>>(),
        })
    };
    system.routes().iter().map(one).collect()
}
