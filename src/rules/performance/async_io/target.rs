//! Journeys that are slower than they should be.

use crate::analysis::latency_target::{Against, target, target_path};
use crate::graph::Route;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// AI1: the p99 of a journey is above its target.
pub(in crate::rules) fn over_latency_target(context: &Context<'_>) -> Vec<Ruling> {
    context.system.routes().iter().zip(context.latency_targets()).map(|(route, against)| p99_against_target(route, against)).collect()
}

fn p99_against_target(route: &Route<'_>, against: &Against) -> Ruling {
    let subject = SubjectRef::journey(route.id);
    let path = target_path(route);
    match against {
        Against::Met => Ruling::holds(subject),
        Against::Open(path) => Ruling::unknown(subject, path.clone()),
        Against::Missed(message, how) => {
            let mut violation = Violation::new(message.clone(), path.clone());
            if let Some(target) = target(route) {
                violation = violation.because(path, format!("p99 target: {target}"));
            }
            Ruling::violated(subject, violation.derived(how))
        }
    }
}
