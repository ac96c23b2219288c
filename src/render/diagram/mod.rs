//! The system as a graph, for Mermaid and DOT, and drawn.

mod drawing;
mod edges;
mod label;
mod legend;
mod outline;
mod selection;

pub(super) use drawing::Drawing;

use super::Input;
use super::escape::diagram::identifier;
use super::kind::{Page, view};
use super::reference::Seen;
use super::words;
use crate::graph::{System, Vertex};
use crate::plan::map::ComponentKind;
use crate::plan::reference::{ComponentRef, RegionRef, TeamRef, ZoneRef};
use crate::plan::{Criticality, Node};
use edges::Edge;
use indexmap::IndexMap;
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// The most edges and characters that Mermaid draws by default, and that GitHub therefore shows.
const MERMAID_EDGES: usize = 500;
const MERMAID_TEXT: usize = 50_000;
/// Characters that an edge or a node takes at most, apart from what the plan says in it.
const MERMAID_LINE: usize = 60;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let diagram = Diagram::new(input.system);
    let drawing = Drawing::new(input.system, &diagram);
    let texts = context! { diagram => view(&diagram) };
    let page = |file: &str, template, view| Page { path: format!("diagram/{file}"), template, view };
    vec![
        page("system.mmd", "diagram/system.mmd.j2", texts.clone()),
        page("system.dot", "diagram/system.dot.j2", texts),
        page("system.svg", "diagram/system.svg.j2", context! { drawing => view(&drawing) }),
    ]
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["diagram/system.mmd.j2", "diagram/system.dot.j2"]).value::<Diagram>("diagram", "The system as a graph."),
        Seen::by(&["diagram/system.svg.j2", "diagram/drawing.svg.j2", "diagram/drawing.css.j2"]).value::<Drawing>(
            "drawing",
            "The graph drawn; `diagram/drawing.svg.j2` also sees `linked`, whether its boxes lead to what the page says of them.",
        ),
        Seen::macros(&["diagram/legend.svg.j2"]),
    ]
}

/// Everything that is drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagram {
    /// Nodes by the team or company they belong to.
    pub groups: Vec<Group>,
    /// Lines between them.
    pub edges: Vec<Edge>,
    /// Whether it is small enough for Mermaid.
    pub fits_mermaid: bool,
}

/// Nodes of one owner.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OwnerGroup")]
pub struct Group {
    /// An identifier for both languages.
    pub id: String,
    /// The name of the owner.
    pub label: String,
    /// Who that is: `team`, `other` for another company or system, `nobody`, or `journeys`.
    pub owner: &'static str,
    /// Its nodes.
    pub nodes: Vec<Shape>,
}

/// A node.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DiagramNode")]
pub struct Shape {
    /// An identifier for both languages.
    pub id: String,
    /// Its id in the plan.
    pub name: String,
    /// Its number among the nodes of the system, or among the journeys.
    pub number: usize,
    /// What people call it.
    pub title: Option<String>,
    /// How many run and where, in what it runs, or its engine.
    pub place: Option<String>,
    /// The lines of its label.
    pub lines: Vec<String>,
    /// What it is: a kind of component, `store`, `channel`, `journey` or `system`.
    pub kind: &'static str,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// The failure modes that strike here.
    pub modes: Vec<String>,
    /// Whether there are any.
    pub fails: bool,
}

impl Diagram {
    pub(super) fn new(system: &System<'_>) -> Self {
        let groups = groups(system);
        let edges = edges::edges(system);
        let text: usize =
            groups.iter().flat_map(|group| &group.nodes).map(|node| node.lines.iter().map(String::len).sum::<usize>() + MERMAID_LINE).sum();
        let lines: usize = edges.iter().map(|edge| edge.from.len() + edge.to.len() + edge.label.len() + MERMAID_LINE).sum();
        let fits_mermaid = edges.len() <= MERMAID_EDGES && text + lines <= MERMAID_TEXT;
        Self { groups, edges, fits_mermaid }
    }
}

fn groups(system: &System<'_>) -> Vec<Group> {
    let mut groups: IndexMap<(String, &'static str), Vec<Shape>> = IndexMap::new();
    for (number, route) in system.routes().iter().enumerate() {
        let title = route.journey.title.clone();
        let lines = lines(route.id, title.as_deref(), None);
        let shape = Shape {
            id: journey_id(route.id),
            name: route.id.to_owned(),
            number,
            title,
            place: None,
            lines,
            kind: "journey",
            criticality: None,
            modes: Vec::new(),
            fails: false,
        };
        groups.entry(("Journeys".to_owned(), "journeys")).or_default().push(shape);
    }
    for (number, at) in system.nodes().enumerate() {
        let vertex = system.vertex(at);
        if let Some(shape) = shape(system, vertex, number) {
            groups.entry(owner(system, vertex)).or_default().push(shape);
        }
    }
    let numbered = groups.into_iter().enumerate();
    numbered.map(|(n, ((label, owner), nodes))| Group { id: format!("group_{n}"), label, owner, nodes }).collect()
}

/// The team that a vertex belongs to, or that it belongs to another company or system.
fn owner(system: &System<'_>, vertex: Vertex<'_>) -> (String, &'static str) {
    let external = vertex.component().is_some_and(|component| component.kind == Some(ComponentKind::External));
    let team = match vertex {
        _ if external => return ("Other companies".to_owned(), "other"),
        Vertex::Foreign(id) => return (format!("System {}", id.split(':').next().unwrap_or(id)), "other"),
        Vertex::Channel(id, channel) => {
            let own = channel.owner.as_ref().map(TeamRef::as_str);
            let producer = channel.producers.iter().flat_map(|producers| producers.0.keys()).next();
            let of_producer = || producer.and_then(|producer| system.plan.owner_of(producer.as_str()));
            own.or_else(of_producer).or_else(|| system.plan.owner_of(id))
        }
        _ => system.plan.owner_of(vertex.id()),
    };
    team.map_or_else(|| ("Owner not stated".to_owned(), "nobody"), |team| (team.to_owned(), "team"))
}

fn shape(system: &System<'_>, vertex: Vertex<'_>, number: usize) -> Option<Shape> {
    let (kind, place) = match vertex {
        Vertex::Component(_, component) => {
            let host = || component.runs_in.as_ref().map(|host: &ComponentRef| format!("runs in {host}"));
            (component_kind(component.kind), component.instances().and_then(words::instances).or_else(host))
        }
        Vertex::Store(_, store) => ("store", store.engine.clone()),
        Vertex::Channel(_, _) => ("channel", None),
        Vertex::Foreign(_) => ("system", None),
        Vertex::Journey(..) | Vertex::FailureMode(..) | Vertex::Nothing => return None,
    };
    let name = vertex.id();
    let title = vertex.entity().and_then(|entity| entity.title());
    let mut lines = lines(name, title, place.clone());
    let modes: Vec<String> = modes_at(system, vertex).into_iter().map(str::to_owned).collect();
    lines.extend(modes.iter().map(|mode| format!("⚠ {mode}")));
    Some(Shape {
        id: node_id(name),
        name: name.to_owned(),
        number,
        title: title.map(str::to_owned),
        place,
        lines,
        kind,
        criticality: if matches!(kind, "channel" | "system") { None } else { system.plan.criticality_of(name) },
        fails: !modes.is_empty(),
        modes,
    })
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

/// Ids of nodes never collide with the words of the two languages, nor with those of journeys.
fn node_id(id: &str) -> String {
    format!("n_{}", identifier(id))
}

fn journey_id(id: &str) -> String {
    format!("j_{}", identifier(id))
}
