//! Everything in a plan that a rule of a team can be about, with what its expressions read of it.

use super::computed::{Item, computed};
use super::facts::{Facts, Log, Notation};
use super::names::{spot, variable};
use crate::analysis::compose::node_path;
use crate::document::Path;
use crate::graph::{Hop, Vertex};
use crate::knowledge::Subject;
use crate::plan::reference::ComponentRef;
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

/// All of a kind, in the order of the plan; beside each what expressions name with it, as the callee of a call.
pub(super) fn all(context: &Context<'_>, kind: Subject, is_named: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let plan = context.plan;
    match kind {
        Subject::Component | Subject::Store | Subject::Channel => {
            let nodes = context.system.nodes().filter(|at| context.node(*at).kind == kind);
            nodes.filter_map(|at| Some(Found { subject: context.node(at), entities: vec![vertex(context, at, variable(kind))?] })).collect()
        }
        Subject::Call => context
            .system
            .hops()
            .map(|(id, hop)| Found { subject: context.call(id), entities: call(context, Item::Call(id), hop, is_named) })
            .collect(),
        Subject::Endpoint => plan
            .endpoints()
            .map(|(api_id, api, name, endpoint)| {
                let component = api.component.as_ref().map(ComponentRef::as_str);
                let mut found = alone(SubjectRef::endpoint(api_id.as_str(), name, component), name, endpoint, Item::Other);
                if is_named("api") {
                    let path = Path::of(["contracts", "apis", api_id.as_str()]);
                    found.entities.push(Entity::new("api", Subject::Api, api_id.as_str(), api, path, Item::Other));
                }
                found
            })
            .collect(),
        Subject::Journey => plan
            .journeys()
            .map(|(id, journey)| {
                let at = context.system.routes().iter().position(|route| route.id == id.as_str());
                alone(SubjectRef::journey(id.as_str()), id.as_str(), journey, at.map_or(Item::Other, Item::Journey))
            })
            .collect(),
        Subject::Decision => {
            let decisions = plan.decisions();
            decisions.map(|(id, decision)| alone(SubjectRef::decision(id.as_str()), id.as_str(), decision, Item::Other)).collect()
        }
        Subject::FailureMode => {
            let modes = plan.failure_modes();
            modes.map(|(id, mode)| alone(SubjectRef::failure_mode(id.as_str()), id.as_str(), mode, Item::Other)).collect()
        }
        _ => Vec::new(),
    }
}

/// A subject that is its own and only entity.
fn alone(subject: SubjectRef, id: &str, value: &impl Serialize, item: Item) -> Found {
    let entity = Entity::new(variable(subject.kind), subject.kind, id, value, subject.path.clone(), item);
    Found { subject, entities: vec![entity] }
}

/// The plan itself.
pub(super) fn whole(context: &Context<'_>) -> Entity {
    Entity::new("plan", Subject::System, context.plan.system_id(), context.plan, Path::root(), Item::Other)
}

/// A component, store or channel, by the name of the part that it plays.
fn vertex(context: &Context<'_>, at: NodeIndex, name: &'static str) -> Option<Entity> {
    let item = Item::Node(at);
    let vertex = context.system.vertex(at);
    let path = node_path(vertex);
    match vertex {
        Vertex::Component(id, component) => Some(Entity::new(name, Subject::Component, id, component, path, item)),
        Vertex::Store(id, store) => Some(Entity::new(name, Subject::Store, id, store, path, item)),
        Vertex::Channel(id, channel) => Some(Entity::new(name, Subject::Channel, id, channel, path, item)),
        _ => None,
    }
}

/// A call, with those of its two ends that are named. What an operation does not say itself stands at its call.
fn call(context: &Context<'_>, item: Item, hop: &Hop<'_>, is_named: &dyn Fn(&str) -> bool) -> Vec<Entity> {
    let mut own = Entity::new("call", Subject::Call, hop.id(), hop.call.as_ref(), hop.path(), item);
    let fields = own.value.try_iter().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned));
    own.elsewhere = fields.map(|field| (field.clone(), hop.at(&field))).collect();
    let ends = [(hop.caller, "caller"), (hop.callee, "callee")].into_iter().filter(|(_, name)| is_named(name));
    let ends = ends.filter_map(|(at, name)| vertex(context, at, name));
    std::iter::once(own).chain(ends).collect()
}
