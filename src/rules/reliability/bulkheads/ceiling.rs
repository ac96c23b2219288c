//! A target against what the dependencies allow.

use crate::analysis::availability::Ceiling;
use crate::analysis::digits::{figure, up};
use crate::document::Path;
use crate::graph::Route;
use crate::plan::value::{DAYS_PER_YEAR, Number, Percent};
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
    let allowed = format!("{} %", up(ceiling.unavailability.low(), Some(target)));
    if ceiling.unavailability.low() > target.rest() * (1.0 + 1e-12) {
        let minutes = (ceiling.unavailability.low() - target.rest()) * 1_440.0 * DAYS_PER_YEAR;
        let at_most = if ceiling.unknown.is_empty() { "" } else { "at most " };
        let message = format!(
            "{} promises {target}, and what it depends on allows {at_most}{}: {} a year too much",
            route.id,
            allowed,
            crate::plan::value::Duration::from_secs(minutes * 60.0).spoken()
        );
        let mut violation = Violation::new(message, path.clone()).because(path, format!("target: {target}"));
        for term in ceiling.dearest().take(NAMED) {
            violation = violation.because(term.path, term.text);
        }
        // What journeys of one entry have behind them is mostly the same.
        let entry = route.entries.first().map_or("", |at| context.system.vertex(*at).id());
        return Ruling::violated(subject, violation.group(format!("bulkheads/BH6 {entry}")));
    }
    if let Some(unknown) = ceiling.unknown.first() {
        return Ruling::unknown(subject, unknown.path.clone());
    }
    let share = context.threshold("BH6.extra_nine");
    let points = ceiling.single_points.iter().filter_map(|id| Some((*id, ceiling.tree.events().get(id.index())?)));
    let too_large: Vec<_> = points.filter(|(_, event)| event.probability > target.rest() * share * (1.0 + 1e-12)).collect();
    if too_large.is_empty() {
        return Ruling::holds(subject);
    }
    let names: Vec<String> =
        too_large.iter().map(|(_, event)| format!("{} ({} %)", event.name, figure(event.probability * 100.0))).collect();
    let message = format!(
        "{} can meet {target} (its dependencies allow {}), but each of these alone takes more than {} % of its error budget: {}",
        route.id,
        allowed,
        Number(share * 100.0),
        names.join(", ")
    );
    let mut violation = Violation::new(message, path.clone()).because(path, format!("target: {target}")).regraded(true);
    for term in too_large.into_iter().filter_map(|(id, _)| ceiling.term(id)) {
        violation = violation.because(term.path, term.text);
    }
    Ruling::violated(subject, violation)
}
