//! The figures of one journey.

use super::availability::{self, Availability};
use super::latency::{self, Latency};
use super::line::{Part, missing, part, parts};
use super::risks::{self, Risks};
use crate::analysis::availability::Solved;
use crate::analysis::compose::Wait;
use crate::analysis::latency_sum::LatencySums;
use crate::analysis::retries::amplification;
use crate::analysis::worst_case::worst_case;
use crate::cli::opened::Opened;
use crate::graph::{Route, System};
use crate::plan::value::Duration;
use serde::Serialize;

/// The figures of a journey.
#[derive(Debug, Serialize)]
pub struct Journey {
    pub id: String,
    pub title: Option<String>,
    pub availability: Availability,
    /// Absent where no failure mode hits it.
    pub risks: Option<Risks>,
    pub worst_case: Option<Time>,
    pub latency: Option<Latency>,
    pub retries: Option<Retries>,
}

/// How long it may take.
#[derive(Debug, Serialize)]
pub struct Time {
    /// In ms; absent where nothing bounds it, not even the time that something on its way says it takes.
    pub ms: Option<f64>,
    /// The limit that the plan sets, in ms: the deadline.
    pub limit_ms: Option<f64>,
    /// Whether it is within the limit; absent while facts are missing, or without a limit.
    pub within: Option<bool>,
    /// The parts that add up to it, of many the largest; each amount in ms.
    pub chain: Vec<Part>,
    /// What the other parts take together, in ms.
    pub smaller_ms: Option<f64>,
    /// Facts that are missing. While there are some, the time is a bound from below.
    pub missing: Vec<String>,
}

/// How many requests one becomes at the end of a failing path.
#[derive(Debug, Serialize)]
pub struct Retries {
    /// The product of the attempts; absent where one has no bound.
    pub product: Option<f64>,
    /// The calls that multiply, from the front to the back; each amount its attempts.
    pub path: Vec<Part>,
    pub missing: Vec<String>,
}

/// All figures of a journey.
pub fn of(opened: &Opened, system: &System<'_>, solved: &Solved<'_, '_>) -> Journey {
    let route = solved.route;
    let sets = solved.ceiling.cut_sets();
    let worst = worst_case(system, route);
    let worst = worst.of_journey(route);
    let sum = LatencySums::new(system).of(route).and_then(|sum| sum.time.at().copied());
    Journey {
        id: route.id.to_owned(),
        title: route.journey.title.clone(),
        availability: availability::of(opened, system, solved, &sets),
        risks: risks::of(opened, system, route, &solved.ceiling, &sets),
        worst_case: worst.map(|wait| time(opened, wait, route.journey.deadline)),
        latency: latency::of(opened, system, route, worst.map(|wait| wait.time), sum),
        retries: retries(opened, system, route),
    }
}

fn time(opened: &Opened, wait: &Wait, limit: Option<Duration>) -> Time {
    let ms = wait.time.at().filter(|time| **time < Duration::YEAR).map(|time| time.ms());
    let named: f64 = wait.how.terms().map(|term| term.amount).sum();
    Time {
        ms,
        smaller_ms: ms.map(|ms| ms - named).filter(|_| wait.how.smaller() > 0),
        limit_ms: limit.map(Duration::ms),
        within: limit.and_then(|limit| wait.exceeds(limit)).map(|exceeds| !exceeds),
        chain: parts(opened, wait.how.terms()),
        missing: missing(wait.how.missing()),
    }
}

fn retries(opened: &Opened, system: &System<'_>, route: &Route<'_>) -> Option<Retries> {
    let amplification = amplification(system, route)?;
    let path = amplification.path.iter().map(|tries| part(opened, &tries.path, &format!("{}{}", tries.id, tries.origin), tries.attempts));
    Some(Retries {
        product: amplification.product.is_finite().then_some(amplification.product),
        path: path.collect(),
        missing: missing(&amplification.missing),
    })
}
