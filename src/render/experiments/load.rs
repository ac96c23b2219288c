//! The load tests of the plan as k6 takes them: an arrival rate, and thresholds from the objectives.

use super::steady::rounded;
use crate::graph::System;
use crate::plan::contracts::{Endpoint, IdempotencyKind};
use crate::plan::goals::LatencyTarget;
use crate::plan::validation::LoadTest;
use crate::plan::value::{Duration, Number, Rate};
use crate::plan::{Entity, Id};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// A load test.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct LoadView<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: String,
    /// Its file, beside those of the others.
    pub file: String,
    /// What the plan says of it.
    facts: &'p LoadTest,
    /// The journey whose requests it makes.
    journey: Option<&'p str>,
    /// What is asked for, as the plan writes rates.
    wanted: Option<Rate>,
    /// The same in requests for each `unit`; null: neither the test nor its journey says how much.
    pub rate: Option<u64>,
    /// The time that `rate` and `start` count in: `1s`, `1m` or `1h`.
    unit: &'static str,
    /// Where it starts: the average of the journey.
    start: u64,
    /// How fast it rises, as k6 writes a time.
    rise: String,
    /// The requests under way at that rate, where each takes as long as the slowest objective allows.
    under_way: u64,
    /// The requests under way where each takes as long as the deadline allows.
    most_under_way: u64,
    /// The share of requests that may fail.
    failures: Option<f64>,
    /// The times that the objectives allow.
    thresholds: Vec<Threshold>,
    /// Where the requests go.
    endpoints: Vec<EndpointView<'p>>,
}

/// `p(99)` within so many milliseconds.
#[derive(Debug, Serialize, JsonSchema)]
struct Threshold {
    /// The quantile in percent: `99`.
    quantile: String,
    /// How long it may take, in milliseconds.
    within_ms: String,
}

/// An endpoint that the requests of a load test go to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LoadEndpoint")]
struct EndpointView<'p> {
    /// Its name, `POST /orders`.
    name: &'p str,
    /// The method.
    method: &'p str,
    /// The path.
    path: &'p str,
    /// Whether each request carries a key of its own.
    keyed: bool,
}

pub(super) fn loads<'p>(system: &System<'p>) -> Vec<LoadView<'p>> {
    system.plan.loads().map(|(id, load)| view(system, id, load)).collect()
}

fn view<'p>(system: &System<'p>, id: &'p Id, load: &'p LoadTest) -> LoadView<'p> {
    let name = load.journey.as_ref().map(crate::plan::reference::JourneyRef::as_str);
    let journey = name.and_then(|name| system.plan.journey(name));
    let traffic = journey.and_then(|journey| journey.traffic.as_ref());
    let wanted = load.rate.or_else(|| traffic?.peak);
    let (unit, seconds) = unit(wanted);
    let start = traffic.and_then(|traffic| traffic.average).map_or(0.0, Rate::hz).min(wanted.map_or(0.0, Rate::hz));
    let slo = journey.and_then(|journey| journey.slo.as_ref());
    let quantiles = slo.and_then(|slo| slo.latency.as_ref()).map(LatencyTarget::quantiles);
    let stated: Vec<(f64, Duration)> = quantiles.into_iter().flatten().filter_map(|(_, share, within)| Some((share, within?))).collect();
    let slowest = stated.last().map(|(_, within)| *within);
    let deadline = journey.and_then(|journey| journey.deadline);
    // Little's law: what is under way is the rate times the time that each takes.
    let at_once = |time: Option<Duration>| whole(wanted.map_or(0.0, Rate::hz) * time.map_or(1.0, Duration::secs)).max(1);
    LoadView {
        id: id.as_str(),
        title: words::title(id.as_str(), load.title()),
        file: format!("load-{}.js", words::slug(id.as_str())),
        facts: load,
        journey: name,
        wanted,
        rate: wanted.map(|rate| whole(rate.hz() * seconds)),
        unit,
        start: whole(start * seconds),
        rise: format!("{}s", whole(traffic.and_then(|traffic| traffic.spike.as_ref()?.within).map_or(120.0, Duration::secs))),
        under_way: at_once(slowest.or(deadline)),
        most_under_way: at_once(deadline.max(slowest)),
        failures: slo.and_then(|slo| slo.availability.as_ref()?.target).map(|target| rounded(target.rest())),
        thresholds: stated
            .into_iter()
            .map(|(share, within)| Threshold {
                quantile: Number(rounded(share * 100.0)).to_string(),
                within_ms: Number(within.ms()).to_string(),
            })
            .collect(),
        endpoints: name.map(|name| endpoints(system, name)).unwrap_or_default(),
    }
}

/// The shortest unit in which the rate is a whole number, and its seconds.
fn unit(rate: Option<Rate>) -> (&'static str, f64) {
    let hz = rate.map_or(0.0, Rate::hz);
    let units = [("1s", 1.0), ("1m", 60.0), ("1h", 3600.0)];
    let is_whole = |(_, seconds): &(&str, f64)| hz * seconds >= 1.0 && (hz * seconds).fract().min(1.0 - (hz * seconds).fract()) < 1e-6;
    units.into_iter().find(is_whole).unwrap_or(("1h", 3600.0))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, and `as` saturates
fn whole(number: f64) -> u64 {
    (number - 1e-6).ceil().max(0.0) as u64
}

/// The endpoints through which a journey enters, or else all that it names.
fn endpoints<'p>(system: &System<'p>, journey: &str) -> Vec<EndpointView<'p>> {
    let entries: Vec<&str> = system.route(journey).iter().flat_map(|route| &route.entries).map(|at| system.vertex(*at).id()).collect();
    let of_journey = || system.plan.endpoints().filter(|(.., endpoint)| endpoint.journey.as_ref().is_some_and(|id| id.as_str() == journey));
    let at_entry = of_journey().filter(|(_, api, ..)| api.component.as_ref().is_some_and(|id| entries.contains(&id.as_str())));
    let views: Vec<EndpointView<'p>> = at_entry.filter_map(|(_, _, name, endpoint)| endpoint_view(name, endpoint)).collect();
    if views.is_empty() { of_journey().filter_map(|(_, _, name, endpoint)| endpoint_view(name, endpoint)).collect() } else { views }
}

fn endpoint_view<'p>(name: &'p str, endpoint: &'p Endpoint) -> Option<EndpointView<'p>> {
    let (method, path) = name.split_once(' ')?;
    let keyed = endpoint.idempotency.known().is_some_and(|idempotency| idempotency.kind == Some(IdempotencyKind::Keyed));
    Some(EndpointView { name, method, path: path.trim(), keyed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// k6 takes whole numbers for a unit of time.
    #[test]
    fn a_rate_is_whole_in_its_unit() {
        for (rate, expected) in
            [("90/s", ("1s", 90)), ("2/min", ("1m", 2)), ("0.5/s", ("1m", 30)), ("7/h", ("1h", 7)), ("1/day", ("1h", 1))]
        {
            let rate: Rate = rate.parse().unwrap();
            let (name, seconds) = unit(Some(rate));
            assert_eq!((name, whole(rate.hz() * seconds)), expected, "{rate}");
        }
    }
}
