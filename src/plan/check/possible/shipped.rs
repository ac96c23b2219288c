//! Load tests, scenarios of experiments, and burn windows.

use super::{At, Told};
use crate::plan::Plan;
use crate::plan::operations::{Alert, Windows};
use crate::plan::validation::{Experiment, LoadTest};

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let loads = At::section(&["validation", "loads"]);
    for (id, found) in plan.loads() {
        load_test(&loads.key(id.as_str()), found, told);
    }
    let experiments = At::section(&["validation", "experiments"]);
    for (id, found) in plan.experiments() {
        experiment(&experiments.key(id.as_str()), found, told);
    }
    let alerts = At::section(&["operations", "alerts"]);
    for (id, found) in plan.alerts() {
        alert(&alerts.key(id.as_str()), found, told);
    }
}

fn load_test(at: &At<'_>, test: &LoadTest, told: &mut Told<'_>) {
    told.above_zero(at, "rate", test.rate.as_ref(), "a test of no load shows nothing");
    told.above_zero(at, "instances", test.instances.as_ref(), "at least one ran");
}

fn experiment(at: &At<'_>, experiment: &Experiment, told: &mut Told<'_>) {
    if experiment.ran.is_none() && experiment.result.is_some() {
        told.tell(&at.key("result"), "it has a result and never ran", "write in `ran` when it did, or leave the result out");
    }
    let Some(scenario) = &experiment.scenario else { return };
    let at = at.key("scenario");
    let times = "write how many times as it is, as 3x";
    for (place, factor) in scenario.slow.iter().flatten() {
        told.above_zero(&at.key("slow"), place.as_str(), Some(factor), times);
    }
    for (journey, factor) in scenario.traffic.iter().flatten() {
        told.above_zero(&at.key("traffic"), journey.as_str(), Some(factor), times);
    }
}

fn alert(at: &At<'_>, alert: &Alert, told: &mut Told<'_>) {
    let Some(Windows::These(windows)) = &alert.windows else { return };
    let list = at.key("windows");
    for (number, window) in windows.iter().enumerate() {
        let at = list.item(number);
        for (field, time) in [("long", window.long), ("short", window.short)] {
            told.above_zero(&at, field, time.as_ref(), "a window is a time to look back over, as 1h");
        }
        told.ascending(&at, &[("short", window.short), ("long", window.long)], "the short window ends the alert soon; it is the smaller");
        told.above_zero(&at, "factor", window.factor.as_ref(), "write how many times faster than allowed the budget burns, as 14.4");
    }
}
