//! The runbook of the whole system: what runs, whose it is, how to tell that it is well, and what to do when something it needs is not.

use super::alert::AlertRunbook;
use super::queries::{self, Query};
use super::{Contact, Named, contacts_of};
use crate::graph::{Outcome, System, Vertex};
use crate::plan::build::Deploy;
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::Fact;
use crate::plan::{Entity, TeamRef};
use crate::render::slo::stated::{Stated, objectives};
use crate::render::words;
use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The system as someone on duty needs it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SystemRunbook<'p> {
    /// What runs.
    pub parts: Vec<Part<'p>>,
    /// Each objective with its queries.
    pub objectives: Vec<(Stated<'p>, String, Vec<Query>)>,
    /// Business numbers of the journeys.
    pub kpis: Vec<(String, &'p Fact<String>)>,
    /// Pages that the plan links to.
    pub links: Vec<(String, &'p str)>,
    /// What each component does when it is stopped.
    pub stops: Vec<Named<'p, Component>>,
    /// Calls that must be answered before something starts.
    pub starts: Vec<(String, &'p str)>,
    /// How each is released.
    pub deploys: Vec<Named<'p, Deploy>>,
    /// What it needs, and what to do without.
    pub dependencies: Vec<Dependency<'p>>,
    /// Whom to call.
    pub contacts: Vec<Contact<'p>>,
}

/// Something that runs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunningPart")]
pub struct Part<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is called.
    pub title: Option<&'p str>,
    /// Its kind, or the engine of a store.
    pub kind: &'p str,
    /// How many run and where.
    pub instances: Option<String>,
    /// Its team.
    pub owner: Option<&'p str>,
}

/// Something that the system calls.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dependency<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its team.
    pub owner: Option<&'p str>,
    /// Whether it is another company's or another team's.
    pub is_others: bool,
    /// Who calls it.
    pub callers: Vec<&'p str>,
    /// The journeys that are out without it.
    pub out: Vec<&'p str>,
    /// The journeys that go on with less.
    pub degraded: Vec<&'p str>,
    /// What users get instead, by call.
    pub fallbacks: Vec<(String, Fact<String>)>,
    /// The runbooks of its failure modes, beside this one.
    pub runbooks: Vec<(&'p str, String)>,
}

pub(super) fn runbook<'p>(system: &System<'p>, alerts: &[AlertRunbook<'p>]) -> SystemRunbook<'p> {
    let plan = system.plan;
    let of_objective = |stated: Stated<'p>| {
        let queries = queries::of_objective(plan, &stated.name);
        (stated.clone(), super::slo_document(stated.journey, 1), queries)
    };
    let starts =
        system.hops().filter(|(_, hop)| hop.at_start()).map(|(_, hop)| (hop.id().to_owned(), if hop.is_hard() { "hard" } else { "soft" }));
    let own = plan.components().filter(|(_, component)| !component.kind.is_some_and(ComponentKind::is_elsewhere));
    let teams = plan.operations.as_ref().and_then(|operations| operations.teams.as_ref());
    let mut roles = vec![(plan.owner.as_ref().map(TeamRef::as_str), "answers for the system".to_owned())];
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for id in system.nodes().map(|at| system.vertex(at).id()) {
        if let Some(team) = plan.owner_of(id) {
            parts.entry(team).or_default().push(id);
        }
    }
    let role = |team: &str| match parts.get(team).map(Vec::as_slice) {
        None => "gets alerts or is named".to_owned(),
        Some(parts @ ([_] | [_, _] | [_, _, _])) => format!("answers for {}", parts.join(", ")),
        Some(parts) => format!("answers for {} parts", parts.len()),
    };
    let owners = system.nodes().filter_map(|at| plan.owner_of(system.vertex(at).id()));
    let named = owners
        .chain(alerts.iter().filter_map(|alert| alert.watch.owner))
        .chain(teams.into_iter().flat_map(|teams| teams.keys().map(crate::plan::Id::as_str)));
    roles.extend(named.map(|team| (Some(team), role(team))));
    SystemRunbook {
        parts: system.nodes().filter_map(|at| part(system, at)).collect(),
        objectives: objectives(plan).into_iter().map(of_objective).collect(),
        kpis: plan.journeys().map(|(id, journey)| (words::title(id.as_str(), journey.title()), &journey.kpi)).collect(),
        links: links(system),
        stops: own.map(|(id, facts)| Named { id: id.as_str(), facts }).collect(),
        starts: starts.collect(),
        deploys: plan.deploys().map(|(id, facts)| Named { id: id.as_str(), facts }).collect(),
        dependencies: system.nodes().filter_map(|at| dependency(system, at)).collect(),
        contacts: contacts_of(plan, roles),
    }
}

fn part<'p>(system: &System<'p>, at: NodeIndex) -> Option<Part<'p>> {
    let vertex = system.vertex(at);
    let (kind, instances) = match vertex {
        Vertex::Component(_, component) if component.kind.is_some_and(ComponentKind::is_elsewhere) => return None,
        Vertex::Component(_, component) => (component.kind.map_or("service", ComponentKind::as_str), component.instances.as_ref()),
        Vertex::Store(_, store) => (store.engine.as_deref().unwrap_or("store"), store.instances.as_ref()),
        _ => return None,
    };
    let (id, title) = (vertex.id(), words::title_of(vertex));
    Some(Part { id, title, kind, instances: instances.and_then(words::instances), owner: system.plan.owner_of(id) })
}

/// The pages that the plan links to, each with what it belongs to.
fn links<'p>(system: &System<'p>) -> Vec<(String, &'p str)> {
    let plan = system.plan;
    let journeys = plan.journeys().flat_map(|(id, journey)| journey.links.iter().map(|link| (id.as_str().to_owned(), link.as_str())));
    let components = plan.components().flat_map(|(id, part)| part.links.iter().map(|link| (id.as_str().to_owned(), link.as_str())));
    let stores = plan.stores().flat_map(|(id, part)| part.links.iter().map(|link| (id.as_str().to_owned(), link.as_str())));
    let alerts = plan.alerts().flat_map(|(id, alert)| alert.links.iter().map(|link| (id.as_str().to_owned(), link.as_str())));
    journeys.chain(components).chain(stores).chain(alerts).collect()
}

/// What somebody calls: what becomes of the journeys without it.
fn dependency<'p>(system: &System<'p>, at: NodeIndex) -> Option<Dependency<'p>> {
    let plan = system.plan;
    let vertex = system.vertex(at);
    let hops: Vec<_> = system.hops_to(at).map(|(_, hop)| hop).collect();
    if hops.is_empty() || vertex.is_users() {
        return None;
    }
    let outcomes: Vec<(&'p str, Outcome)> = system.routes().iter().map(|route| (route.id, system.outcome(route, &[at]))).collect();
    let with = |wanted: Outcome| outcomes.iter().filter(|(_, outcome)| *outcome == wanted).map(|(journey, _)| *journey).collect();
    let mut callers: Vec<&str> = hops.iter().map(|hop| system.vertex(hop.caller).id()).collect();
    callers.dedup();
    let id = vertex.id();
    let owner = plan.owner_of(id);
    let external = vertex.component().is_some_and(|component| component.kind == Some(ComponentKind::External));
    Some(Dependency {
        id,
        owner: if external { None } else { owner },
        is_others: external || owner != plan.owner.as_ref().map(TeamRef::as_str),
        callers,
        out: with(Outcome::Out),
        degraded: with(Outcome::Degraded),
        fallbacks: hops
            .iter()
            .map(|hop| (hop.id().to_owned(), hop.call.fallback.as_ref().part(|fallback| fallback.answer.clone())))
            .collect(),
        runbooks: system.failure_modes_at(id).iter().map(|(id, _)| (id.as_str(), super::file(id.as_str()))).collect(),
    })
}
