//! Time-outs: no wait without end, each limit covers what it waits for, no work for callers who left.

mod keep_alive;
mod percentile;

pub(in crate::rules) use keep_alive::closes_first;
pub(in crate::rules) use percentile::wrong_percentile;

use crate::analysis::compose::Wait;
use crate::analysis::effective::{library, total_timeout};
use crate::analysis::worst_case::LimitOnTheWay;
use crate::document::Path;
use crate::graph::{Hop, Route, Vertex};
use crate::knowledge::{GivesUp, Release};
use crate::plan::map::{ComponentKind, Mode};
use crate::plan::reference::Library;
use crate::plan::value::{Duration, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// How many limits that are too short a finding names beside the first.
const NAMED: usize = 9;

/// TO1: a call that waits without end.
pub(in crate::rules) fn no_timeout(context: &Context<'_>) -> Vec<Ruling> {
    let answered = context.system.hops().filter(|(_, hop)| hop.call.mode != Some(Mode::Stream));
    answered
        .map(|(id, hop)| {
            let subject = context.call(id);
            match total_timeout(hop) {
                None if library(hop).is_some_and(|library| library.gives_up().is_some_and(|(limit, _)| limit.at().is_some())) => {
                    Ruling::holds(subject)
                }
                None => Ruling::unknown(subject, hop.at("timeout")),
                Some(timeout) => match timeout.value {
                    Limit::At(_) => Ruling::holds(subject),
                    Limit::Unlimited => unlimited(hop, subject, timeout.path(), timeout.library),
                },
            }
        })
        .collect()
}

/// No limit on the whole call. A library may still give up on a silent server: then the limit is known, and said to be that one.
fn unlimited(hop: &Hop<'_>, subject: SubjectRef, path: Path, by_default_of: Option<&Library>) -> Ruling {
    let Some(name) = by_default_of else {
        let violation = Violation::new(format!("{} waits without end: the plan says that it has no time-out", hop.id()), path.clone());
        return Ruling::violated(subject, violation.because(path, "no time-out").group("timeouts/TO1 declared"));
    };
    let partial = library(hop).and_then(Release::gives_up).and_then(|(limit, by)| Some((*limit.at()?, by)));
    let message = match partial {
        Some((limit, GivesUp::Idle)) => {
            format!("{}: {name} by default ends a call only after {} without any data, never as a whole", hop.id(), limit.spoken())
        }
        Some((limit, _)) => {
            format!("{}: {name} by default waits {} for an answer to begin, and has no limit on the whole call", hop.id(), limit.spoken())
        }
        None => format!("{} waits without end, because {name} by default has no time-out", hop.id()),
    };
    let violation = Violation::new(message, hop.at("client")).because(path, format!("{name}: no time-out by default"));
    Ruling::violated(subject, violation.group(format!("timeouts/TO1 {name}")))
}

/// TO2: whoever waits gives up before all that it waits for can have ended.
pub(in crate::rules) fn deadline_too_short(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (route, worst_case) in context.routes() {
        let subject = SubjectRef::journey(route.id);
        let mut exceeded = worst_case.exceeded();
        if let Some((limit, wait)) = exceeded.next() {
            let behind = context.system.vertex(limit.behind).id();
            let (said, path) = (limit.said(context.system, route), limit.path(context.system, route));
            let message = format!("{said}; {behind} {}", outlasts(wait, limit.limit));
            let mut violation = Violation::new(message, path.clone()).because(path, said);
            violation = violation.derived(&wait.how).group(cause(wait, limit.limit, route.id));
            for (other, wait) in exceeded.by_ref().take(NAMED) {
                violation = violation.because(other.path(context.system, route), also(context, route, other, wait));
            }
            if let Some((other, _)) = exceeded.next() {
                let more = exceeded.count() + 1;
                violation =
                    violation.because(other.path(context.system, route), format!("also: {more} more limits on the way are too short"));
            }
            rulings.push(Ruling::violated(subject, violation));
        } else {
            rulings.push(match (route.journey.deadline, worst_case.holds()) {
                (Some(_), Some(_)) => Ruling::holds(subject),
                (None, _) => {
                    let path = subject.path.clone().key("deadline");
                    Ruling::unknown(subject, path)
                }
                (Some(_), None) => {
                    let missing = worst_case.of_journey(route).and_then(|wait| wait.how.first_missing());
                    let path = missing.or_else(|| first_missing(worst_case)).unwrap_or_else(|| subject.path.clone());
                    Ruling::unknown(subject, path)
                }
            });
        }
    }
    rulings.extend(endpoints(context));
    rulings
}

/// What a wait that is too long has in common with others: the one time-out that is too long by itself, else its journey.
fn cause(wait: &Wait, limit: Duration, journey: &str) -> String {
    let longest = wait.how.terms().max_by(|a, b| a.amount.total_cmp(&b.amount));
    match longest.filter(|term| term.amount > limit.ms()) {
        Some(term) => format!("timeouts/TO2 {}", term.path),
        None => format!("timeouts/TO2 {journey}"),
    }
}

fn also(context: &Context<'_>, route: &Route<'_>, limit: &LimitOnTheWay, wait: &Wait) -> String {
    format!("also: {}, {} {}", limit.said(context.system, route), context.system.vertex(limit.behind).id(), takes(wait))
}

/// How long it may take: `may take at least 6 s`.
fn takes(wait: &Wait) -> String {
    match wait.time {
        Limit::At(_) => format!("may take {}", wait.spoken()),
        Limit::Unlimited => "may take any time".to_owned(),
    }
}

/// How long it may take, with the arithmetic that puts it above a limit.
fn outlasts(wait: &Wait, limit: Duration) -> String {
    match wait.time {
        Limit::At(_) => format!("{}: {} > {}", takes(wait), wait.how.sum(), limit.spoken()),
        Limit::Unlimited => format!("{}: {}", takes(wait), wait.how.sum()),
    }
}

fn first_missing(worst_case: &crate::analysis::worst_case::WorstCase) -> Option<Path> {
    worst_case.limits.iter().filter_map(|limit| worst_case.at(limit.behind)).find_map(|wait| wait.how.first_missing())
}

/// An endpoint that gives up before the calls of its journey behind it have ended.
fn endpoints(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (api_id, api, name, endpoint) in context.plan.endpoints() {
        let component = api.component.as_ref().map(crate::plan::reference::ComponentRef::as_str);
        let (Some(limit), Some(journey)) = (endpoint.deadline, endpoint.journey.as_ref()) else { continue };
        let Some(at) = component.and_then(|id| context.system.find(id)) else { continue };
        let Some((_, worst_case)) = context.routes().find(|(route, _)| route.id == journey.as_str()) else { continue };
        let Some(wait) = worst_case.at(at) else { continue };
        let subject = SubjectRef::endpoint(api_id.as_str(), name, component);
        let path = subject.path.clone().key("deadline");
        rulings.push(match wait.exceeds(limit) {
            Some(false) => Ruling::holds(subject),
            None => Ruling::unknown(subject, wait.how.first_missing().unwrap_or(path)),
            Some(true) => {
                let message = format!("{name} gives up after {}; its calls {}", limit.spoken(), outlasts(wait, limit));
                let violation = Violation::new(message, path.clone()).because(path, format!("deadline: {limit}")).derived(&wait.how);
                Ruling::violated(subject, violation.group(cause(wait, limit, journey.as_str())))
            }
        });
    }
    rulings
}

/// TO3: a callee of ours that works on after its caller has given up.
pub(in crate::rules) fn works_for_no_one(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, hop) in context.system.hops().filter(|(_, hop)| hop.is_sync()) {
        let Vertex::Component(callee, facts) = context.system.vertex(hop.callee) else { continue };
        // What belongs to others, or is a program in a user's hands, is not ours to stop.
        if facts.kind.is_some_and(ComponentKind::is_elsewhere) {
            continue;
        }
        let Some(timeout) = total_timeout(hop) else { continue };
        let Limit::At(limit) = timeout.value else { continue };
        let subject = context.call(id);
        let mut named = context.endpoints_of(hop);
        let own = named.find_map(|(path, endpoint)| Some((endpoint.deadline?, path.key("deadline"))));
        let deadline = own.or_else(|| Some((facts.deadline?, Path::of(["map", "components", callee, "deadline"]))));
        rulings.push(match (deadline, hop.call.passes_deadline) {
            (_, Some(true)) => Ruling::holds(subject),
            (Some((own, _)), _) if own <= limit => Ruling::holds(subject),
            (Some((own, path)), Some(false)) => {
                let message = format!(
                    "{callee} works on a request for {}, its caller {} gives up after {} and hands no deadline on: up to {} of work for no one",
                    own.spoken(),
                    hop.key.caller(),
                    limit.spoken(),
                    Duration::from_ms(own.ms() - limit.ms()).spoken()
                );
                let violation = Violation::new(message, timeout.path())
                    .because(timeout.path(), format!("{} gives up after {limit}{}", hop.key.caller(), timeout.origin()))
                    .because(path, format!("{callee} works for up to {own}"))
                    .because(hop.at("passes_deadline"), "no deadline is handed on")
                    .suggest(hop.at("passes_deadline"), "true");
                Ruling::violated(subject, violation)
            }
            (_, None) => Ruling::unknown(subject, hop.at("passes_deadline")),
            (None, _) => Ruling::unknown(subject, Path::of(["map", "components", callee, "deadline"])),
        });
    }
    rulings
}
