//! Runbooks: one for each failure mode, one for each alert, one for the system, and their index.

pub(super) mod alert;
pub(super) mod impact;
mod knobs;
pub(super) mod neighbours;
mod queries;
mod system;

use super::kind::{Page, view};
use super::reference::Seen;
use super::storage::{self, InvariantView};
use super::{Input, words};
use crate::analysis::risk::acceptance;
use crate::graph::{Place, System, Vertex};
use crate::plan::build::Deploy;
use crate::plan::map::FailureMode;
use crate::plan::operations::{Acceptance, Alert, Runbook, Team};
use crate::plan::validation::Experiment;
use crate::plan::{Entity, Fact, Id, Plan, TeamRef};
use alert::AlertRunbook;
use impact::Impact;
use indexmap::IndexMap;
use knobs::{Knob, Panel};
use minijinja::context;
use neighbours::{Ends, Neighbour};
use queries::Query;
use schemars::JsonSchema;
use serde::Serialize;
use system::SystemRunbook;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let (modes, alerts) = (runbooks(input.system), alert::runbooks(input.system, input.watches()));
    let page = |path: &str, template, view| Page { path: path.to_owned(), template, view };
    let whole = context! { runbook => view(&system::runbook(input.system, &alerts)), alerts => view(&alerts) };
    let index = context! { runbooks => view(&modes), alerts => view(&alerts) };
    let overview = [page("runbooks/README.md", "runbook/index.md.j2", index), page("runbooks/system.md", "runbook/system.md.j2", whole)];
    let of_mode =
        |mode: &RunbookView<'_>| page(&format!("runbooks/{}", mode.file), "runbook/failure-mode.md.j2", context! { runbook => view(mode) });
    let of_alert = |alert: &AlertRunbook<'_>| page(&alert.path, "runbook/alert.md.j2", context! { runbook => view(alert) });
    overview.into_iter().chain(modes.iter().map(of_mode)).chain(alerts.iter().map(of_alert)).collect()
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["runbook/index.md.j2"])
            .value::<Vec<RunbookView<'_>>>("runbooks", "The runbooks of all failure modes, in the order of the plan.")
            .value::<Vec<AlertRunbook<'_>>>("alerts", "The runbooks of all alerts."),
        Seen::by(&["runbook/system.md.j2"])
            .value::<SystemRunbook<'_>>("runbook", "The runbook of the system.")
            .value::<Vec<AlertRunbook<'_>>>("alerts", "The runbooks of all alerts."),
        Seen::by(&["runbook/failure-mode.md.j2"]).value::<RunbookView<'_>>("runbook", "The runbook of the failure mode."),
        Seen::by(&["runbook/alert.md.j2"]).value::<AlertRunbook<'_>>("runbook", "The runbook of the alert."),
        Seen::macros(&["runbook/calls.md.j2", "runbook/parts.md.j2"]),
    ]
}

/// What to do about one failure mode.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FailureModeRunbook")]
pub struct RunbookView<'p> {
    /// The id of the failure mode.
    pub id: &'p str,
    /// What it is called.
    pub title: String,
    /// Its file, beside those of the others.
    pub file: String,
    /// What the plan says of the failure mode.
    pub mode: &'p FailureMode,
    /// What kind of part fails.
    pub place: &'static str,
    /// What the part is called.
    pub place_title: Option<&'p str>,
    /// Where it stands: the journeys that it hits.
    pub impact: Vec<Impact<'p>>,
    /// The alert that notices it.
    pub alert: Option<Named<'p, Alert>>,
    /// The runbook of that alert, beside this one.
    pub alert_file: Option<String>,
    /// What to ask the metrics.
    pub queries: Vec<Query>,
    /// Whether requests are measured.
    pub measured: Fact<bool>,
    /// The runbook of the plan.
    pub steps: Option<Named<'p, Runbook>>,
    /// Who calls what fails.
    pub upstream: Vec<Neighbour<'p>>,
    /// What the part that fails calls itself.
    pub downstream: Vec<Neighbour<'p>>,
    /// Who puts messages into the channel that fails, and who takes them out.
    pub ends: Option<Ends<'p>>,
    /// What can be turned, and how it stands.
    pub knobs: Vec<Knob>,
    /// How the components around it are released.
    pub deploys: Vec<Named<'p, Deploy>>,
    /// What must still be true afterwards.
    pub invariants: Vec<InvariantView<'p>>,
    /// The failure brought about on purpose.
    pub experiments: Vec<Named<'p, Experiment>>,
    /// Who has accepted it.
    pub accepted: Option<&'p Acceptance>,
    /// The teams to call, in order.
    pub contacts: Vec<Contact<'p>>,
}

/// Something of the plan with its id.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Named{T}")]
pub struct Named<'p, T> {
    /// Its id.
    pub id: &'p str,
    /// What the plan says of it.
    pub facts: &'p T,
}

/// A team to call.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Contact<'p> {
    /// The team.
    pub team: &'p str,
    /// Why it is called.
    pub role: String,
    /// How to reach it, where the plan describes the team.
    pub facts: Option<&'p Team>,
}

/// One for each failure mode, in the order of the plan.
pub(super) fn runbooks<'p>(system: &System<'p>) -> Vec<RunbookView<'p>> {
    let panel = Panel::new(system);
    system.plan.failure_modes().map(|(id, mode)| runbook(system, &panel, id, mode)).collect()
}

fn runbook<'p>(system: &System<'p>, panel: &Panel<'_, 'p>, id: &'p Id, mode: &'p FailureMode) -> RunbookView<'p> {
    let plan = system.plan;
    let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
    let at = place.vertices(system);
    let place_title = if let [only] = at.as_slice() { words::title_of(system.vertex(*only)) } else { None };
    let steps = steps(plan, id, mode);
    let alert = mode
        .detect
        .as_ref()
        .and_then(|detect| detect.alert.known())
        .and_then(|name| plan.alerts().find(|(id, _)| id.as_str() == name.as_str()));
    let ends = neighbours::ends(system, &place);
    let around: Vec<Vertex<'p>> =
        at.iter().chain(place.hops_to(system).iter().map(|hop| &hop.caller)).map(|at| system.vertex(*at)).collect();
    RunbookView {
        id: id.as_str(),
        title: words::title(id.as_str(), mode.title()),
        file: file(id.as_str()),
        mode,
        place: place.kind(system),
        place_title,
        impact: impact::impacts(system, mode, &place),
        alert_file: alert.map(|(id, _)| format!("alerts/{}.md", words::slug(id.as_str()))),
        alert: alert.map(|(id, facts)| Named { id: id.as_str(), facts }),
        queries: queries::of_place(system, &place),
        measured: queries::are_measured(plan),
        upstream: neighbours::upstream(system, &place),
        downstream: neighbours::downstream(system, &place),
        deploys: deploys(system, &around, ends.as_ref()),
        ends,
        knobs: panel.around(&place),
        invariants: storage::invariants(plan)
            .filter(|invariant| at.iter().any(|at| invariant.over.contains(&system.vertex(*at).id())))
            .collect(),
        experiments: experiments(system, id),
        accepted: acceptance(plan, id.as_str()),
        contacts: contacts(system, &at, steps.as_ref()),
        steps,
    }
}

/// The runbook that the failure mode names, else one that says it is for it.
fn steps<'p>(plan: &'p Plan, id: &Id, mode: &FailureMode) -> Option<Named<'p, Runbook>> {
    let named = mode.recover.as_ref().and_then(|recover| recover.runbook.known());
    let is_named = |runbook: &Id| named.is_some_and(|name| name.as_str() == runbook.as_str());
    let is_for = |runbook: &Runbook| runbook.of.iter().flatten().any(|of| of.as_str() == id.as_str());
    let found = plan.runbooks().find(|(other, _)| is_named(other)).or_else(|| plan.runbooks().find(|(_, runbook)| is_for(runbook)));
    found.map(|(id, facts)| Named { id: id.as_str(), facts })
}

/// The file of a failure mode's runbook, beside those of the others.
pub(super) fn file(id: &str) -> String {
    format!("{}.md", words::slug(id))
}

/// The file of an alert's runbook, from the folder of all documents.
pub(super) fn of_watch(name: &str) -> String {
    format!("runbooks/alerts/{}.md", words::slug(name))
}

/// How the components that fail, and those that call them, are released; each once.
fn deploys<'p>(system: &System<'p>, around: &[Vertex<'p>], ends: Option<&Ends<'p>>) -> Vec<Named<'p, Deploy>> {
    let is_end =
        |id: &str| ends.is_some_and(|ends| ends.producers.iter().any(|end| end.id == id) || ends.consumers.iter().any(|end| end.id == id));
    let is_around = |id: &str| around.iter().any(|vertex| vertex.id() == id) || is_end(id);
    system.plan.deploys().filter(|(id, _)| is_around(id.as_str())).map(|(id, facts)| Named { id: id.as_str(), facts }).collect()
}

fn experiments<'p>(system: &System<'p>, id: &Id) -> Vec<Named<'p, Experiment>> {
    let experiments = system.plan.experiments();
    let is_of = |experiment: &Experiment| experiment.failure_mode.as_ref().is_some_and(|mode| mode.as_str() == id.as_str());
    experiments.filter(|(_, experiment)| is_of(experiment)).map(|(id, facts)| Named { id: id.as_str(), facts }).collect()
}

/// Who answers for what fails, then whom the runbook escalates to, then who answers for the system.
fn contacts<'p>(system: &System<'p>, at: &[petgraph::graph::NodeIndex], steps: Option<&Named<'p, Runbook>>) -> Vec<Contact<'p>> {
    let plan = system.plan;
    let mut roles = Vec::new();
    if let [only] = at {
        let id = system.vertex(*only).id();
        roles.push((plan.owner_of(id), format!("answers for {id}")));
    }
    roles.push((steps.and_then(|steps| steps.facts.escalate.as_ref()).map(TeamRef::as_str), "is escalated to".to_owned()));
    roles.push((plan.owner.as_ref().map(TeamRef::as_str), "answers for the system".to_owned()));
    contacts_of(plan, roles)
}

/// Teams with their roles, each once with the first.
fn contacts_of<'p>(plan: &'p Plan, roles: impl IntoIterator<Item = (Option<&'p str>, String)>) -> Vec<Contact<'p>> {
    let teams = plan.operations.as_ref().and_then(|operations| operations.teams.as_ref());
    let mut contacts: IndexMap<&str, Contact<'p>> = IndexMap::new();
    for (team, role) in roles {
        let Some(team) = team else { continue };
        contacts.entry(team).or_insert_with(|| Contact { team, role, facts: teams.and_then(|teams| teams.get(team)) });
    }
    contacts.into_values().collect()
}

/// The SLO document of a journey, from a runbook so many folders below the folder of all documents.
fn slo_document(journey: &str, depth: usize) -> String {
    format!("{}slo/{}.md", "../".repeat(depth), words::slug(journey))
}
