//! Bulkheads: what falls with what.

mod ceiling;
mod in_flight;
mod roles;
mod sharing;

pub(in crate::rules) use in_flight::no_room;
pub(in crate::rules) use roles::shared_process;
pub(in crate::rules) use sharing::shared_place;

use crate::analysis::availability::Ceiling;
use crate::analysis::structure::{Standing, standing};
use crate::document::Path;
use crate::graph::{Cycle, Route, System};
use crate::plan::Criticality;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// BH3: components that wait for each other in a circle, at requests or at start.
pub(in crate::rules) fn cycle(context: &Context<'_>) -> Vec<Ruling> {
    let system = context.system;
    let mut rulings = Vec::new();
    for (cycles, when) in [(system.request_cycles(), "while a request is answered"), (system.start_cycles(), "when they start")] {
        for cycle in cycles {
            if let Some(ruling) = round(system, &cycle, when) {
                rulings.push(ruling);
            }
        }
    }
    if rulings.is_empty() && system.hops().next().is_some() {
        rulings.push(Ruling::holds(SubjectRef::system()));
    }
    rulings
}

fn round(system: &System<'_>, cycle: &Cycle, when: &str) -> Option<Ruling> {
    let hops: Vec<_> = cycle.hops.iter().map(|id| system.hop(*id)).collect();
    let first = hops.first()?;
    let start = system.vertex(first.caller).id();
    let mut names: Vec<&str> = hops.iter().map(|hop| system.vertex(hop.caller).id()).collect();
    names.push(start);
    let who = if hops.len() == 1 { format!("{start} needs itself") } else { format!("{} components need each other", hops.len()) };
    let message = format!("{who} in a circle {when}: {}", names.join(" -> "));
    let mut violation = Violation::new(message, first.at("need"));
    for hop in &hops {
        let how = if hop.is_stated_hard() { "hard" } else { "hard, as no need is stated" };
        violation = violation.because(hop.at("need"), format!("{}: {how}, waited for", hop.id()));
    }
    Some(Ruling::violated(SubjectRef::component(start), violation))
}

/// BH5: something critical can't work without something that is less so.
pub(in crate::rules) fn criticality_inversion(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, hop) in context.system.hops() {
        let (caller, callee) = (context.system.vertex(hop.caller).id(), context.system.vertex(hop.callee).id());
        if context.plan.criticality_of(caller) != Some(Criticality::Critical) {
            continue;
        }
        let Some(standing) = standing(context.system, id) else { continue };
        let subject = context.call(id);
        rulings.push(match standing {
            Standing::Open(path) => Ruling::unknown(subject, path),
            Standing::Fits => Ruling::holds(subject),
            Standing::Inverted(inversion) => {
                let lower = inversion.callee.as_str();
                let message = format!("{caller} is critical and can't work without {callee}, which is only {lower}");
                let violation = Violation::new(message, hop.at("need"))
                    .because(criticality_path(context, caller), format!("{caller}: critical"))
                    .because(criticality_path(context, callee), format!("{callee}: {lower}"))
                    .because(hop.at("need"), format!("{}: hard", hop.id()));
                Ruling::violated(subject, violation)
            }
        });
    }
    rulings
}

/// Where the criticality of a node stands: at itself, or at the head of the plan.
fn criticality_path(context: &Context<'_>, id: &str) -> Path {
    let own = context.plan.node(id).is_some_and(|node| node.criticality().is_some());
    let section = if context.plan.store(id).is_some() { ["data", "stores"] } else { ["map", "components"] };
    if own { Path::of(section).key(id).key("criticality") } else { Path::of(["criticality"]) }
}

/// BH6: more is promised than the dependencies allow. What is furthest from its promise comes first.
pub(in crate::rules) fn slo_above_ceiling(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    let missed = |(route, ceiling): &(&Route<'_>, &Ceiling)| {
        route.journey.availability_target().map_or(0.0, |target| ceiling.unavailability.low() - target.rest())
    };
    let mut routes: Vec<_> = context.system.routes().iter().zip(&context.ceilings).collect();
    routes.sort_by(|a, b| missed(b).total_cmp(&missed(a)));
    for (route, ceiling) in routes {
        let subject = SubjectRef::journey(route.id);
        let path = subject.path.clone().key("slo").key("availability");
        let Some(target) = route.journey.availability_target() else {
            rulings.push(Ruling::unknown(subject, path));
            continue;
        };
        rulings.push(ceiling::against_target(context, route, ceiling, subject, target, path));
    }
    rulings
}
