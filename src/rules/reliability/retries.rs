//! Retries: few, spread out, and in one place only.

use crate::analysis::digits::figure;
use crate::analysis::effective::{Effective, attempts};
use crate::analysis::load::hop_rate;
use crate::analysis::retries::amplification;
use crate::document::Path;
use crate::graph::{Hop, HopId, Vertex};
use crate::plan::map::{BackoffGrowth, Retry};
use crate::plan::value::{Count, Fact, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// RE1: too many attempts, no growing waits, or waits that keep step.
pub(in crate::rules) fn not_gentle(context: &Context<'_>) -> Vec<Ruling> {
    let most = context.threshold("RE1.attempts");
    context.system.hops().map(|(id, hop)| gentle(context, id, hop, most)).collect()
}

fn gentle(context: &Context<'_>, id: HopId, hop: &Hop<'_>, most: f64) -> Ruling {
    let subject = context.call(id);
    let Some(tries) = attempts(hop) else { return Ruling::unknown(subject, hop.at("retry")) };
    let count = tries.value.at().map(|count| count.f64());
    if count.is_some_and(|count| count <= 1.0) {
        return Ruling::holds(subject);
    }
    let mut faults: Vec<(String, Path)> = Vec::new();
    let origin = tries.origin();
    match count {
        None => faults.push((format!("it is tried without end{origin}"), tries.path())),
        Some(count) if count > most => faults.push((format!("{count} attempts{origin}, more than {most}"), tries.path())),
        Some(_) => {}
    }
    let retry = match (&hop.call.retry, &tries.library) {
        (Fact::Known(retry), _) => Some((retry, hop.at("retry"))),
        (_, Some(_)) => {
            crate::analysis::effective::library(hop).and_then(|release| release.retry.known()).map(|retry| (retry, tries.path()))
        }
        _ => None,
    };
    if let Some((retry, path)) = &retry {
        faults.extend(waits(retry, path, tries.library.is_some()));
    }
    if let Some((_, path)) = faults.first() {
        let all: Vec<&str> = faults.iter().map(|(fault, _)| fault.as_str()).collect();
        let mut violation = Violation::new(format!("{}: {}", hop.id(), all.join("; ")), path.clone());
        for (fault, path) in &faults {
            violation = violation.because(path.clone(), fault.clone());
        }
        if let Some(library) = &tries.library {
            violation = violation.group(format!("retries/RE1 {library}"));
        }
        return Ruling::violated(subject, violation);
    }
    match retry {
        Some((retry, path)) if tries.library.is_none() => match open_part(retry) {
            Some(part) => Ruling::unknown(subject, path.key(part)),
            None => Ruling::holds(subject),
        },
        _ => Ruling::holds(subject),
    }
}

/// What is known to be wrong with the waits.
fn waits(retry: &Retry, path: &Path, by_default: bool) -> Vec<(String, Path)> {
    let at = |part: &str| if by_default { path.clone() } else { path.clone().key(part) };
    let mut faults = Vec::new();
    match &retry.backoff {
        Fact::None => faults.push(("it tries again at once, without a wait".to_owned(), at("backoff"))),
        Fact::Known(backoff) if backoff.growth == Some(BackoffGrowth::Fixed) => {
            faults.push(("its waits do not grow".to_owned(), at("backoff")));
        }
        Fact::Known(backoff) if backoff.cap == Some(Limit::Unlimited) => {
            faults.push(("its waits grow without end".to_owned(), at("backoff")));
        }
        Fact::Known(_) | Fact::Unknown => {}
    }
    if retry.jitter.is_none() {
        faults.push(("its waits have no jitter, so callers try again together".to_owned(), at("jitter")));
    }
    faults
}

/// The part of a retry that the plan leaves open.
fn open_part(retry: &Retry) -> Option<&'static str> {
    match () {
        () if retry.backoff.is_unknown() => Some("backoff"),
        () if retry.jitter.is_unknown() => Some("jitter"),
        () => None,
    }
}

/// RE2: retries of several layers multiply.
pub(in crate::rules) fn multiply(context: &Context<'_>) -> Vec<Ruling> {
    let most = context.threshold("RE2.product");
    let blocker = context.threshold("RE2.blocker");
    let mut rulings = Vec::new();
    for route in context.system.routes() {
        let Some(amplification) = amplification(context.system, route) else { continue };
        let subject = SubjectRef::journey(route.id);
        if amplification.product > most {
            let at_least = if amplification.missing.is_empty() { "" } else { "at least " };
            let bound = if amplification.product.is_finite() {
                format!("{at_least}{}", amplification.product)
            } else {
                "any number of requests".to_owned()
            };
            let message = format!(
                "one request of {} can become {bound} at the end of a failing path: {}; more than {most}",
                route.id,
                amplification.spoken()
            );
            let path = amplification.path.last().map_or_else(|| subject.path.clone(), |tries| tries.path.clone());
            let mut violation = Violation::new(message, path).regraded(amplification.product >= blocker);
            for tries in &amplification.path {
                let attempts = if tries.attempts.is_finite() { tries.attempts.to_string() } else { "any number of".to_owned() };
                violation = violation.because(tries.path.clone(), format!("{}: {attempts} attempts{}", tries.id, tries.origin));
            }
            let ends = amplification.path.iter().map(|tries| tries.id.as_str()).collect::<Vec<_>>().join(" ");
            rulings.push(Ruling::violated(subject, violation.group(format!("retries/RE2 {ends}"))));
        } else {
            rulings.push(match amplification.missing.into_iter().next() {
                Some(path) => Ruling::unknown(subject, path),
                None => Ruling::holds(subject),
            });
        }
    }
    rulings
}

/// Hops that may be tried again, with how often.
fn tried_again<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (HopId, &'c Hop<'c>, Effective<'c, Limit<Count>>)> {
    context.system.hops().filter_map(|(id, hop)| {
        let tries = attempts(hop).filter(|tries| tries.value.at().is_none_or(|count| count.0 > 1))?;
        Some((id, hop, tries))
    })
}

/// RE3: nothing limits how much traffic retries add to a busy call.
pub(in crate::rules) fn no_budget(context: &Context<'_>) -> Vec<Ruling> {
    let (busy, most) = (context.threshold("RE3.busy"), context.threshold("RE3.ratio"));
    tried_again(context).filter_map(|(id, hop, tries)| budget(context, id, hop, &tries, busy, most)).collect()
}

fn budget(context: &Context<'_>, id: HopId, hop: &Hop<'_>, tries: &Effective<'_, Limit<Count>>, busy: f64, most: f64) -> Option<Ruling> {
    let path = hop.at("retry").key("budget");
    let budget = hop.call.retry.known().map_or(Fact::Unknown, |retry| retry.budget);
    if budget.known().is_some_and(|budget| budget.share() <= most) {
        return Some(Ruling::holds(context.call(id)));
    }
    let peak = context.hop_peaks().get(id.index())?;
    let is_busy = peak.per_second >= busy;
    if budget.is_unknown() || (!is_busy && peak.complete) {
        // What is not busy needs no budget.
        return is_busy.then(|| Ruling::unknown(context.call(id), path));
    }
    let rate = hop_rate(context.system, id);
    if !is_busy {
        // What may be busy is asked for its traffic.
        return rate.how.first_missing().map(|path| Ruling::unknown(context.call(id), path));
    }
    let said = match budget {
        Fact::Unknown => return Some(Ruling::unknown(context.call(id), path)),
        Fact::None => "no budget limits its retries".to_owned(),
        Fact::Known(budget) => format!("its retries may add {} %, more than {} %", figure(budget.share() * 100.0), figure(most * 100.0)),
    };
    let times = tries.value.at().map_or("any number of times".to_owned(), |count| format!("up to {count} times"));
    let message =
        format!("{} is made {}{}/s at peak, each tried {times}, and {said}", hop.id(), rate.how.at_least(), figure(rate.per_second));
    let violation = Violation::new(message, path.clone())
        .because(tries.path(), format!("tried {times}{}", tries.origin()))
        .because(path.clone(), said)
        .derived(&rate.how)
        .suggest(path, format!("{}%", figure(most * 100.0)));
    Some(Ruling::violated(context.call(id), violation))
}

/// The client errors of HTTP that another try may find gone: time-out, too early, too many.
const PASSING: [u64; 3] = [408, 425, 429];

/// RE4: errors that stay are tried again, or a server that says when to come back is not listened to.
pub(in crate::rules) fn final_errors(context: &Context<'_>) -> Vec<Ruling> {
    // Stores speak no HTTP.
    let calls = tried_again(context).filter(|(_, hop, _)| matches!(context.system.vertex(hop.callee), Vertex::Component(..)));
    calls.map(|(id, hop, _)| final_errors_of(context.call(id), hop)).collect()
}

fn final_errors_of(subject: SubjectRef, hop: &Hop<'_>) -> Ruling {
    let retry = hop.call.retry.known();
    let at = |field: &str| hop.at("retry").key(field);
    let statuses = retry.and_then(|retry| retry.statuses.as_ref());
    let stays = |status: &&Count| (400..500).contains(&status.0) && !PASSING.contains(&status.0);
    let wrong: Vec<String> = statuses.into_iter().flatten().filter(stays).map(ToString::to_string).collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    Demands::default()
        .want(
            statuses.map(|_| wrong.is_empty()),
            at("statuses"),
            format!("tries again after {}, which another try does not change", joined(&wrong)),
        )
        .want(retry.and_then(|retry| retry.retry_after), at("retry_after"), "does not wait as long as Retry-After asks")
        .ruling(subject, |lacks| format!("{} {lacks}", hop.id()))
}
