//! Deploys: what changes behaviour spreads in stages, and a bad change is noticed and undone within the error budget.

use crate::document::Path;
use crate::graph::Route;
use crate::plan::Criticality;
use crate::plan::build::{Deploy, DynamicInput, InputKind, Strategy};
use crate::plan::value::{Duration, Percent};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use std::collections::BTreeMap;

/// DE1: a deploy reaches everything at once, or its stages are shorter than it takes to notice a fault.
pub(in crate::rules) fn faster_than_noticed(context: &Context<'_>) -> Vec<Ruling> {
    let deploys = context.plan.deploys();
    deploys.filter_map(|(component, deploy)| spread(context, component.as_str(), deploy)).collect()
}

fn spread(context: &Context<'_>, component: &str, deploy: &Deploy) -> Option<Ruling> {
    let subject = SubjectRef::deploy(component);
    let at = |field: &str| subject.path.clone().key(field);
    let Some(strategy) = deploy.strategy else {
        let path = at("strategy");
        return Some(Ruling::unknown(subject, path));
    };
    if strategy == Strategy::AllAtOnce {
        return match context.plan.criticality_of(component) {
            Some(criticality @ (Criticality::Critical | Criticality::High)) => {
                let message = format!(
                    "a new version of {component}, whose criticality is {}, replaces all instances at once: a fault is everywhere before it is noticed",
                    criticality.as_str()
                );
                let violation = Violation::new(message, at("strategy")).because(at("strategy"), "everywhere at the same time");
                Some(Ruling::violated(subject, violation))
            }
            Some(Criticality::Medium | Criticality::Low) => None,
            None => Some(Ruling::unknown(subject, Path::of(["map", "components", component, "criticality"]))),
        };
    }
    Some(match (deploy.bake, deploy.detect) {
        (Some(bake), Some(detect)) if bake >= detect => Ruling::holds(subject),
        (Some(bake), Some(detect)) => {
            let message = format!(
                "each stage of a new version of {component} is watched for {}, and it takes {} to notice that one is bad",
                bake.spoken(),
                detect.spoken()
            );
            let violation = Violation::new(message, at("bake"))
                .because(at("bake"), format!("a stage is watched for {}", bake.spoken()))
                .because(at("detect"), format!("a bad version is noticed after {}", detect.spoken()))
                .group(format!("deploys/DE1 {bake} {detect}"))
                .suggest(at("bake"), detect.to_string());
            Ruling::violated(subject, violation)
        }
        (None, _) => {
            let path = at("bake");
            Ruling::unknown(subject, path)
        }
        (_, None) => {
            let path = at("detect");
            Ruling::unknown(subject, path)
        }
    })
}

/// DE2: noticing and undoing one bad deploy costs more than the error budget.
pub(in crate::rules) fn bad_deploy_over_budget(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (component, deploy) in context.plan.deploys() {
        let subject = SubjectRef::deploy(component.as_str());
        let at = |field: &str| subject.path.clone().key(field);
        let Some(place) = context.system.find(component.as_str()) else { continue };
        let through: Vec<&Route<'_>> = context.system.routes().iter().filter(|route| route.reaches(place)).collect();
        if through.is_empty() {
            continue;
        }
        let Some((route, target, budget)) = through.iter().filter_map(|route| strictest(route)).min_by(|a, b| a.2.cmp(&b.2)) else {
            let path = through.first().map_or_else(Path::root, |route| Path::of(["goals", "journeys", route.id, "slo"]));
            rulings.push(Ruling::unknown(subject, path));
            continue;
        };
        let cost = deploy.detect.unwrap_or_default().plus(deploy.rollback.unwrap_or_default());
        let complete = deploy.detect.is_some() && deploy.rollback.is_some();
        if cost <= budget {
            rulings.push(match () {
                () if complete => Ruling::holds(subject.clone()),
                () if deploy.detect.is_none() => Ruling::unknown(subject.clone(), at("detect")),
                () => Ruling::unknown(subject.clone(), at("rollback")),
            });
            continue;
        }
        let at_least = if complete { "" } else { "at least " };
        let spoken = |time: Option<Duration>| time.map_or("an unknown time".to_owned(), Duration::spoken);
        let message = format!(
            "a bad version of {component} is noticed after {} and undone after {} more: {at_least}{}, and {} at {target} may fail for {} in its window",
            spoken(deploy.detect),
            spoken(deploy.rollback),
            cost.spoken(),
            route.id,
            budget.spoken()
        );
        let slo = Path::of(["goals", "journeys", route.id, "slo", "availability"]);
        let violation = Violation::new(message, at("rollback"))
            .because(at("detect"), format!("noticed after {}", spoken(deploy.detect)))
            .because(at("rollback"), format!("undone after {}", spoken(deploy.rollback)))
            .because(slo, format!("{}: {target} leaves {}", route.id, budget.spoken()));
        rulings.push(Ruling::violated(subject.clone(), violation));
    }
    rulings
}

/// The target of a journey and the time that it may fail in its window: (1 − target) × window.
fn strictest<'r, 'p>(route: &'r Route<'p>) -> Option<(&'r Route<'p>, Percent, Duration)> {
    let availability = route.journey.slo.as_ref()?.availability.as_ref()?;
    let target = availability.target?;
    Some((route, target, availability.window().times(target.rest())))
}

/// DE3: a change of configuration, data, flags or permissions reaches everything without stages.
pub(in crate::rules) fn without_stages(context: &Context<'_>) -> Vec<Ruling> {
    let inputs = context.plan.dynamic_inputs();
    let rulings = inputs.map(|(id, input)| {
        let subject = SubjectRef::dynamic_input(id.as_str());
        let path = subject.path.clone().key("staged");
        let demands = Demands::default().want_some(&input.staged, path, "no stages");
        demands.ruling(subject, |_| format!("a change of {id} reaches everything that reads it at once: it is rolled out without stages"))
    });
    rulings.collect()
}

/// DE4: old and new version can't run side by side, or nobody checks which version an instance runs.
pub(in crate::rules) fn versions_apart(context: &Context<'_>) -> Vec<Ruling> {
    let deploys = context.plan.deploys();
    let rulings = deploys.map(|(component, deploy)| {
        let subject = SubjectRef::deploy(component.as_str());
        let at = |field: &str| subject.path.clone().key(field);
        let mut demands = Demands::default();
        // What is replaced all at once never runs beside the version before.
        if deploy.strategy != Some(Strategy::AllAtOnce) {
            demands = demands.want(deploy.side_by_side, at("side_by_side"), "can't run beside the version before");
        }
        let demands = demands.want(deploy.version_checked, at("version_checked"), "is not verified on every instance before it is used");
        demands.ruling(subject, |lacks| format!("a new version of {component} {lacks}"))
    });
    rulings.collect()
}

/// DE5: new code is behind no flag, though what triggers it is data that comes later.
pub(in crate::rules) fn later_data_without_flag(context: &Context<'_>) -> Vec<Ruling> {
    let read = inputs_by_reader(context);
    let mut rulings = Vec::new();
    for (component, deploy) in context.plan.deploys() {
        let Some((id, input)) = read.get(component.as_str()) else { continue };
        let subject = SubjectRef::deploy(component.as_str());
        let path = subject.path.clone().key("flags");
        let input_path = Path::of(["build", "dynamic_inputs", *id]);
        rulings.push(match (deploy.flags, input.kind) {
            (Some(true), _) => Ruling::holds(subject),
            (None, _) => Ruling::unknown(subject, path),
            (Some(false), None) => Ruling::unknown(subject, input_path.key("kind")),
            (Some(false), Some(_)) => {
                let message = format!(
                    "new code of {component} is behind no flag, and a later change of {id} can be the first to run it, after the stages of the deploy are over"
                );
                let violation = Violation::new(message, path.clone())
                    .because(path.clone(), "new code is behind no flag")
                    .because(input_path.key("read_by"), format!("{component} reads {id}"))
                    .suggest(path, "true");
                Ruling::violated(subject, violation)
            }
        });
    }
    rulings
}

/// For each component an input that can trigger code later: one of a kind that does, else one whose kind is not stated.
fn inputs_by_reader<'p>(context: &Context<'p>) -> BTreeMap<&'p str, (&'p str, &'p DynamicInput)> {
    let mut read: BTreeMap<&str, (&str, &DynamicInput)> = BTreeMap::new();
    for (id, input) in context.plan.dynamic_inputs() {
        // A flag or a permission is turned on by people who know what it does.
        if matches!(input.kind, Some(InputKind::Flag | InputKind::Permission)) {
            continue;
        }
        for reader in input.read_by.iter().flatten() {
            let first = read.entry(reader.as_str()).or_insert((id.as_str(), input));
            if first.1.kind.is_none() {
                *first = (id.as_str(), input);
            }
        }
    }
    read
}
