//! The longest that a request can take before every call of it has ended or been given up.
//!
//! own work + Σ over steps in sequence of the longest call side by side; a call takes
//! attempts × total time-out + Σ backoffs, and without a time-out as long as its callee.

use super::compose::{Composer, Measure, Wait, node_path, own_work};
use super::effective::{Effective, attempts, backoffs, layers, total_timeout};
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, System};
use crate::plan::value::{Count, Duration, Limit};
use indexmap::IndexSet;
use petgraph::graph::NodeIndex;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The worst cases of one journey.
#[derive(Debug)]
pub struct WorstCase {
    waits: BTreeMap<NodeIndex, Wait>,
    /// Every limit on the way with what may stand behind it, the outermost first.
    pub limits: Vec<LimitOnTheWay>,
}

/// Someone on the way waits no longer than this, and what it waits for may take so long.
#[derive(Debug, Clone, Copy)]
pub struct LimitOnTheWay {
    /// Who waits.
    pub by: Waiting,
    /// How long.
    pub limit: Duration,
    /// For what.
    pub behind: NodeIndex,
}

/// Who waits no longer than a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Whoever calls the journey.
    User,
    /// The caller of a hop.
    Caller(HopId),
    /// A node for itself.
    Itself,
}

impl LimitOnTheWay {
    /// Who waits how long, and for what: `the caller of pay waits 10 s`, `web waits 3 s for api`.
    pub fn said(&self, system: &System<'_>, route: &Route<'_>) -> String {
        let (limit, behind) = (self.limit.spoken(), system.vertex(self.behind).id());
        match self.by {
            Waiting::User => format!("the caller of {} waits {limit}", route.id),
            Waiting::Caller(hop) => format!("{} waits {limit} for {behind}", system.vertex(system.hop(hop).caller).id()),
            Waiting::Itself => format!("{behind} gives up after {limit}"),
        }
    }

    /// Where the limit stands in the plan.
    pub fn path(&self, system: &System<'_>, route: &Route<'_>) -> Path {
        match self.by {
            Waiting::User => Path::of(["goals", "journeys", route.id, "deadline"]),
            Waiting::Caller(hop) => {
                let hop = system.hop(hop);
                total_timeout(hop).map_or_else(|| hop.at("timeout"), |timeout| timeout.path())
            }
            Waiting::Itself => node_path(system.vertex(self.behind)).key("deadline"),
        }
    }
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

/// The worst cases of each journey, in the order of the plan.
pub fn worst_cases(system: &System<'_>) -> Vec<WorstCase> {
    let composer = Composer::new(system, Worst);
    system.routes().iter().map(|route| along(&composer, system, route)).collect()
}

/// The worst cases along the way of one journey.
pub fn worst_case(system: &System<'_>, route: &Route<'_>) -> WorstCase {
    along(&Composer::new(system, Worst), system, route)
}

fn along(composer: &Composer<'_, '_, Worst>, system: &System<'_>, route: &Route<'_>) -> WorstCase {
    WorstCase { waits: composer.compose(route), limits: limits(system, route) }
}

struct Worst;

impl Measure for Worst {
    /// The p99.9 of its work, or the p99 where that is all there is.
    fn own(&self, system: &System<'_>, at: NodeIndex) -> Wait {
        own_work(system, at, |latency| latency.p999.map(|time| (time, "p999")).or_else(|| latency.p99.map(|time| (time, "p99"))))
    }

    fn alone(&self, hop: &Hop<'_>) -> Option<Wait> {
        let Some(timeout) = total_timeout(hop) else {
            let mut wait = Wait::zero();
            tries(hop, &mut wait);
            wait.how.lacks(hop.at("timeout"));
            return Some(wait);
        };
        match timeout.value {
            Limit::At(attempt) => Some(tried(hop, &timeout, attempt, None)),
            Limit::Unlimited => None,
        }
    }

    /// Nothing ends the call but the callee, if something is known of that.
    fn behind<'w>(&self, hop: &Hop<'_>, callee: &'w Wait) -> Cow<'w, Wait> {
        let Some(timeout) = total_timeout(hop) else { return Cow::Owned(Wait::zero()) };
        Cow::Owned(match callee.time {
            Limit::At(attempt) if !callee.how.is_empty() => tried(hop, &timeout, attempt, Some(callee)),
            _ => unbounded(Wait::zero(), &timeout, hop),
        })
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

/// All tries of a hop, each as long as `attempt`; with the callee whose time that is, where no time-out bounds it.
fn tried(hop: &Hop<'_>, timeout: &Effective<'_, Limit<Duration>>, attempt: Duration, callee: Option<&Wait>) -> Wait {
    let mut wait = Wait::zero();
    let Some(count) = tries(hop, &mut wait) else { return unbounded(wait, timeout, hop) };
    let waits = backoffs(hop, count.0).unwrap_or_else(|| {
        wait.how.lacks(hop.at("retry").key("backoff"));
        Duration::ZERO
    });
    let layers = layers(hop);
    let total = attempt.times(count.f64() * layers).plus(waits.times(layers));
    wait.time = Limit::At(total);
    if let Some(callee) = callee {
        wait.how.extend(&callee.how);
    }
    let by_callee = if callee.is_some() { attempt } else { Duration::ZERO };
    if callee.is_none() || total > attempt {
        let text = format!("{}: {}{}", hop.id(), product(attempt, count, layers, waits), timeout.origin());
        wait.how.term(timeout.path(), text, total.ms() - by_callee.ms());
    }
    wait
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

fn unbounded(mut wait: Wait, timeout: &Effective<'_, Limit<Duration>>, hop: &Hop<'_>) -> Wait {
    wait.time = Limit::Unlimited;
    wait.how.term(timeout.path(), format!("{}: nothing bounds it", hop.id()), f64::INFINITY);
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
    let deadlines = route.journey.deadline.into_iter();
    let mut limits: Vec<LimitOnTheWay> =
        deadlines.flat_map(|limit| route.entries.iter().map(move |&behind| LimitOnTheWay { by: Waiting::User, limit, behind })).collect();
    let mut reached: IndexSet<NodeIndex> = route.entries.iter().copied().collect();
    for stretch in &route.stretches {
        let Some((id, hop)) = stretch.hop.map(|id| (id, system.hop(id))).filter(|(_, hop)| hop.is_sync()) else { continue };
        reached.insert(stretch.to);
        if let Some(Limit::At(limit)) = total_timeout(hop).map(|timeout| timeout.value) {
            limits.push(LimitOnTheWay { by: Waiting::Caller(id), limit, behind: stretch.to });
        }
    }
    let own = |behind: NodeIndex| Some((behind, system.vertex(behind).component()?.deadline?));
    limits.extend(reached.into_iter().filter_map(own).map(|(behind, limit)| LimitOnTheWay { by: Waiting::Itself, limit, behind }));
    limits
}
