//! A target against what the dependencies allow.

use crate::analysis::availability::Ceiling;
use crate::document::Path;
use crate::graph::Route;
use crate::plan::value::{DAYS_PER_YEAR, Percent};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// How many of the events that cost most a finding names.
const NAMED: usize = 5;

/// BH6 for one journey: the target is above the ceiling; or, a note, a single point of failure takes more than a tenth of the budget.
pub(super) fn against_target(
    context: &Context<'_>,
    route: &Route<'_>,
    ceiling: &Ceiling,
    subject: SubjectRef,
    target: Percent,
    path: Path,
) -> Ruling {
    let allowed = ceiling.availability();
    if ceiling.unavailability.low() > target.rest() * (1.0 + 1e-12) {
        let minutes = (ceiling.unavailability.low() - target.rest()) * 1_440.0 * DAYS_PER_YEAR;
        let at_most = if ceiling.unknown.is_empty() { "" } else { "at most " };
        let message = format!(
            "{} promises {target}, and what it depends on allows {at_most}{}: {} a year too much",
            route.id,
            percent(allowed),
            crate::plan::value::Duration::from_secs(minutes * 60.0).spoken()
        );
        let mut violation = Violation::new(message, path.clone()).because(path, format!("target: {target}"));
        for (_, _, term) in ceiling.dearest().into_iter().take(NAMED) {
            violation = violation.because(term.path.clone(), term.text.clone());
        }
        return Ruling::violated(subject, violation);
    }
    if let Some(unknown) = ceiling.unknown.first() {
        return Ruling::unknown(subject, unknown.path.clone());
    }
    let share = context.threshold("BH6.extra_nine");
    let points =
        ceiling.single_points.iter().filter_map(|event| ceiling.tree.events().get(event.index()).zip(ceiling.events.get(event.index())));
    let too_large: Vec<_> = points.filter(|(event, _)| event.probability > target.rest() * share * (1.0 + 1e-12)).collect();
    if too_large.is_empty() {
        return Ruling::holds(subject);
    }
    let names: Vec<String> = too_large.iter().map(|(event, _)| format!("{} ({})", event.name, percent(event.probability))).collect();
    let message = format!(
        "{} can meet {target} (its dependencies allow {}), but each of these alone takes more than {} % of its error budget: {}",
        route.id,
        percent(allowed),
        crate::plan::value::Number(share * 100.0),
        names.join(", ")
    );
    let mut violation = Violation::new(message, path.clone()).because(path, format!("target: {target}")).regraded(true);
    for (_, term) in too_large {
        violation = violation.because(term.path.clone(), term.text.clone());
    }
    Ruling::violated(subject, violation)
}

/// A share with enough digits to tell it from its neighbours: `99.9412 %`.
fn percent(share: f64) -> String {
    format!("{} %", crate::plan::value::Number((share * 1e8).round() / 1e6))
}
