//! What connects the nodes of the graph: one line for each call, whatever its operations, and those of the channels.

use super::{journey_id, node_id};
use crate::graph::{Hop, HopId, Link, Route, System};
use crate::plan::CallKey;
use crate::plan::map::{Mode, Need};
use crate::plan::reference::GroupRef;
use indexmap::IndexMap;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use schemars::JsonSchema;
use serde::Serialize;

/// A line between two nodes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DiagramEdge")]
pub struct Edge {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// `enters`, `hard`, `soft`, `async`, `dead-letter`, or `carried`: a channel by its broker.
    pub kind: &'static str,
    /// Whether the plan says so; a call whose need it leaves open is taken for hard.
    pub stated: bool,
    /// What is written at it; empty for nothing.
    pub label: String,
    /// Whether a failure mode strikes on it.
    pub fails: bool,
    /// The journeys that take it, by number.
    pub journeys: Vec<usize>,
}

impl Edge {
    fn new(from: String, to: String, kind: &'static str) -> Self {
        Self { from, to, kind, stated: true, label: String::new(), fails: false, journeys: Vec::new() }
    }
}

pub(super) fn edges(system: &System<'_>) -> Vec<Edge> {
    let enters = system.routes().iter().enumerate().flat_map(|(number, route)| {
        let from = journey_id(route.id);
        route.entries.iter().map(move |entry| {
            let to = node_id(system.vertex(*entry).id());
            Edge { journeys: vec![number], ..Edge::new(from.clone(), to, "enters") }
        })
    });
    enters.chain(calls(system)).chain(caches(system)).chain(channels(system)).collect()
}

/// One line for each call, however many operations it has: hard where one of them is.
fn calls(system: &System<'_>) -> Vec<Edge> {
    let mut edges: IndexMap<&CallKey, Edge> = IndexMap::new();
    for (id, hop) in system.hops() {
        let (kind, stated) = match (hop.call.mode, hop.call.need) {
            (Some(Mode::Async | Mode::Stream), _) => ("async", true),
            (_, Some(Need::Soft)) => ("soft", true),
            (_, need) => ("hard", need.is_some()),
        };
        let edge = edges.entry(hop.key).or_insert_with(|| {
            let (from, to) = (node_id(system.vertex(hop.caller).id()), node_id(system.vertex(hop.callee).id()));
            let (label, fails) = label(system, hop.key, hop.call.any_of.as_ref().map(GroupRef::as_str));
            Edge { stated, label, fails, ..Edge::new(from, to, kind) }
        });
        if kind == "hard" {
            edge.stated = if edge.kind == kind { edge.stated || stated } else { stated };
            edge.kind = kind;
        }
        let taken = taken(system, id);
        edge.journeys.extend(taken);
    }
    edges.into_values().map(|edge| Edge { journeys: each_once(edge.journeys), ..edge }).collect()
}

/// The journeys that take a hop, by number.
fn taken(system: &System<'_>, hop: HopId) -> impl Iterator<Item = usize> {
    system.routes().iter().enumerate().filter(move |(_, route)| route.takes(hop)).map(|(number, _)| number)
}

fn each_once(mut journeys: Vec<usize>) -> Vec<usize> {
    journeys.sort_unstable();
    journeys.dedup();
    journeys
}

fn label(system: &System<'_>, key: &CallKey, group: Option<&str>) -> (String, bool) {
    let group = group.map(|group| format!("one of {group}"));
    let modes = system.plan.failure_modes().filter(|(_, mode)| mode.at.as_ref().is_some_and(|at| is_of(at.as_str(), key)));
    let modes: Vec<String> = modes.map(|(id, _)| format!("⚠ {id}")).collect();
    let fails = !modes.is_empty();
    (group.into_iter().chain(modes).collect::<Vec<_>>().join(", "), fails)
}

/// Whether a place is this call or one of its operations.
fn is_of(place: &str, key: &CallKey) -> bool {
    let call = place.split('/').next().unwrap_or(place);
    crate::plan::reference::ends(call).is_some_and(|ends| Some(ends) == key.ends())
}

/// The caches that calls read first, where no call of the plan leads to them.
fn caches(system: &System<'_>) -> Vec<Edge> {
    let called = |caller: NodeIndex, cache: NodeIndex| system.hops_from(caller).any(|(_, hop): (HopId, &Hop<'_>)| hop.callee == cache);
    let mut edges: IndexMap<(NodeIndex, NodeIndex), Edge> = IndexMap::new();
    for link in system.graph().edge_references() {
        let (caller, cache) = (link.source(), link.target());
        if let Link::Caches(hop) = link.weight()
            && !called(caller, cache)
        {
            let ends = (node_id(system.vertex(caller).id()), node_id(system.vertex(cache).id()));
            let edge = edges.entry((caller, cache)).or_insert_with(|| Edge::new(ends.0, ends.1, "soft"));
            edge.journeys.extend(taken(system, *hop));
        }
    }
    edges.into_values().map(|edge| Edge { journeys: each_once(edge.journeys), ..edge }).collect()
}

fn channels(system: &System<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (id, _) in system.plan.channels() {
        let Some(at) = system.find(id.as_str()) else { continue };
        let node = |at: NodeIndex| node_id(system.vertex(at).id());
        for producer in system.linked(at, Link::Publishes, Direction::Incoming) {
            edges.push(Edge { journeys: through(system, producer, at), ..Edge::new(node(producer), node(at), "async") });
        }
        for consumer in system.linked(at, Link::Delivers, Direction::Outgoing) {
            edges.push(Edge { journeys: through(system, at, consumer), ..Edge::new(node(at), node(consumer), "async") });
        }
        for dead in system.linked(at, Link::DeadLetters, Direction::Outgoing) {
            edges.push(Edge { label: "dead letters".to_owned(), ..Edge::new(node(at), node(dead), "dead-letter") });
        }
        for broker in system.linked(at, Link::CarriedBy, Direction::Outgoing) {
            edges.push(Edge::new(node(at), node(broker), "carried"));
        }
    }
    edges
}

/// The journeys that go from here to there through a channel, by number.
fn through(system: &System<'_>, from: NodeIndex, to: NodeIndex) -> Vec<usize> {
    let goes = |route: &Route<'_>| route.from(from).iter().any(|stretch| stretch.to == to && stretch.hop.is_none());
    system.routes().iter().enumerate().filter(|(_, route)| goes(route)).map(|(number, _)| number).collect()
}
