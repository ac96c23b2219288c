//! The parts of the system with their facts, and the calls between them.

use crate::graph::{Link, System, Vertex};
use crate::plan::contracts::Channel;
use crate::plan::reference::FieldRef;
use crate::render::design_doc::{parts, stores};
use crate::render::words;
use crate::rules::Judgement;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A component, store or channel, or a part of another system.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "PartOnPage")]
pub(super) struct Part<'p> {
    /// Its number.
    number: usize,
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: Option<&'p str>,
    /// Anything else.
    note: Option<&'p str>,
    /// The team that answers for it.
    owner: Option<&'p str>,
    /// What is computed and said of a component.
    component: Option<parts::Part<'p>>,
    /// What is computed and said of a store.
    store: Option<stores::Figures<'p>>,
    /// What the plan says of a channel.
    channel: Option<&'p Channel>,
    /// Its facts that are guesses.
    assumed: Vec<&'p str>,
    /// The calls that it makes, by number.
    asks: Vec<usize>,
    /// The calls that it answers, by number.
    answers: Vec<usize>,
    /// What its messages go to: of a component its channels, of a channel its consumers; each with its number and its id.
    sends_to: Vec<(usize, &'p str)>,
    /// What messages come from: of a component its channels, of a channel its producers.
    gets_from: Vec<(usize, &'p str)>,
    /// The failure modes that strike here or on its calls, by id.
    modes: Vec<&'p str>,
    /// The journeys that come here, by number.
    journeys: Vec<usize>,
    /// Open findings about it and its calls.
    findings: usize,
}

/// All parts, numbered in the order of the plan.
pub(super) fn parts<'p>(system: &System<'p>, judgement: &Judgement) -> Vec<Part<'p>> {
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for node in judgement.open().filter_map(|finding| finding.subject.node.as_deref()) {
        *open.entry(node).or_default() += 1;
    }
    let numbers: BTreeMap<NodeIndex, usize> = system.nodes().enumerate().map(|(number, at)| (at, number)).collect();
    let mut components = parts::parts(system).into_iter();
    let mut stores = stores::stores(system).into_iter();
    let each = system.nodes().enumerate().map(|(number, at)| {
        let vertex = system.vertex(at);
        let entity = vertex.entity();
        let linked = |direction| {
            let over =
                |link| system.linked(at, link, direction).filter_map(|other| Some((*numbers.get(&other)?, system.vertex(other).id())));
            over(Link::Publishes).chain(over(Link::Delivers)).collect()
        };
        Part {
            number,
            id: vertex.id(),
            title: words::title_of(vertex),
            note: entity.and_then(crate::plan::Entity::note),
            owner: if matches!(vertex, Vertex::Foreign(_)) { None } else { system.plan.owner_of(vertex.id()) },
            // Both lists are in the order of the nodes.
            component: vertex.component().and_then(|_| components.next()),
            store: vertex.store().and_then(|_| stores.next()),
            channel: vertex.channel(),
            assumed: entity.map(|entity| entity.assumed().iter().map(FieldRef::as_str).collect()).unwrap_or_default(),
            asks: system.hops_from(at).map(|(id, _)| id.index()).collect(),
            answers: system.hops_to(at).map(|(id, _)| id.index()).collect(),
            sends_to: linked(Direction::Outgoing),
            gets_from: linked(Direction::Incoming),
            modes: modes(system, vertex),
            journeys: system.routes().iter().enumerate().filter(|(_, route)| route.reaches(at)).map(|(number, _)| number).collect(),
            findings: open.get(vertex.id()).copied().unwrap_or_default(),
        }
    });
    each.collect()
}

/// The failure modes at a part or at a call that it makes or answers.
fn modes<'p>(system: &System<'p>, vertex: Vertex<'_>) -> Vec<&'p str> {
    let strikes = |place: &str| {
        let call = place.split('/').next().and_then(crate::plan::reference::ends);
        place == vertex.id() || call.is_some_and(|(caller, callee)| [caller, callee].contains(&vertex.id()))
    };
    let modes = system.plan.failure_modes().filter(|(_, mode)| mode.at.as_ref().is_some_and(|at| strikes(at.as_str())));
    modes.map(|(id, _)| id.as_str()).collect()
}

/// A call, or one operation of it, between two parts.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CallOnPage")]
pub(super) struct Call<'p> {
    /// The caller, by its number among the parts.
    from: Option<usize>,
    /// The callee, by its number among the parts.
    to: Option<usize>,
    /// The id of the caller.
    caller: &'p str,
    /// The id of the callee.
    callee: &'p str,
    /// The operation of the call that this is.
    operation: Option<&'p str>,
    #[serde(flatten)]
    facts: parts::CallView<'p>,
}

/// All calls, numbered in the order of the plan.
pub(super) fn calls<'p>(system: &System<'p>) -> Vec<Call<'p>> {
    let numbers: BTreeMap<NodeIndex, usize> = system.nodes().enumerate().map(|(number, at)| (at, number)).collect();
    let facts = parts::calls(system);
    let hops = system.hops().map(|(_, hop)| hop);
    hops.zip(facts)
        .map(|(hop, facts)| Call {
            from: numbers.get(&hop.caller).copied(),
            to: numbers.get(&hop.callee).copied(),
            caller: system.vertex(hop.caller).id(),
            callee: system.vertex(hop.callee).id(),
            operation: hop.operation,
            facts,
        })
        .collect()
}
