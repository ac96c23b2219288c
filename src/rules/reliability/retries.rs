//! Retries: few, spread out, and in one place only.

use crate::analysis::effective::attempts;
use crate::analysis::retries::amplification;
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::plan::map::{BackoffGrowth, Retry};
use crate::plan::value::{Fact, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

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
