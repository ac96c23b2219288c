//! Times add up along the calls of a journey: in sequence they are summed, side by side the longest counts.
//!
//! The worst case and the p99 differ only in what a node's own work and one call cost; this is what they share.

use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{Hop, Route, Stretch, System, Vertex};
use crate::plan::map::FanOut;
use crate::plan::node::Quantiles;
use crate::plan::value::{Count, Duration, Limit};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// How long something takes, and how that was got.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// How long; a bound from below while facts are missing.
    pub time: Limit<Duration>,
    /// How it was got.
    pub how: Derivation,
}

impl Wait {
    /// No time, got from nothing.
    pub fn zero() -> Self {
        Self { time: Limit::At(Duration::ZERO), how: Derivation::default() }
    }

    fn then(&mut self, next: &Self) {
        self.time = match (self.time, next.time) {
            (Limit::At(a), Limit::At(b)) => Limit::At(a.plus(b)),
            _ => Limit::Unlimited,
        };
        self.how.extend(&next.how);
    }

    /// Whether it is longer than `limit`; a bound from below that is not longer leaves it open: `None`.
    pub fn exceeds(&self, limit: Duration) -> Option<bool> {
        match self.time {
            Limit::Unlimited => Some(true),
            Limit::At(time) if time > limit => Some(true),
            Limit::At(_) if self.how.is_complete() => Some(false),
            Limit::At(_) => None,
        }
    }

    /// For people: `at least 1.65 s`, `unbounded`.
    pub fn spoken(&self) -> String {
        match self.time {
            Limit::At(time) => format!("{}{}", self.how.at_least(), time.spoken()),
            Limit::Unlimited => "unbounded".to_owned(),
        }
    }
}

/// What a node's own work and a call cost.
pub(super) trait Measure {
    /// The own work of a vertex, without its calls.
    fn own(&self, system: &System<'_>, at: NodeIndex) -> Wait;
    /// One call, given what its callee takes.
    fn call(&self, hop: &Hop<'_>, callee: &Wait) -> Wait;
    /// How many calls of a hop in sequence a request makes.
    fn times(&self, hop: &Hop<'_>, per_visit: f64) -> f64;
}

/// How long each vertex of a route takes, its synchronous calls included.
pub(super) fn compose(system: &System<'_>, route: &Route<'_>, measure: &impl Measure) -> BTreeMap<NodeIndex, Wait> {
    let mut waits: BTreeMap<NodeIndex, Wait> = BTreeMap::new();
    let mut callers: Vec<NodeIndex> = route.entries.clone();
    callers.extend(route.stretches.iter().map(|stretch| stretch.from));
    // A route lists callers before callees, so from its end everything that is called is known already.
    for at in callers.into_iter().rev() {
        if waits.contains_key(&at) {
            continue;
        }
        let mut wait = measure.own(system, at);
        for step in steps(system, route.from(at)) {
            let calls = step.into_iter().map(|stretch| one(system, stretch, measure, &waits));
            // The missing facts of the shorter ones matter too: any of them could be the longest.
            let mut calls: Vec<Wait> = calls.collect();
            calls.sort_by_key(|call| std::cmp::Reverse(call.time));
            if let Some((longest, others)) = calls.split_first() {
                wait.then(longest);
                for other in others {
                    wait.how.lacks_all(&other.how);
                }
            }
        }
        waits.insert(at, wait);
    }
    waits
}

/// One stretch: its hop as often as it is made, given what its callee takes.
fn one(system: &System<'_>, stretch: &Stretch, measure: &impl Measure, waits: &BTreeMap<NodeIndex, Wait>) -> Wait {
    let Some(hop) = stretch.hop.map(|hop| system.hop(hop)) else { return Wait::zero() };
    let mut wait = match waits.get(&stretch.to) {
        Some(callee) => measure.call(hop, callee),
        None if stretch.closes_cycle => measure.call(hop, &Wait::zero()),
        None => measure.call(hop, &measure.own(system, stretch.to)),
    };
    let times = if hop.call.fan_out == Some(FanOut::Parallel) { 1.0 } else { measure.times(hop, stretch.per_visit) };
    if times > 1.0 {
        if let Limit::At(time) = wait.time {
            wait.time = Limit::At(time.times(times));
        }
        let count = crate::plan::value::Number(times);
        wait.how.term(hop.at("per_request"), format!("{} is made {count} times, one after the other", hop.id()), 0.0);
    }
    wait
}

/// The calls that are waited for, in the order they are made: those of one step run side by side.
pub(super) fn steps<'r>(system: &System<'_>, stretches: &'r [Stretch]) -> Vec<Vec<&'r Stretch>> {
    let mut steps: Vec<(Option<Count>, Vec<&Stretch>)> = Vec::new();
    for stretch in stretches {
        let Some(hop) = stretch.hop.map(|hop| system.hop(hop)).filter(|hop| hop.is_sync()) else { continue };
        let order = hop.call.order;
        match steps.iter_mut().find(|(number, _)| order.is_some() && *number == order) {
            Some((_, step)) => step.push(stretch),
            None => steps.push((order, vec![stretch])),
        }
    }
    steps.into_iter().map(|(_, step)| step).collect()
}

/// The own work of a vertex at a quantile, or the fact that is missing.
pub(super) fn own_work(system: &System<'_>, at: NodeIndex, quantile: impl FnOnce(&Quantiles) -> Option<(Duration, &'static str)>) -> Wait {
    let vertex = system.vertex(at);
    let path = node_path(vertex).key("latency");
    let mut wait = Wait::zero();
    match vertex.node().and_then(|node| node.latency()).and_then(quantile) {
        Some((time, name)) => {
            wait.time = Limit::At(time);
            wait.how.term(path.key(name), format!("{}: {} of its own work ({name})", vertex.id(), time.spoken()), time.ms());
        }
        None => wait.how.lacks(path),
    }
    wait
}

/// Where a vertex stands in the plan.
pub fn node_path(vertex: Vertex<'_>) -> Path {
    match vertex {
        Vertex::Component(id, _) | Vertex::Foreign(id) => Path::of(["map", "components", id]),
        Vertex::Store(id, _) => Path::of(["data", "stores", id]),
        Vertex::Channel(id, _) => Path::of(["contracts", "channels", id]),
        Vertex::Journey(id, _) => Path::of(["goals", "journeys", id]),
        Vertex::FailureMode(id, _) => Path::of(["map", "failure_modes", id]),
        Vertex::Nothing => Path::root(),
    }
}
