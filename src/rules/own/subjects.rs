//! Everything in a plan that a rule of a team can be about, with what its expressions read of it.

use super::computed::{Item, computed};
use super::facts::{Facts, Log, Notation};
use super::names::spot;
use crate::document::Path;
use crate::graph::{Hop, Vertex};
use crate::knowledge::Subject;
use crate::rules::{Context, SubjectRef};
use minijinja::value::{Serde, Value};
use petgraph::graph::NodeIndex;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One subject.
pub(super) struct Found {
    pub subject: SubjectRef,
    /// The entities that its expressions name.
    pub entities: Vec<Entity>,
}

/// An entity of the plan, by the name that expressions use.
#[derive(Clone)]
pub(super) struct Entity {
    name: &'static str,
    kind: Subject,
    id: String,
    value: Value,
    path: Path,
    elsewhere: BTreeMap<String, Path>,
    item: Item,
}

impl Entity {
    fn new(name: &'static str, kind: Subject, id: &str, value: &impl Serialize, path: Path, item: Item) -> Self {
        let value = Value::from(Serde(value));
        Self { name, kind, id: id.to_owned(), value, path, elsewhere: BTreeMap::new(), item }
    }

    /// What expressions read of it: of computed facts, those that they name.
    pub(super) fn facts(
        &self,
        context: &Context<'_>,
        names: &BTreeSet<String>,
        notation: Notation,
        log: &Arc<Log>,
    ) -> Option<(&'static str, Value)> {
        let is_named = |fact: &str| names.contains(&format!("{}.{fact}", self.name));
        let wanted = computed(self.kind).filter(|fact| is_named(fact.name));
        let mut computed: BTreeMap<&'static str, _> = wanted.map(|fact| (fact.name, fact.of(context, self.item, &self.path))).collect();
        let id = super::facts::Computed { number: Some(Value::from(self.id.clone())), words: self.id.clone(), path: self.path.clone() };
        computed.insert("id", id);
        let facts = Facts {
            value: self.value.clone(),
            spot: spot(self.kind)?,
            path: self.path.clone(),
            elsewhere: self.elsewhere.clone(),
            computed,
            notation,
            log: Arc::clone(log),
        };
        Some((self.name, Value::from_object(facts)))
    }
}

/// All of a kind, in the order of the plan.
pub(super) fn all(context: &Context<'_>, kind: Subject) -> Vec<Found> {
    let plan = context.plan;
    let of = |subject: SubjectRef, entity: Entity| Found { subject, entities: vec![entity] };
    match kind {
        Subject::Component | Subject::Store | Subject::Channel => {
            let nodes = context.system.nodes().filter_map(|at| Some((at, vertex(context, at, None)?)));
            let wanted = nodes.filter(|(_, entity)| entity.kind == kind);
            wanted.map(|(at, entity)| of(context.node(at), entity)).collect()
        }
        Subject::Call => context
            .system
            .hops()
            .map(|(id, hop)| Found { subject: context.call(id), entities: call(context, Item::Call(id), hop) })
            .collect(),
        Subject::Endpoint => plan
            .endpoints()
            .map(|(api_id, api, name, endpoint)| {
                let component = api.component.as_ref().map(crate::plan::reference::ComponentRef::as_str);
                let subject = SubjectRef::endpoint(api_id.as_str(), name, component);
                let own = Entity::new("endpoint", Subject::Endpoint, name, endpoint, subject.path.clone(), Item::Other);
                let path = Path::of(["contracts", "apis", api_id.as_str()]);
                let api = Entity::new("api", Subject::Api, api_id.as_str(), api, path, Item::Other);
                Found { subject, entities: vec![own, api] }
            })
            .collect(),
        Subject::Journey => plan
            .journeys()
            .map(|(id, journey)| {
                let subject = SubjectRef::journey(id.as_str());
                let at = context.system.routes().iter().position(|route| route.id == id.as_str());
                let item = at.map_or(Item::Other, Item::Journey);
                let path = subject.path.clone();
                of(subject, Entity::new("journey", Subject::Journey, id.as_str(), journey, path, item))
            })
            .collect(),
        Subject::Decision => plan
            .decisions()
            .map(|(id, decision)| {
                let subject = SubjectRef::decision(id.as_str());
                let path = subject.path.clone();
                of(subject, Entity::new("decision", Subject::Decision, id.as_str(), decision, path, Item::Other))
            })
            .collect(),
        Subject::FailureMode => plan
            .failure_modes()
            .map(|(id, mode)| {
                let subject = SubjectRef::failure_mode(id.as_str());
                let path = subject.path.clone();
                of(subject, Entity::new("failure_mode", Subject::FailureMode, id.as_str(), mode, path, Item::Other))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The plan itself.
pub(super) fn whole(context: &Context<'_>) -> Entity {
    Entity::new("plan", Subject::System, context.plan.system_id(), context.plan, Path::root(), Item::Other)
}

/// A component, store or channel; named for its kind unless it has a part to play.
fn vertex(context: &Context<'_>, at: NodeIndex, name: Option<&'static str>) -> Option<Entity> {
    let item = Item::Node(at);
    match context.system.vertex(at) {
        Vertex::Component(id, component) => {
            let path = Path::of(["map", "components", id]);
            Some(Entity::new(name.unwrap_or("component"), Subject::Component, id, component, path, item))
        }
        Vertex::Store(id, store) => {
            Some(Entity::new(name.unwrap_or("store"), Subject::Store, id, store, Path::of(["data", "stores", id]), item))
        }
        Vertex::Channel(id, channel) => {
            let path = Path::of(["contracts", "channels", id]);
            Some(Entity::new(name.unwrap_or("channel"), Subject::Channel, id, channel, path, item))
        }
        _ => None,
    }
}

/// A call with its two ends. What an operation does not say itself stands at its call.
fn call(context: &Context<'_>, item: Item, hop: &Hop<'_>) -> Vec<Entity> {
    let mut own = Entity::new("call", Subject::Call, hop.id(), hop.call.as_ref(), hop.path(), item);
    let fields = own.value.try_iter().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned));
    own.elsewhere = fields.map(|field| (field.clone(), hop.at(&field))).collect();
    let ends = [(hop.caller, "caller"), (hop.callee, "callee")];
    let ends = ends.into_iter().filter_map(|(at, name)| vertex(context, at, Some(name)));
    std::iter::once(own).chain(ends).collect()
}
