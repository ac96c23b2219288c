//! Load tests: high enough, and of the system as it is.

use crate::document::Path;
use crate::graph::Route;
use crate::plan::Id;
use crate::plan::Node;
use crate::plan::validation::{LoadTest, Outcome};
use crate::plan::value::{Date, Number, Rate};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeMap;

/// The load tests of each journey.
type Tests<'p> = BTreeMap<&'p str, Vec<(&'p Id, &'p LoadTest)>>;

fn tests<'a>(context: &'a Context<'_>) -> Tests<'a> {
    let mut tests = Tests::new();
    for (id, test) in context.plan.loads() {
        // What has not run yet shows nothing yet.
        let has_run = test.ran.zip(context.today).is_none_or(|(ran, today)| ran <= today);
        if let Some(journey) = test.journey.as_ref().filter(|_| has_run && test.result != Some(Outcome::Failed)) {
            tests.entry(journey.as_str()).or_default().push((id, test));
        }
    }
    tests
}

fn are_listed(context: &Context<'_>) -> bool {
    context.plan.validation.as_ref().is_some_and(|validation| validation.loads.is_some())
}

fn register() -> Path {
    Path::of(["validation", "loads"])
}

fn at(test: &Id, field: &str) -> Path {
    register().key(test.as_str()).key(field)
}

/// PR1: a latency target has no recent load test above its peak.
pub(in crate::rules) fn untested(context: &Context<'_>) -> Vec<Ruling> {
    let factor = context.threshold("PR1.factor");
    let tests = tests(context);
    let has_target = |route: &&Route<'_>| {
        let latency = route.journey.slo.as_ref().and_then(|slo| slo.latency.as_ref());
        latency.is_some_and(|latency| latency.quantiles().iter().any(|(_, _, target)| target.is_some()))
    };
    let judged = context.system.routes().iter().filter(has_target);
    judged.map(|route| tested(context, route, tests.get(route.id).map(Vec::as_slice).unwrap_or_default(), factor)).collect()
}

fn tested(context: &Context<'_>, route: &Route<'_>, tests: &[(&Id, &LoadTest)], factor: f64) -> Ruling {
    let subject = SubjectRef::journey(route.id);
    let target = subject.path.clone().key("slo").key("latency");
    if !are_listed(context) {
        return Ruling::unknown(subject, register());
    }
    if tests.is_empty() {
        let message = format!("{} has a target for its latency and no load test that has passed", route.id);
        let violation =
            Violation::new(message, register()).because(target, "a target for the latency").group("profiling/PR1 without a test");
        return Ruling::violated(subject, violation.because(register(), "no test of it that has run and passed"));
    }
    let Some(peak) = route.journey.peak() else {
        let path = subject.path.clone().key("traffic").key("peak");
        return Ruling::unknown(subject, path);
    };
    let wanted = peak.hz() * factor;
    let (high, low): (Vec<_>, Vec<_>) =
        tests.iter().partition(|(_, test)| test.rate.is_some_and(|rate| rate.hz() >= wanted * (1.0 - 1e-9)));
    if let Some(newest) = newest(&high) {
        return up_to_date(context, route, subject, newest);
    }
    if let Some((id, _)) = low.iter().find(|(_, test)| test.rate.is_none()) {
        return Ruling::unknown(subject, at(id, "rate"));
    }
    let reached = low.iter().filter_map(|(id, test)| Some((*id, test.rate?))).max_by(|a, b| a.1.hz().total_cmp(&b.1.hz()));
    let Some((id, rate)) = reached else { return Ruling::unknown(subject, register()) };
    let message = format!(
        "{} was tested at {rate} at most, and its peak is {peak}: {} times that are {}",
        route.id,
        Number(factor),
        Rate::per_second(wanted)
    );
    let traffic = subject.path.clone().key("traffic");
    let violation = Violation::new(message, at(id, "rate")).because(at(id, "rate"), format!("{id}: {rate}"));
    Ruling::violated(subject, violation.because(traffic, format!("{peak} at peak")))
}

/// The test that ran last; one without a date counts as the oldest.
fn newest<'t, 'p>(tests: &[&'t (&'p Id, &'p LoadTest)]) -> Option<&'t (&'p Id, &'p LoadTest)> {
    tests.iter().copied().max_by_key(|(_, test)| test.ran)
}

/// Whether nothing on the way has changed since a test.
fn up_to_date(context: &Context<'_>, route: &Route<'_>, subject: SubjectRef, (id, test): &(&Id, &LoadTest)) -> Ruling {
    let Some((changed, node)) = last_change(context, route) else {
        return if test.result.is_some() { Ruling::holds(subject) } else { Ruling::unknown(subject, at(id, "result")) };
    };
    let Some(ran) = test.ran else { return Ruling::unknown(subject, at(id, "ran")) };
    if ran >= changed {
        return if test.result.is_some() { Ruling::holds(subject) } else { Ruling::unknown(subject, at(id, "result")) };
    }
    let name = node.last_key().unwrap_or_default().to_owned();
    let message = format!("{} was last tested on {ran}, and {name} changed on {changed}", route.id);
    let violation = Violation::new(message, at(id, "ran"))
        .because(at(id, "ran"), format!("{id} ran on {ran}"))
        .because(node.key("changed"), format!("{name} changed on {changed}"));
    Ruling::violated(subject, violation)
}

/// The last change on the way of a journey that is not in the future, and of what.
fn last_change(context: &Context<'_>, route: &Route<'_>) -> Option<(Date, Path)> {
    let reached = context.system.nodes().filter(|at| route.reaches(*at));
    let changes = reached.filter_map(|at| {
        let vertex = context.system.vertex(at);
        let changed = vertex.component().and_then(|component| component.changed).or_else(|| vertex.store()?.changed)?;
        Some((changed, crate::analysis::compose::node_path(vertex)))
    });
    changes.filter(|(changed, _)| context.today.is_none_or(|today| *changed <= today)).max_by_key(|(changed, _)| *changed)
}

/// PR3: capacity was reduced without a new load test.
pub(in crate::rules) fn reduced_untested(context: &Context<'_>) -> Vec<Ruling> {
    let reduced = context.system.nodes().filter_map(|at| {
        let date = context.system.vertex(at).node().and_then(Node::instances)?.reduced?;
        Some((at, date))
    });
    let reduced: Vec<_> = reduced.filter(|(_, date)| context.today.is_none_or(|today| *date <= today)).collect();
    if reduced.is_empty() {
        return Vec::new();
    }
    let tests = tests(context);
    let judged = reduced.into_iter().filter_map(|(at_node, date)| {
        let through: Vec<&Route<'_>> = context.system.routes().iter().filter(|route| route.reaches(at_node)).collect();
        let subject = context.node(at_node);
        if through.is_empty() {
            return None;
        }
        if !are_listed(context) {
            return Some(Ruling::unknown(subject, register()));
        }
        let of_it = through.iter().filter_map(|route| tests.get(route.id)).flatten();
        if of_it.clone().any(|(_, test)| test.ran.is_some_and(|ran| ran >= date)) {
            return Some(Ruling::holds(subject));
        }
        if let Some((id, _)) = of_it.clone().find(|(_, test)| test.ran.is_none()) {
            return Some(Ruling::unknown(subject, at(id, "ran")));
        }
        let path = subject.path.clone().key("instances").key("reduced");
        let last = of_it.filter_map(|(id, test)| Some((test.ran?, id))).max_by_key(|(ran, _)| *ran);
        let tested = last.map_or("no journey through it has ever been tested under load".to_owned(), |(ran, _)| {
            format!("the last load test of a journey through it ran on {ran}")
        });
        let message = format!("{} was reduced on {date}, and {tested}", subject.name());
        let mut violation = Violation::new(message, path.clone()).because(path, format!("reduced on {date}"));
        if let Some((ran, id)) = last {
            violation = violation.because(at(id, "ran"), format!("{id} ran on {ran}"));
        }
        Some(Ruling::violated(subject, violation))
    });
    judged.collect()
}
