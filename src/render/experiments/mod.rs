//! Failures brought about on purpose, for the Chaos Toolkit, and load tests for k6.

mod fault;
mod load;
mod steady;

use super::kind::{Page, view};
use super::prometheus::is_measured;
use super::reference::Seen;
use super::runbook::Named;
use super::slo::stated::{Stated, objectives};
use super::{Input, words};
use crate::graph::{Place, System};
use crate::plan::map::{FailureKind, FailureMode};
use crate::plan::reference::PlaceRef;
use crate::plan::validation::Experiment;
use crate::plan::{Entity, Id};
use fault::{Fault, Faults};
use indexmap::IndexMap;
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use steady::Steady;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let system = input.system;
    let objectives = objectives(system.plan);
    let (experiments, left) = experiments(system, &objectives);
    let unmeasured: Vec<&str> =
        objectives.iter().filter(|stated| !is_measured(system, stated)).map(|stated| stated.name.as_str()).collect();
    let loads = load::loads(system);
    if experiments.is_empty() && loads.is_empty() && left.is_empty() {
        return Vec::new();
    }
    let proxies: BTreeSet<&Fault> = experiments.iter().flat_map(|experiment| &experiment.faults.proxied).collect();
    let proxies: IndexMap<&str, &str> = proxies.into_iter().map(|fault| (fault.proxy.as_str(), fault.call.as_str())).collect();
    let index = context! {
        experiments => view(&experiments),
        left => view(&left),
        loads => view(&loads),
        proxies => view(&proxies),
        unmeasured => view(&unmeasured),
        by_hand => experiments.iter().any(|experiment| !experiment.faults.by_hand.is_empty()),
    };
    let mut pages = vec![Page { path: "experiments/README.md".to_owned(), template: "experiments/index.md.j2", view: index }];
    pages.extend(experiments.iter().map(|experiment| Page {
        path: format!("experiments/{}", experiment.file),
        template: "experiments/experiment.json.j2",
        view: context! { experiment => view(experiment) },
    }));
    pages.extend(loads.iter().filter(|load| load.rate.is_some()).map(|load| Page {
        path: format!("experiments/{}", load.file),
        template: "experiments/load.js.j2",
        view: context! { load => view(load) },
    }));
    pages
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["experiments/index.md.j2"])
            .value::<Vec<ExperimentView<'_>>>("experiments", "The experiments.")
            .value::<Vec<Left<'_>>>("left", "The failure modes that none of them brings about.")
            .value::<Vec<load::LoadView<'_>>>("loads", "The load tests of the plan.")
            .value::<IndexMap<String, String>>("proxies", "The call behind each proxy that the experiments need, by the name of the proxy.")
            .value::<Vec<String>>("unmeasured", "The objectives that no experiment looks at: the plan does not say how they are measured.")
            .value::<bool>("by_hand", "Whether a program of the team has something to do in any of them."),
        Seen::by(&["experiments/experiment.json.j2"]).value::<ExperimentView<'_>>("experiment", "The experiment."),
        Seen::by(&["experiments/load.js.j2"]).value::<load::LoadView<'_>>("load", "The load test; its rate is known."),
    ]
}

/// One experiment: what must hold, what is broken, and what is put right again.
#[derive(Debug, Serialize, JsonSchema)]
struct ExperimentView<'p> {
    /// Its id, or that of its failure mode.
    id: &'p str,
    /// What it is called.
    title: String,
    /// Its file, beside those of the others.
    file: String,
    /// Whether the plan describes it; otherwise it is of a failure mode for which the plan has none.
    planned: Option<&'p Experiment>,
    /// The failure mode that it brings about.
    mode: Option<Named<'p, FailureMode>>,
    /// What is broken.
    faults: Faults,
    /// What must hold before and after it.
    steady: Vec<Steady>,
    /// How long the failure lasts before it is looked at, in seconds.
    lasts: f64,
    /// How long until all is well again, in seconds.
    recovers: f64,
}

/// A failure mode that nothing here brings about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LeftMode")]
struct Left<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: String,
    /// Where it strikes.
    at: Option<&'p str>,
    /// How the part fails.
    kind: Option<FailureKind>,
    /// It is a slow part of which nobody says how slow, and whose callers never give up.
    endless: bool,
}

/// The experiments of the plan, one for each failure mode that has none and can be brought about between two parts, and the rest.
fn experiments<'p>(system: &System<'p>, objectives: &[Stated<'_>]) -> (Vec<ExperimentView<'p>>, Vec<Left<'p>>) {
    let mut views: Vec<ExperimentView<'p>> = Vec::new();
    let mut left = Vec::new();
    for (id, experiment) in system.plan.experiments() {
        let mode =
            experiment.failure_mode.as_ref().and_then(|mode| system.plan.failure_modes().find(|(id, _)| id.as_str() == mode.as_str()));
        let faults = experiment.scenario.as_ref().map(|scenario| fault::of_scenario(system, scenario)).unwrap_or_default();
        let faults = if faults.is_empty() { mode.map(|(_, mode)| fault::of_mode(system, mode)).unwrap_or_default() } else { faults };
        if !faults.is_empty() {
            let title = words::title(id.as_str(), experiment.title());
            views.push(of(id.as_str(), title, Some(experiment), mode, faults, &views));
        }
    }
    for (id, mode) in system.plan.failure_modes() {
        if views.iter().any(|view| view.mode.as_ref().is_some_and(|of| of.id == id.as_str())) {
            continue;
        }
        let faults = fault::of_mode(system, mode);
        let title = words::title(id.as_str(), mode.title());
        if faults.is_empty() {
            let at = mode.at.as_ref().map(PlaceRef::as_str);
            let endless = mode.kind == Some(FailureKind::Slow) && at.is_some_and(|at| !struck(system, at).is_empty());
            left.push(Left { id: id.as_str(), title, at, kind: mode.kind, endless });
        } else {
            views.push(of(id.as_str(), title, None, Some((id, mode)), faults, &views));
        }
    }
    for view in &mut views {
        view.steady = steady::of(system, objectives, view.mode.as_ref().map(|mode| mode.facts), &view.faults.hops);
    }
    (views, left)
}

fn of<'p>(
    id: &'p str,
    title: String,
    planned: Option<&'p Experiment>,
    mode: Option<(&'p Id, &'p FailureMode)>,
    faults: Faults,
    others: &[ExperimentView<'p>],
) -> ExperimentView<'p> {
    let detect = mode.and_then(|(_, mode)| mode.detect.as_ref()?.within);
    let recover = mode.and_then(|(_, mode)| mode.recover.as_ref()?.within);
    let slug = words::slug(id);
    let file = format!("{slug}.json");
    // A failure mode may have the name of an experiment that is about something else.
    let file = if others.iter().any(|other| other.file == file) { format!("{slug}-failure.json") } else { file };
    ExperimentView {
        id,
        title,
        file,
        planned,
        mode: mode.map(|(id, facts)| Named { id: id.as_str(), facts }),
        steady: Vec::new(),
        faults,
        lasts: detect.map_or(RATE_WINDOW, |within| within.secs().max(RATE_WINDOW)),
        recovers: recover.map_or(RATE_WINDOW, |within| within.secs().max(RATE_WINDOW)),
    }
}

/// Shares of errors are measured over five minutes; sooner, they still show what was before.
const RATE_WINDOW: f64 = 300.0;

/// The hops that a failure at this place strikes.
fn struck(system: &System<'_>, place: &str) -> Vec<crate::graph::HopId> {
    match Place::find(system, place) {
        Place::Call(hops) => hops,
        Place::Vertex(at) => system.hops_to(at).map(|(id, _)| id).collect(),
        _ => Vec::new(),
    }
}
