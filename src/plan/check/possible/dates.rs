//! Dates and times that can't stand in this order.

use super::{At, Told};
use crate::plan::Plan;
use crate::plan::data::Migration;
use crate::plan::operations::Incident;

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let accepted = At::section(&["operations", "accepted"]);
    for (id, acceptance) in plan.accepted() {
        let dates = [("since", acceptance.since), ("until", acceptance.until)];
        told.in_order(&accepted.key(id.as_str()), &dates, "it would be over before it began");
    }
    let operations = plan.operations.as_ref();
    let incidents = At::section(&["operations", "incidents"]);
    for (id, found) in operations.and_then(|operations| operations.incidents.as_ref()).into_iter().flatten() {
        incident(&incidents.key(id.as_str()), found, told);
    }
    let migrations = At::section(&["data", "migrations"]);
    for (id, found) in plan.data.as_ref().and_then(|data| data.migrations.as_ref()).into_iter().flatten() {
        migration(&migrations.key(id.as_str()), found, told);
    }
}

/// Users may stop noticing before anyone has noticed, but nothing comes before the start.
fn incident(at: &At<'_>, incident: &Incident, told: &mut Told<'_>) {
    let why = "nothing of an incident comes before it started; times of other zones need their offset";
    told.in_order(at, &[("started", incident.started), ("detected", incident.detected)], why);
    told.in_order(at, &[("started", incident.started), ("mitigated", incident.mitigated), ("ended", incident.ended)], why);
}

/// The steps of a migration are done one after the other.
fn migration(at: &At<'_>, migration: &Migration, told: &mut Told<'_>) {
    let steps = at.key("steps");
    let mut before = None;
    for (number, done) in migration.steps.iter().flatten().enumerate().filter_map(|(number, step)| Some((number, step.done?))) {
        if let Some(earlier) = before.filter(|earlier| done < *earlier) {
            let message = format!("it was done on {done}, and a step before it on {earlier}");
            told.tell(&steps.item(number).key("done"), message, "the steps are listed in the order in which they are done");
        }
        before = Some(done);
    }
}
