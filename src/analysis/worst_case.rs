//! The longest that a request can take before every call of it has ended or been given up.
//!
//! own work + Σ over steps in sequence of the longest call side by side; a call takes
//! attempts × total time-out + Σ backoffs, and without a time-out as long as its callee.

use super::compose::{Measure, Wait, compose, own_work};
use super::effective::{attempts, backoffs, layers, total_timeout};
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, System};
use crate::plan::value::{Count, Duration, Limit};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// The worst cases of one journey.
#[derive(Debug)]
pub struct WorstCase {
    waits: BTreeMap<NodeIndex, Wait>,
    /// Every limit on the way with what may stand behind it, the outermost first.
    pub limits: Vec<LimitOnTheWay>,
}

/// Someone on the way waits no longer than this, and what it waits for may take so long.
#[derive(Debug)]
pub struct LimitOnTheWay {
    /// Who waits how long, and for what: `the caller of pay waits 10 s`, `web waits 3 s for api`.
    pub said: String,
    /// How long.
    pub limit: Duration,
    /// Where that stands.
    pub path: Path,
    /// What it waits for.
    pub behind: NodeIndex,
    /// The call that waits; `None` for the journey itself and for a node's own deadline.
    pub hop: Option<HopId>,
}

impl WorstCase {
    /// How long a vertex may take, its calls included; `None` where the journey does not come.
    pub fn at(&self, at: NodeIndex) -> Option<&Wait> {
        self.waits.get(&at)
    }

    /// How long the journey may take: its slowest entry.
    pub fn of_journey(&self, route: &Route<'_>) -> Option<&Wait> {
        route.entries.iter().filter_map(|entry| self.at(*entry)).max_by(|a, b| a.time.cmp(&b.time))
    }

    /// The limits that the worst case behind them exceeds.
    pub fn exceeded(&self) -> impl Iterator<Item = (&LimitOnTheWay, &Wait)> {
        self.limits.iter().filter_map(|limit| {
            let wait = self.at(limit.behind)?;
            (wait.exceeds(limit.limit) == Some(true)).then_some((limit, wait))
        })
    }

    /// Whether every limit covers what is behind it; `None` while facts are missing.
    pub fn holds(&self) -> Option<bool> {
        let mut answers =
            self.limits.iter().filter_map(|limit| Some((limit, self.at(limit.behind)?))).map(|(limit, wait)| wait.exceeds(limit.limit));
        answers.try_fold(true, |all, exceeds| exceeds.map(|exceeds| all && !exceeds))
    }
}

/// The worst cases along the way of a journey.
pub fn worst_case(system: &System<'_>, route: &Route<'_>) -> WorstCase {
    let waits = compose(system, route, &Worst);
    WorstCase { limits: limits(system, route), waits }
}

struct Worst;

impl Measure for Worst {
    /// The p99.9 of its work, or the p99 where that is all there is.
    fn own(&self, system: &System<'_>, at: NodeIndex) -> Wait {
        own_work(system, at, |latency| latency.p999.map(|time| (time, "p999")).or_else(|| latency.p99.map(|time| (time, "p99"))))
    }

    fn call(&self, hop: &Hop<'_>, callee: &Wait) -> Wait {
        let mut wait = Wait::zero();
        let timeout = total_timeout(hop);
        let path = timeout.as_ref().map_or_else(|| hop.at("timeout"), |timeout| timeout.path.clone());
        let tries = self::tries(hop, &mut wait);
        let layers = layers(hop);
        let waits = tries.map_or(Duration::ZERO, |count| {
            backoffs(hop, count.0).unwrap_or_else(|| {
                wait.how.lacks(hop.at("retry").key("backoff"));
                Duration::ZERO
            })
        });
        let attempt = match timeout.as_ref().map(|timeout| timeout.value) {
            Some(Limit::At(attempt)) => attempt,
            Some(Limit::Unlimited) => match callee.time {
                // Nothing ends the call but the callee, of which something is known.
                Limit::At(attempt) if !callee.how.is_empty() => attempt,
                _ => return unbounded(wait, path, hop),
            },
            None => {
                wait.how.lacks(hop.at("timeout"));
                return wait;
            }
        };
        let Some(count) = tries else { return unbounded(wait, path, hop) };
        let total = attempt.times(count.f64() * layers).plus(waits.times(layers));
        let by_callee = timeout.as_ref().is_some_and(|timeout| timeout.value == Limit::Unlimited);
        wait.time = Limit::At(total);
        if by_callee {
            wait.how.extend(&callee.how);
        }
        if !by_callee || total > attempt {
            let origin = timeout.as_ref().map(super::effective::Effective::origin).unwrap_or_default();
            let more = if by_callee { total.ms() - attempt.ms() } else { total.ms() };
            wait.how.term(path, format!("{}: {}{origin}", hop.id(), product(attempt, count, layers, waits)), more);
        }
        wait
    }

    /// As many as it makes at most; one call at the worst even where the average is below one.
    fn times(&self, hop: &Hop<'_>, per_visit: f64) -> f64 {
        match hop.call.at_most {
            Some(Limit::At(most)) => most.f64(),
            _ if per_visit > 0.0 => per_visit.max(1.0),
            _ => 0.0,
        }
    }
}

/// How often the hop is tried; `None` without end. What nobody knows is one try, and missing.
fn tries(hop: &Hop<'_>, wait: &mut Wait) -> Option<Count> {
    match attempts(hop).map(|tries| tries.value) {
        Some(Limit::At(count)) => Some(count),
        Some(Limit::Unlimited) => None,
        None => {
            wait.how.lacks(hop.at("retry"));
            Some(Count(1))
        }
    }
}

fn unbounded(mut wait: Wait, path: Path, hop: &Hop<'_>) -> Wait {
    wait.time = Limit::Unlimited;
    wait.how.term(path, format!("{}: nothing bounds it", hop.id()), f64::INFINITY);
    wait
}

/// `2 × 800 ms + 50 ms backoff`, as short as the numbers allow.
fn product(attempt: Duration, count: Count, layers: f64, waits: Duration) -> String {
    let mut text = attempt.spoken();
    if count.0 != 1 {
        text = format!("{count} × {text}");
    }
    if waits > Duration::ZERO {
        text = format!("{text} + {} backoff", waits.spoken());
    }
    if layers > 1.0 {
        text = format!("{layers} × ({text})");
    }
    text
}

/// The deadline at the entries, each call's time-out for one attempt, and each node's own deadline.
fn limits(system: &System<'_>, route: &Route<'_>) -> Vec<LimitOnTheWay> {
    let mut limits = Vec::new();
    if let Some(limit) = route.journey.deadline {
        let path = Path::of(["goals", "journeys", route.id, "deadline"]);
        for &behind in &route.entries {
            limits.push(LimitOnTheWay {
                said: format!("the caller of {} waits {}", route.id, limit.spoken()),
                limit,
                path: path.clone(),
                behind,
                hop: None,
            });
        }
    }
    let mut reached: Vec<NodeIndex> = route.entries.clone();
    for stretch in &route.stretches {
        let Some((id, hop)) = stretch.hop.map(|id| (id, system.hop(id))).filter(|(_, hop)| hop.is_sync()) else { continue };
        if !reached.contains(&stretch.to) {
            reached.push(stretch.to);
        }
        if let Some(timeout) = total_timeout(hop)
            && let Limit::At(limit) = timeout.value
        {
            let said = format!("{} waits {} for {}", system.vertex(stretch.from).id(), limit.spoken(), system.vertex(stretch.to).id());
            limits.push(LimitOnTheWay { said, limit, path: timeout.path, behind: stretch.to, hop: Some(id) });
        }
    }
    for behind in reached {
        let vertex = system.vertex(behind);
        if let Some(limit) = vertex.component().and_then(|component| component.deadline) {
            let path = super::compose::node_path(vertex).key("deadline");
            limits.push(LimitOnTheWay {
                said: format!("{} gives up after {}", vertex.id(), limit.spoken()),
                limit,
                path,
                behind,
                hop: None,
            });
        }
    }
    limits
}
