//! Components, stores, groups of alternatives, and ways to fail.

use super::{At, Told, node};
use crate::plan::map::{Admission, Component, FailureMode, Fmea};
use crate::plan::reference::GroupRef;
use crate::plan::value::{Count, Duration, Fact, Limit, Percent};
use crate::plan::{CallKey, Plan};
use std::collections::BTreeMap;

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let components = At::section(&["map", "components"]);
    for (id, found) in plan.components() {
        let at = components.key(id.as_str());
        node::node(&at, found, told);
        component(&at, found, told);
    }
    let modes = At::section(&["map", "failure_modes"]);
    for (id, mode) in plan.failure_modes() {
        failure_mode(&modes.key(id.as_str()), mode, told);
    }
    groups(plan, told);
}

fn component(at: &At<'_>, found: &Component, told: &mut Told<'_>) {
    told.above_zero(at, "deadline", found.deadline.as_ref(), "a request takes some time; leave it out where it is not known");
    if let Fact::Known(Admission { in_flight, rate, .. }) = &found.admission {
        let at = at.key("admission");
        let shut = "what lets nothing in answers nothing; write `unlimited` where there is no bound";
        told.above_zero(&at, "in_flight", in_flight.as_ref().and_then(Limit::at), shut);
        told.above_zero(&at, "rate", rate.as_ref().and_then(Limit::at), shut);
    }
    if let Fact::Known(singleton) = &found.singleton {
        told.above_zero(&at.key("singleton"), "ttl", singleton.ttl.as_ref(), "a guard holds for some time");
    }
    if let Some(schedule) = &found.schedule {
        told.above_zero(&at.key("schedule"), "every", schedule.every.as_ref(), "there is some time between two runs");
    }
    for (name, resource) in found.scales_with.known().into_iter().flatten() {
        told.above_zero(&at.key("scales_with").key(name), "limit", resource.limit.as_ref(), "leave it out where there is no limit");
    }
}

/// More alternatives that must work than there are.
fn groups(plan: &Plan, told: &mut Told<'_>) {
    let Some(groups) = plan.map.as_ref().and_then(|map| map.groups.as_ref()) else { return };
    let at = At::section(&["map", "groups"]);
    let members = members(plan);
    for (id, group) in groups {
        let at = at.key(id.as_str());
        let needs = group.needs.unwrap_or(Count(1));
        told.above_zero(&at, "needs", group.needs.as_ref(), "at least one must work");
        // A group without any alternative is begun, not wrong: its calls come next.
        let callers = members.iter().filter(|((_, of), _)| of == &id);
        for ((caller, _), count) in callers.filter(|(_, count)| **count < needs.0) {
            let message = format!("{needs} of `{id}` must work, and {caller} has {count} of them");
            told.tell(&at.key("needs"), message, format!("calls of {caller} with `any_of: {id}` are the alternatives"));
        }
    }
}

/// How many alternatives each caller has in each group.
fn members(plan: &Plan) -> BTreeMap<(&str, &GroupRef), u64> {
    let mut members = BTreeMap::new();
    for (key, call) in plan.calls() {
        let CallKey(_) = key;
        let operations = call.operations.as_ref().filter(|operations| !operations.is_empty());
        let own = || operations.is_none().then_some(call.any_of.as_ref());
        let groups =
            operations.into_iter().flat_map(|operations| operations.values()).map(|one| one.any_of.as_ref().or(call.any_of.as_ref()));
        for group in groups.chain(own()).flatten() {
            *members.entry((key.caller(), group)).or_default() += 1;
        }
    }
    members
}

fn failure_mode(at: &At<'_>, mode: &FailureMode, told: &mut Told<'_>) {
    let noticed = mode.detect.as_ref().and_then(|detect| detect.within);
    let ended = mode.recover.as_ref().and_then(|recover| recover.within);
    let sum = noticed.unwrap_or_default().plus(ended.unwrap_or_default());
    if let Some(lasts) = mode.lasts.filter(|lasts| *lasts < sum) {
        let message = format!("`lasts` {lasts} is less than it takes to notice and to end it, {sum}");
        told.tell(&at.key("lasts"), message, "write only the two parts, or only the sum");
    }
    let lasts: Duration = mode.lasts.unwrap_or(sum);
    if let Some(rate) = mode.frequency
        && rate.hz() * lasts.secs() * mode.users.map_or(1.0, Percent::share) > 1.0
    {
        let message = format!("{rate} of {lasts} each is more than all the time");
        told.tell(&at.key("frequency"), message, "it can't fail again before it has ended: correct how often, or how long");
    }
    let Some(Fmea { severity, occurrence, detection }) = mode.fmea else { return };
    for (field, score) in [("severity", severity), ("occurrence", occurrence), ("detection", detection)] {
        if let Some(score) = score.filter(|Count(score)| !(1..=10).contains(score)) {
            told.tell(&at.key("fmea").key(field), format!("there is no score {score}"), "scores go from 1, harmless, to 10");
        }
    }
}
