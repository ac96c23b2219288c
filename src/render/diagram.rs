//! The system as a graph, for Mermaid and DOT.

use super::Input;
use super::escape::diagram::identifier;
use super::kind::{Page, view};
use super::words;
use crate::graph::{Link, System, Vertex};
use crate::plan::map::{ComponentKind, Mode, Need};
use crate::plan::reference::{GroupRef, RegionRef, TeamRef, ZoneRef};
use crate::plan::{CallKey, Node};
use indexmap::IndexMap;
use minijinja::context;
use petgraph::Direction;
use serde::Serialize;
use std::collections::BTreeSet;

/// The most edges and characters that Mermaid draws by default, and that GitHub therefore shows.
const MERMAID_EDGES: usize = 500;
const MERMAID_TEXT: usize = 50_000;
/// Characters that an edge or a node takes at most, apart from what the plan says in it.
const MERMAID_LINE: usize = 60;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page> {
    let context = context! { diagram => view(&Diagram::new(input.system)) };
    ["system.mmd", "system.dot"]
        .into_iter()
        .zip(["diagram/system.mmd.j2", "diagram/system.dot.j2"])
        .map(|(file, template)| Page { path: format!("diagram/{file}"), template, view: context.clone() })
        .collect()
}

/// Everything that is drawn.
#[derive(Debug, Serialize)]
pub struct Diagram {
    /// Nodes by the team or company they belong to.
    pub groups: Vec<Group>,
    /// Lines between them.
    pub edges: Vec<Edge>,
    /// Whether it is small enough for Mermaid.
    pub fits_mermaid: bool,
}

/// Nodes of one owner.
#[derive(Debug, Serialize)]
pub struct Group {
    /// An identifier for both languages.
    pub id: String,
    /// The name of the owner.
    pub label: String,
    /// Its nodes.
    pub nodes: Vec<Shape>,
}

/// A node.
#[derive(Debug, Serialize)]
pub struct Shape {
    /// An identifier for both languages.
    pub id: String,
    /// The lines of its label.
    pub lines: Vec<String>,
    /// What it is: a kind of component, `store`, `channel`, `journey` or `system`.
    pub kind: &'static str,
    /// Whether a failure mode strikes here.
    pub fails: bool,
}

/// A line between two nodes.
#[derive(Debug, Serialize)]
pub struct Edge {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// `enters`, `hard`, `soft`, `async`, `dead-letter`, or `carried`: a channel by its broker.
    pub kind: &'static str,
    /// What is written at it; empty for nothing.
    pub label: String,
}

impl Diagram {
    pub(super) fn new(system: &System<'_>) -> Self {
        let groups = groups(system);
        let edges = edges(system);
        let text: usize =
            groups.iter().flat_map(|group| &group.nodes).map(|node| node.lines.iter().map(String::len).sum::<usize>() + MERMAID_LINE).sum();
        let lines: usize = edges.iter().map(|edge| edge.from.len() + edge.to.len() + edge.label.len() + MERMAID_LINE).sum();
        let fits_mermaid = edges.len() <= MERMAID_EDGES && text + lines <= MERMAID_TEXT;
        Self { groups, edges, fits_mermaid }
    }
}

fn groups(system: &System<'_>) -> Vec<Group> {
    let mut groups: IndexMap<String, Vec<Shape>> = IndexMap::new();
    for route in system.routes() {
        let lines = lines(route.id, route.journey.title.as_deref(), None);
        groups.entry("Journeys".to_owned()).or_default().push(Shape { id: journey_id(route.id), lines, kind: "journey", fails: false });
    }
    for at in system.graph().node_indices() {
        let vertex = system.vertex(at);
        if let Some(shape) = shape(system, vertex) {
            groups.entry(owner(system, vertex)).or_default().push(shape);
        }
    }
    let numbered = groups.into_iter().enumerate();
    numbered.map(|(n, (label, nodes))| Group { id: format!("group_{n}"), label, nodes }).collect()
}

/// The team that a vertex belongs to, or that it belongs to another company.
fn owner(system: &System<'_>, vertex: Vertex<'_>) -> String {
    let external = vertex.component().is_some_and(|component| component.kind == Some(ComponentKind::External));
    match vertex {
        _ if external => "Other companies".to_owned(),
        Vertex::Foreign(id) => format!("System {}", id.split(':').next().unwrap_or(id)),
        Vertex::Channel(id, channel) => {
            let own = channel.owner.as_ref().map(TeamRef::as_str);
            let producer = channel.producers.iter().flat_map(|producers| producers.0.keys()).next();
            let of_producer = || producer.and_then(|producer| system.plan.owner_of(producer.as_str()));
            own.or_else(of_producer).or_else(|| system.plan.owner_of(id)).map_or_else(no_owner, str::to_owned)
        }
        _ => system.plan.owner_of(vertex.id()).map_or_else(no_owner, str::to_owned),
    }
}

fn no_owner() -> String {
    "Owner not stated".to_owned()
}

fn shape(system: &System<'_>, vertex: Vertex<'_>) -> Option<Shape> {
    let (kind, place) = match vertex {
        Vertex::Component(_, component) => (component_kind(component.kind), component.instances().and_then(words::instances)),
        Vertex::Store(_, store) => ("store", store.engine.clone()),
        Vertex::Channel(_, _) => ("channel", None),
        Vertex::Foreign(_) => ("system", None),
        Vertex::Journey(..) | Vertex::FailureMode(..) | Vertex::Nothing => return None,
    };
    let mut lines = lines(vertex.id(), vertex.entity().and_then(|entity| entity.title()), place);
    let modes = modes_at(system, vertex);
    lines.extend(modes.iter().map(|mode| format!("⚠ {mode}")));
    Some(Shape { id: node_id(vertex.id()), lines, kind, fails: !modes.is_empty() })
}

fn component_kind(kind: Option<ComponentKind>) -> &'static str {
    match kind {
        Some(ComponentKind::Client) => "client",
        Some(ComponentKind::Gateway) => "gateway",
        Some(ComponentKind::Worker) => "worker",
        Some(ComponentKind::Job) => "job",
        Some(ComponentKind::Broker) => "broker",
        Some(ComponentKind::External) => "external",
        Some(ComponentKind::Service) | None => "service",
    }
}

fn lines(id: &str, title: Option<&str>, place: Option<String>) -> Vec<String> {
    title.filter(|title| *title != id).into_iter().map(str::to_owned).chain([id.to_owned()]).chain(place).collect()
}

/// The failure modes of a vertex, and of the zones and regions that it stands in.
fn modes_at<'p>(system: &System<'p>, vertex: Vertex<'_>) -> Vec<&'p str> {
    let zones: BTreeSet<&str> = vertex
        .node()
        .and_then(Node::instances)
        .and_then(|i| i.zones.as_ref())
        .iter()
        .flat_map(|zones| zones.0.keys())
        .map(ZoneRef::as_str)
        .collect();
    let all_zones = system.plan.map.as_ref().and_then(|map| map.zones.as_ref());
    let regions: BTreeSet<&str> = zones.iter().filter_map(|zone| all_zones?.get(*zone)?.region.as_ref()).map(RegionRef::as_str).collect();
    let strikes = |place: &str| place == vertex.id() || zones.contains(place) || regions.contains(place);
    let modes = system.plan.failure_modes().filter(|(_, mode)| mode.at.as_ref().is_some_and(|at| strikes(at.as_str())));
    modes.map(|(id, _)| id.as_str()).collect()
}

fn edges(system: &System<'_>) -> Vec<Edge> {
    let enters = system.routes().iter().flat_map(|route| {
        let from = journey_id(route.id);
        route.entries.iter().map(move |entry| Edge {
            from: from.clone(),
            to: node_id(system.vertex(*entry).id()),
            kind: "enters",
            label: String::new(),
        })
    });
    enters.chain(calls(system)).chain(channels(system)).collect()
}

/// One line for each call, however many operations it has: hard where one of them is.
fn calls(system: &System<'_>) -> Vec<Edge> {
    let mut edges: IndexMap<&CallKey, Edge> = IndexMap::new();
    for (_, hop) in system.hops() {
        let kind = match (hop.call.mode, hop.call.need) {
            (Some(Mode::Async | Mode::Stream), _) => "async",
            (_, Some(Need::Soft)) => "soft",
            _ => "hard",
        };
        let ends = || (node_id(system.vertex(hop.caller).id()), node_id(system.vertex(hop.callee).id()));
        let edge = edges.entry(hop.key).or_insert_with(|| {
            let (from, to) = ends();
            Edge { from, to, kind, label: label(system, hop.key, hop.call.any_of.as_ref().map(GroupRef::as_str)) }
        });
        if kind == "hard" {
            edge.kind = kind;
        }
    }
    edges.into_values().collect()
}

fn label(system: &System<'_>, key: &CallKey, group: Option<&str>) -> String {
    let group = group.map(|group| format!("one of {group}"));
    let modes = system.plan.failure_modes().filter(|(_, mode)| mode.at.as_ref().is_some_and(|at| is_of(at.as_str(), key)));
    group.into_iter().chain(modes.map(|(id, _)| format!("⚠ {id}"))).collect::<Vec<_>>().join(", ")
}

/// Whether a place is this call or one of its operations.
pub(super) fn is_of(place: &str, key: &CallKey) -> bool {
    let call = place.split('/').next().unwrap_or(place);
    crate::plan::reference::ends(call).is_some_and(|ends| Some(ends) == key.ends())
}

fn channels(system: &System<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (id, _) in system.plan.channels() {
        let Some(at) = system.find(id.as_str()) else { continue };
        for (link, direction) in [(Link::Publishes, Direction::Incoming), (Link::Delivers, Direction::Outgoing)] {
            for other in system.linked(at, link, direction) {
                let (channel, other) = (node_id(id.as_str()), node_id(system.vertex(other).id()));
                let (from, to) = if link == Link::Publishes { (other, channel) } else { (channel, other) };
                edges.push(Edge { from, to, kind: "async", label: String::new() });
            }
        }
        for dead in system.linked(at, Link::DeadLetters, Direction::Outgoing) {
            let (from, to) = (node_id(id.as_str()), node_id(system.vertex(dead).id()));
            edges.push(Edge { from, to, kind: "dead-letter", label: "dead letters".to_owned() });
        }
        for broker in system.linked(at, Link::CarriedBy, Direction::Outgoing) {
            let (from, to) = (node_id(id.as_str()), node_id(system.vertex(broker).id()));
            edges.push(Edge { from, to, kind: "carried", label: String::new() });
        }
    }
    edges
}

/// Ids of nodes never collide with the words of the two languages, nor with those of journeys.
fn node_id(id: &str) -> String {
    format!("n_{}", identifier(id))
}

fn journey_id(id: &str) -> String {
    format!("j_{}", identifier(id))
}
