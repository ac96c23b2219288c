//! Journeys, their traffic and their targets; and what one currency is worth.

use super::{At, Told};
use crate::plan::Plan;
use crate::plan::goals::{Slo, Traffic};
use crate::plan::value::{Duration, Factor};

const NO_TIME: &str = "a request takes some time; leave it out where it is not known";
const NO_WINDOW: &str = "a window is a time to look back over, as 30d";

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let rates = At::section(&["currency_rates"]);
    for (currency, worth) in plan.currency_rates.iter().flatten() {
        told.above_zero(&rates, currency, Some(worth), "write what one of it is worth, as `EUR: 1.08 USD`");
    }
    let journeys = At::section(&["goals", "journeys"]);
    for (id, journey) in plan.journeys() {
        let at = journeys.key(id.as_str());
        told.above_zero(&at, "deadline", journey.deadline.as_ref(), NO_TIME);
        if let Some(found) = &journey.traffic {
            traffic(&at.key("traffic"), found, told);
        }
        if let Some(found) = &journey.slo {
            slo(&at.key("slo"), found, told);
        }
    }
}

fn traffic(at: &At<'_>, traffic: &Traffic, told: &mut Told<'_>) {
    told.ascending(at, &[("average", traffic.average), ("peak", traffic.peak)], "the peak is the busiest minute: no mean is above it");
    let spike = at.key("spike");
    if let Some(Factor(factor)) = traffic.spike.as_ref().and_then(|spike| spike.factor)
        && factor < 1.0
    {
        told.tell(&spike.key("factor"), "a rise to less than before is no rise", "write how many times the traffic before it, as 3x");
    }
}

fn slo(at: &At<'_>, slo: &Slo, told: &mut Told<'_>) {
    let mut window = |objective: &str, window: Option<Duration>| {
        told.above_zero(&at.key(objective), "window", window.as_ref(), NO_WINDOW);
    };
    window("availability", slo.availability.as_ref().and_then(|target| target.window));
    window("latency", slo.latency.as_ref().and_then(|target| target.window));
    window("freshness", slo.freshness.as_ref().and_then(|target| target.window));
    let Some(latency) = &slo.latency else { return };
    let at = at.key("latency");
    let targets = latency.quantiles().map(|(name, _, target)| (name, target));
    for (name, target) in &targets {
        told.above_zero(&at, name, target.as_ref(), NO_TIME);
    }
    told.ascending(&at, &targets, super::node::QUANTILES);
}
