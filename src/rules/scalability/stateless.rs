//! Stateless: nothing of worth in one instance, one holder of a duty, and a clean end.

use crate::analysis::Derivation;
use crate::analysis::compose::Wait;
use crate::analysis::structure::fleet;
use crate::document::Path;
use crate::plan::map::{Component, ComponentKind, LocalState, Shutdown};
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::demands::{Demands, joined};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// The components that the plan's team runs, with where they stand. What a broker keeps is what it is for.
fn run_by_us<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (NodeIndex, &'a str, &'a Component)> {
    let ours = context
        .plan
        .components()
        .filter(|(_, component)| !component.kind.is_some_and(|kind| kind.is_elsewhere() || kind == ComponentKind::Broker));
    ours.filter_map(|(id, component)| Some((context.system.find(id.as_str())?, id.as_str(), component)))
}

/// ST1: one of several instances keeps sessions, files, work or locks that the others don't have.
pub(in crate::rules) fn keeps_state(context: &Context<'_>) -> Vec<Ruling> {
    run_by_us(context).map(|(at, id, component)| state_of(context, context.node(at), id, component)).collect()
}

fn state_of(context: &Context<'_>, subject: SubjectRef, id: &str, component: &Component) -> Ruling {
    let fleet = fleet(context.plan, id);
    let kept: Vec<&str> = match &component.local_state {
        Fact::Known(kept) => kept.iter().filter_map(|state| word(*state)).collect(),
        Fact::None => Vec::new(),
        Fact::Unknown if fleet.is_single() => Vec::new(),
        Fact::Unknown => {
            let path = subject.path.clone().key("local_state");
            return Ruling::unknown(subject, path);
        }
    };
    if kept.is_empty() || fleet.is_single() {
        return Ruling::holds(subject);
    }
    if !fleet.is_several() {
        return Ruling::unknown(subject, fleet.path());
    }
    let (kept, several) = (joined(&kept), fleet.spoken(context.plan));
    let message = format!("{id} keeps {kept} in each of {several}: the others do not have them, and they are gone when it stops");
    let path = subject.path.clone().key("local_state");
    let violation = Violation::new(message, path.clone()).because(path, format!("kept in one instance: {kept}"));
    Ruling::violated(subject, violation.because(fleet.path(), several))
}

/// What is lost with an instance; a cache can be computed again.
fn word(state: LocalState) -> Option<&'static str> {
    match state {
        LocalState::Session => Some("sessions"),
        LocalState::File => Some("files"),
        LocalState::Queue => Some("waiting work"),
        LocalState::Lock => Some("locks"),
        LocalState::Cache => None,
    }
}

/// ST2: several instances may do what only one may do.
pub(in crate::rules) fn unguarded_duty(context: &Context<'_>) -> Vec<Ruling> {
    run_by_us(context).filter_map(|(at, id, component)| duty_of(context, context.node(at), id, component)).collect()
}

fn duty_of(context: &Context<'_>, subject: SubjectRef, id: &str, component: &Component) -> Option<Ruling> {
    let fleet = fleet(context.plan, id);
    let path = subject.path.clone().key("singleton");
    let duty = match &component.singleton {
        Fact::Known(_) if fleet.is_single() => return Some(Ruling::holds(subject)),
        Fact::Known(duty) => duty,
        // Who answers requests has no such duty, unless the plan says so; who runs by the clock may well have one.
        Fact::Unknown if !fleet.is_single() && (component.kind == Some(ComponentKind::Job) || component.schedule.is_some()) => {
            return Some(Ruling::unknown(subject, path));
        }
        Fact::None | Fact::Unknown => return None,
    };
    let demands = Demands::default().want_some(&duty.guard, path.clone().key("guard"), "nothing keeps a second one from it").want(
        duty.fenced,
        path.key("fenced"),
        "a holder whose guard has run out is not refused",
    );
    let several = fleet.spoken(context.plan);
    if !demands.lacks_nothing() && !fleet.is_several() {
        return Some(Ruling::unknown(subject, fleet.path()));
    }
    let ruling = demands
        .ruling(subject, |lacks| format!("{id} has a duty of which only one instance may be in charge, and runs {several}: {lacks}"));
    Some(ruling.adding(|violation| violation.because(fleet.path(), several)))
}

/// ST3: an instance is killed before the requests that it works on are done.
pub(in crate::rules) fn stops_too_soon(context: &Context<'_>) -> Vec<Ruling> {
    // What runs by a schedule, and nobody says is a service, answers no requests as far as is known.
    let is_job =
        |component: &Component| component.kind == Some(ComponentKind::Job) || component.kind.is_none() && component.schedule.is_some();
    let answers = |component: &Component| !is_job(component) && component.runs_in.is_none();
    let needs_times =
        run_by_us(context).any(|(_, _, component)| component.shutdown.as_ref().is_some_and(|shutdown| shutdown.grace.is_some()));
    let longest = if needs_times { context.latency_sums().longest(context.system) } else { BTreeMap::new() };
    let components = run_by_us(context).filter(|(_, _, component)| answers(component));
    components.map(|(at, id, component)| end_of(context.node(at), id, component, longest.get(&at))).collect()
}

fn end_of(subject: SubjectRef, id: &str, component: &Component, request: Option<&Wait>) -> Ruling {
    let path = subject.path.clone().key("shutdown");
    let unknown = Shutdown::default();
    let shutdown = component.shutdown.as_ref().unwrap_or(&unknown);
    if shutdown.sigterm == Some(false) {
        let message = format!("{id} does not handle SIGTERM: whatever it works on is cut off when it is told to stop");
        let path = path.key("sigterm");
        let violation = Violation::new(message, path.clone())
            .because(path.clone(), "SIGTERM is not handled")
            .suggest(path, "true")
            .group("stateless/ST3 SIGTERM");
        return Ruling::violated(subject, violation);
    }
    let Some(grace) = shutdown.grace else { return Ruling::unknown(subject, path.key("grace")) };
    let longest = Longest::of(&subject.path, id, component, request);
    let deregister = shutdown.deregister.unwrap_or_default();
    let wanted = deregister.plus(longest.at_least);
    if wanted > grace {
        let at_least = if shutdown.deregister.is_some() && longest.how.is_complete() { "" } else { "at least " };
        let until = shutdown.deregister.map_or("an unknown time".to_owned(), Duration::spoken);
        let message = format!(
            "{id} is killed {} after it is told to stop and needs {at_least}{}: {until} until no request arrives any more, then {} for the longest one",
            grace.spoken(),
            wanted.spoken(),
            longest.at_least.spoken()
        );
        let mut violation =
            Violation::new(message, path.clone().key("grace")).because(path.clone().key("grace"), format!("killed after {grace}"));
        if shutdown.deregister.is_some() {
            violation = violation.because(path.key("deregister"), format!("deregistered after {deregister}"));
        }
        return Ruling::violated(subject, violation.derived(&longest.how));
    }
    match (shutdown.deregister, longest.at_most, shutdown.sigterm) {
        (None, ..) => Ruling::unknown(subject, path.key("deregister")),
        (Some(_), None, _) => {
            let missing = longest.how.first_missing().unwrap_or_else(|| path.key("grace"));
            Ruling::unknown(subject, missing)
        }
        // A p99 that is partly known and a deadline that is long leave open which of the two counts.
        (Some(deregister), Some(most), _) if deregister.plus(most) > grace => {
            let missing = longest.how.first_missing().unwrap_or_else(|| path.key("grace"));
            Ruling::unknown(subject, missing)
        }
        (_, _, None) => Ruling::unknown(subject, path.key("sigterm")),
        _ => Ruling::holds(subject),
    }
}

/// How long the longest request takes: its p99, and never longer than the component's own deadline.
struct Longest {
    at_least: Duration,
    at_most: Option<Duration>,
    how: Derivation,
}

impl Longest {
    fn of(place: &Path, id: &str, component: &Component, request: Option<&Wait>) -> Self {
        let (time, mut how) = match request {
            Some(wait) => (wait.time, wait.how.clone()),
            None => own(place, id, component),
        };
        let time = time.at().copied().unwrap_or(Duration::YEAR);
        let Some(deadline) = component.deadline else {
            return Self { at_least: time, at_most: how.is_complete().then_some(time), how };
        };
        if deadline < time {
            how = Derivation::default();
            how.term(place.clone().key("deadline"), format!("{id} gives up on a request after {deadline}"), deadline.ms());
        }
        let most = if how.is_complete() { time.min(deadline) } else { deadline };
        Self { at_least: time.min(deadline), at_most: Some(most), how }
    }
}

/// Its own work alone, where no journey comes to it.
fn own(place: &Path, id: &str, component: &Component) -> (Limit<Duration>, Derivation) {
    let mut how = Derivation::default();
    let path = place.clone().key("latency");
    let time = component.latency.as_ref().and_then(|latency| latency.p99);
    match time {
        Some(time) => how.term(path.key("p99"), format!("{id}: {} of its own work (p99)", time.spoken()), time.ms()),
        None => how.lacks(path),
    }
    (Limit::At(time.unwrap_or_default()), how)
}
