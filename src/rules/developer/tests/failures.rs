//! The ways in which calls fail, and whether anybody has seen what happens then.

use crate::analysis::rehearsed::{Failure, Rehearsed, Tried, rehearsed};
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::plan::map::{ComponentKind, FailureMode};
use crate::rules::demands::listed;
use crate::rules::{Context, Ruling, SubjectRef, Verdict, Violation};

/// TE2: a call that its caller can't do without, or a failure mode of the plan, whose failure nobody has seen or accepted.
pub(in crate::rules) fn never_seen(context: &Context<'_>) -> Vec<Ruling> {
    let seen = rehearsed(context.system, context.today);
    let hops = context.system.hops().filter(|(_, hop)| is_judged(context, hop));
    let modes = context.plan.failure_modes().map(|(id, mode)| of_mode(&seen, id.as_str(), mode));
    let tests = context.plan.validation.as_ref().is_some_and(|validation| validation.tests.is_some());
    if tests {
        return hops.map(|(id, hop)| call(context, &seen, id, hop)).chain(modes).collect();
    }
    // While nobody has said which tests there are, that is one question, not one for each call.
    let (calls, others): (Vec<_>, Vec<_>) = hops.partition(|(id, hop)| unseen(&seen, *id, hop).is_empty());
    let calls = calls.into_iter().map(|(id, hop)| call(context, &seen, id, hop));
    let (mut settled, open): (Vec<Ruling>, Vec<Ruling>) = calls.chain(modes).partition(|ruling| matches!(ruling.verdict, Verdict::Holds));
    if !open.is_empty() || !others.is_empty() {
        settled.push(Ruling::unknown(SubjectRef::system(), tests_path()));
    }
    settled
}

fn tests_path() -> Path {
    Path::of(["validation", "tests"])
}

/// A call that is waited for and may bring its caller down, made by what we run.
fn is_judged(context: &Context<'_>, hop: &Hop<'_>) -> bool {
    let kind = context.system.vertex(hop.caller).component().and_then(|component| component.kind);
    hop.is_sync() && hop.at_request() && hop.is_hard() && !kind.is_some_and(ComponentKind::is_elsewhere)
}

/// The failures of a call that nobody has seen, in words.
fn unseen(seen: &Rehearsed<'_>, id: HopId, hop: &Hop<'_>) -> Vec<&'static str> {
    let failures =
        [(Failure::Slow, "is slow"), (Failure::Error, "fails"), (Failure::Duplicate, "gets it twice"), (Failure::Empty, "answers nothing")];
    let matters = |failure: Failure| failure != Failure::Duplicate || hop.call.mutates == Some(true);
    failures.into_iter().filter(|(failure, _)| matters(*failure) && !seen.covers(id, *failure)).map(|(_, words)| words).collect()
}

fn call(context: &Context<'_>, seen: &Rehearsed<'_>, id: HopId, hop: &Hop<'_>) -> Ruling {
    let subject = context.call(id);
    let unseen = unseen(seen, id, hop);
    if unseen.is_empty() {
        return match hop.call.mutates {
            None if !seen.covers(id, Failure::Duplicate) => Ruling::unknown(subject, hop.at("mutates")),
            _ => Ruling::holds(subject),
        };
    }
    if hop.call.need.is_none() {
        return Ruling::unknown(subject, hop.at("need"));
    }
    if let Some(path) = seen.open_at(id) {
        return Ruling::unknown(subject, path.clone());
    }
    let (caller, callee) = (context.system.vertex(hop.caller).id(), context.system.vertex(hop.callee).id());
    let of = hop.operation.map(|operation| format!(" ({operation})")).unwrap_or_default();
    let when = listed(&unseen, "or");
    let message =
        format!("nobody has seen what {caller} does when {callee}{of} {when}: no test, experiment, drill or accepted risk covers it");
    let violation = Violation::new(message, tests_path())
        .because(hop.at("need"), format!("{}: hard", hop.id()))
        .because(tests_path(), format!("none covers that {callee} {when}"))
        .group("tests/TE2 calls");
    Ruling::violated(subject, violation)
}

fn of_mode(seen: &Rehearsed<'_>, id: &str, mode: &FailureMode) -> Ruling {
    let subject = SubjectRef::failure_mode(id);
    match seen.mode(id) {
        Tried::Yes => Ruling::holds(subject),
        Tried::Open(path) => Ruling::unknown(subject, path),
        Tried::No => {
            let message = format!(
                "{id} is written down, and nobody has tried it out or accepted it: no test, experiment or drilled runbook is for it"
            );
            let violation = Violation::new(message, subject.path.clone());
            let at = mode.at.as_ref().map_or("it", |at| at.as_str());
            let violation = violation.because(tests_path(), format!("none brings it about at {at}")).group("tests/TE2 failure mode");
            Ruling::violated(subject, violation)
        }
    }
}
