//! Runbooks of alerts: what someone who was just woken has to know.

use super::knobs::{Knob, Panel};
use super::neighbours::{self, Ends, Neighbour};
use super::queries::{self, Query};
use super::{Contact, Named, contacts_of};
use crate::analysis::risk::{Risk, hits};
use crate::graph::{Hop, HopId, Place, Route, System, Vertex};
use crate::plan::build::Deploy;
use crate::plan::map::FailureMode;
use crate::plan::operations::{AlertSeverity, Runbook};
use crate::plan::value::Fact;
use crate::plan::{Entity, Plan, TeamRef};
use crate::render::slo::objective::BurnView;
use crate::render::slo::stated::{Stated, objectives};
use crate::render::slo::watch::{Fires, Watch};
use crate::render::words;
use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Calls that are shown; a page of hundreds helps nobody at night.
const SHOWN: usize = 15;

/// What to do about one alert.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AlertRunbook<'p> {
    /// The alert.
    pub watch: Watch<'p>,
    /// How loud it is, the loudest first.
    pub severities: Vec<AlertSeverity>,
    /// Its file, from the folder of all documents.
    pub path: String,
    /// The objectives that it watches, with the windows that fire it.
    pub objectives: Vec<Watched<'p>>,
    /// Journeys that come to the part that it watches, with their SLO documents.
    pub journeys: Vec<(String, String)>,
    /// What to ask the metrics.
    pub queries: Vec<Query>,
    /// Whether requests are measured.
    pub measured: Fact<bool>,
    /// What can be behind it, what names the alert first.
    pub causes: Vec<Cause<'p>>,
    /// Who puts messages into the channel that it watches, and who takes them out.
    pub ends: Option<Ends<'p>>,
    /// Who calls the part that it watches.
    pub upstream: Vec<Neighbour<'p>>,
    /// What the journey, or the part, calls.
    pub downstream: Vec<Neighbour<'p>>,
    /// How many more calls there are.
    pub further: usize,
    /// The runbook of the plan.
    pub steps: Option<Named<'p, Runbook>>,
    /// What can be turned.
    pub knobs: Vec<Knob>,
    /// How what is on the way is released.
    pub deploys: Vec<Named<'p, Deploy>>,
    /// Whom to call.
    pub contacts: Vec<Contact<'p>>,
}

/// An objective that an alert watches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Watched<'p> {
    /// The objective.
    pub stated: Stated<'p>,
    /// Its SLO document, from the runbook.
    pub slo: String,
    /// Its budget: minutes of full outage in the window.
    pub budget: String,
    /// The windows.
    pub burns: Vec<BurnView>,
}

/// A failure mode that can be behind an alert.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cause<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its runbook, from that of the alert.
    pub file: String,
    /// What the plan says of it.
    pub mode: &'p FailureMode,
    /// Whether it names this alert as the one that notices it.
    pub named: bool,
    /// Bad minutes a year.
    pub minutes: Option<String>,
}

/// One for each alert.
pub(in crate::render) fn runbooks<'p>(system: &System<'p>, watches: &[Watch<'p>]) -> Vec<AlertRunbook<'p>> {
    let panel = Panel::new(system);
    watches.iter().map(|watch| runbook(system, &panel, watch.clone())).collect()
}

fn runbook<'p>(system: &System<'p>, panel: &Panel<'_, 'p>, watch: Watch<'p>) -> AlertRunbook<'p> {
    let plan = system.plan;
    let watched: Vec<Watched<'p>> = objectives(plan).into_iter().filter_map(|stated| watched(&watch, stated)).collect();
    let journey = watch.slo.as_deref().and_then(|slo| slo.split('.').next()).and_then(|journey| system.route(journey));
    let of = watch.planned.and_then(|alert| alert.of.as_ref());
    let place = of.map_or(Place::Unknown, |of| Place::find(system, of.as_str()));
    let on_way: Vec<NodeIndex> = journey.map_or_else(|| around(system, &place), |route| way(route));
    let hops: Vec<HopId> = journey.map_or_else(Vec::new, |route| calls(system, route));
    let steps = steps(plan, &watch);
    let called = || hops.iter().map(|hop| system.hop(*hop));
    let (mut queries, mut downstream) = match journey {
        Some(_) => (queries::of_calls(system, called()), called().take(SHOWN).map(|hop| neighbours::down(system, hop)).collect()),
        None => (queries::of_place(system, &place), neighbours::downstream(system, &place)),
    };
    let further = hops.len().max(downstream.len()).saturating_sub(SHOWN);
    downstream.truncate(SHOWN);
    let of_objectives = watched.iter().flat_map(|watched| queries::of_objective(plan, &watched.stated.name));
    queries = of_objectives.chain(queries).collect();
    let knobs = match journey {
        Some(route) => panel.along(route, &hops),
        None => panel.around(&place),
    };
    let ends = if journey.is_some() { None } else { neighbours::ends(system, &place) };
    let around: Vec<Vertex<'p>> = on_way.iter().map(|at| system.vertex(*at)).collect();
    let reached = system.routes().iter().filter(|route| match journey {
        Some(own) => own.id == route.id,
        None => place.is_on(system, route),
    });
    let stated = watch.planned.and_then(|alert| alert.severity).filter(|_| watched.is_empty());
    let mut severities: Vec<AlertSeverity> =
        watched.iter().flat_map(|watched| &watched.burns).map(|burn| burn.severity).chain(stated).collect();
    severities.sort_unstable();
    severities.dedup();
    AlertRunbook {
        severities,
        path: super::of_watch(&watch.name),
        objectives: watched,
        journeys: reached.map(|route| (words::title(route.id, route.journey.title()), super::slo_document(route.id, 2))).collect(),
        measured: queries::are_measured(plan),
        causes: causes(system, &watch, journey, &place),
        upstream: if journey.is_some() { Vec::new() } else { neighbours::upstream(system, &place) },
        further,
        downstream,
        deploys: super::deploys(system, &around, ends.as_ref()),
        ends,
        contacts: contacts(system, &watch, steps.as_ref(), &hops, &on_way),
        queries,
        steps,
        knobs,
        watch,
    }
}

fn watched<'p>(watch: &Watch<'p>, stated: Stated<'p>) -> Option<Watched<'p>> {
    let burns = watch.burns(&stated);
    let objective = stated.objective();
    (watch.fires == Fires::Burn && watch.slo.as_ref() == Some(&stated.slo)).then(|| Watched {
        slo: super::slo_document(stated.journey, 2),
        budget: format!("{} min", words::figure(objective.budget().minutes())),
        burns: burns.iter().map(|burn| BurnView::new(burn, &objective, stated.average)).collect(),
        stated,
    })
}

/// Everything that a journey comes to, in its order.
fn way(route: &Route<'_>) -> Vec<NodeIndex> {
    let mut seen = BTreeSet::new();
    let all = route.entries.iter().copied().chain(route.stretches.iter().map(|stretch| stretch.to));
    all.filter(|at| seen.insert(*at)).collect()
}

fn around(system: &System<'_>, place: &Place<'_>) -> Vec<NodeIndex> {
    let mut all = place.vertices(system);
    all.extend(place.hops_to(system).iter().map(|hop| hop.caller));
    all
}

/// The calls of a journey, those that it fails with first.
fn calls(system: &System<'_>, route: &Route<'_>) -> Vec<HopId> {
    let mut seen = BTreeSet::new();
    let mut hops: Vec<HopId> = route.hops().filter(|hop| seen.insert(hop.index())).collect();
    hops.sort_by_key(|hop| !system.hop(*hop).is_hard());
    hops
}

/// The runbook that the alert names, else one that says it is for it.
fn steps<'p>(plan: &'p Plan, watch: &Watch<'p>) -> Option<Named<'p, Runbook>> {
    let named = watch.planned?.runbook.known();
    let is_named = |id: &str| named.is_some_and(|name| name.as_str() == id);
    let is_for = |runbook: &Runbook| runbook.of.iter().flatten().any(|of| of.as_str() == watch.name);
    let found = plan.runbooks().find(|(id, _)| is_named(id.as_str())).or_else(|| plan.runbooks().find(|(_, runbook)| is_for(runbook)));
    found.map(|(id, facts)| Named { id: id.as_str(), facts })
}

/// The failure modes that name the alert, then those of its journey, or of the part that it watches.
fn causes<'p>(system: &System<'p>, watch: &Watch<'p>, journey: Option<&Route<'p>>, of: &Place<'p>) -> Vec<Cause<'p>> {
    let struck: BTreeSet<NodeIndex> = of.vertices(system).into_iter().collect();
    let cause = |(id, mode): (&'p crate::plan::Id, &'p FailureMode)| {
        let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
        let alert = mode.detect.as_ref().and_then(|detect| detect.alert.known());
        let named = alert.is_some_and(|alert| alert.as_str() == watch.name);
        let fits = match journey {
            Some(route) => hits(system, mode, &place, route),
            None => place.vertices(system).iter().any(|at| struck.contains(at)),
        };
        let minutes = Risk::of(mode).minutes_per_year().map(|minutes| format!("{} min", words::figure(minutes)));
        let file = format!("../{}", super::file(id.as_str()));
        (named || fits).then(|| Cause { id: id.as_str(), file, mode, named, minutes })
    };
    let mut causes: Vec<Cause<'p>> = system.plan.failure_modes().filter_map(cause).collect();
    causes.sort_by_key(|cause| !cause.named);
    causes
}

/// Who gets the alert, whom its runbook names, who answers for what the journey can't do without, who answers for the system.
fn contacts<'p>(
    system: &System<'p>,
    watch: &Watch<'p>,
    steps: Option<&Named<'p, Runbook>>,
    hops: &[HopId],
    on_way: &[NodeIndex],
) -> Vec<Contact<'p>> {
    let plan = system.plan;
    let escalate = steps.and_then(|steps| steps.facts.escalate.as_ref()).map(TeamRef::as_str);
    let needed = hops.iter().map(|hop| system.hop(*hop)).filter(|hop| hop.is_hard()).map(|hop: &Hop<'_>| hop.callee);
    let parts = needed.chain(on_way.iter().copied().filter(|_| hops.is_empty())).map(|at| system.vertex(at).id());
    let mut roles = vec![(watch.owner, "gets the alert".to_owned()), (escalate, "is escalated to".to_owned())];
    roles.extend(parts.map(|id| (plan.owner_of(id), format!("answers for {id}"))));
    roles.push((plan.owner.as_ref().map(TeamRef::as_str), "answers for the system".to_owned()));
    contacts_of(plan, roles)
}
