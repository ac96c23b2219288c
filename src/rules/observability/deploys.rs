//! Deploys: a bad one is noticed and undone within the error budget.

use crate::document::Path;
use crate::graph::Route;
use crate::plan::value::{Duration, Percent};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// DE2: noticing and undoing one bad deploy costs more than the error budget.
pub(in crate::rules) fn bad_deploy_over_budget(context: &Context<'_>) -> Vec<Ruling> {
    let deploys = context.plan.build.as_ref().and_then(|build| build.deploys.as_ref());
    let mut rulings = Vec::new();
    for (component, deploy) in deploys.into_iter().flat_map(|deploys| deploys.iter()) {
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
