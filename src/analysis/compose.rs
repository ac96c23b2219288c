//! Times add up along the calls of a journey: in sequence they are summed, side by side the longest counts.
//!
//! The worst case and the p99 differ only in what a node's own work and one call cost; this is what they share.

use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{Hop, Route, Stretch, System, Vertex};
use crate::plan::map::FanOut;
use crate::plan::node::Quantiles;
use crate::plan::value::{Count, Duration, Limit, Number};
use petgraph::graph::NodeIndex;
use std::borrow::Cow;
use std::cell::OnceCell;
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
    /// One call, where that takes the same whatever its callee takes.
    fn alone(&self, hop: &Hop<'_>) -> Option<Wait>;
    /// One call that takes as long as its callee lets it.
    fn behind<'w>(&self, hop: &Hop<'_>, callee: &'w Wait) -> Cow<'w, Wait>;
    /// How many calls of a hop in sequence a request makes.
    fn times(&self, hop: &Hop<'_>, per_visit: f64) -> f64;
}

/// Composes times along the journeys of a system. What work and calls take by themselves is got once for all journeys.
pub(super) struct Composer<'s, 'p, M> {
    system: &'s System<'p>,
    measure: M,
    works: Vec<OnceCell<Wait>>,
    calls: Vec<OnceCell<Option<Wait>>>,
}

impl<'s, 'p, M: Measure> Composer<'s, 'p, M> {
    pub(super) fn new(system: &'s System<'p>, measure: M) -> Self {
        let works = vec![OnceCell::new(); system.graph().node_count()];
        let calls = vec![OnceCell::new(); system.hops().count()];
        Self { system, measure, works, calls }
    }

    /// How long each vertex of a route takes, its synchronous calls included.
    pub(super) fn compose(&self, route: &Route<'_>) -> BTreeMap<NodeIndex, Wait> {
        let mut waits: BTreeMap<NodeIndex, Wait> = BTreeMap::new();
        let mut callers: Vec<NodeIndex> = route.entries.clone();
        callers.extend(route.stretches.iter().map(|stretch| stretch.from));
        // A route lists callers before callees, so from its end everything that is called is known already.
        for at in callers.into_iter().rev() {
            if !waits.contains_key(&at) {
                let wait = self.vertex(route, at, &waits);
                waits.insert(at, wait);
            }
        }
        waits
    }

    /// The own work of a vertex and then its calls, step by step.
    fn vertex(&self, route: &Route<'_>, at: NodeIndex, waits: &BTreeMap<NodeIndex, Wait>) -> Wait {
        let mut wait = self.own(at).into_owned();
        for step in steps(self.system, route.from(at)) {
            let mut calls: Vec<Cow<'_, Wait>> = step.into_iter().map(|stretch| self.stretch(stretch, waits)).collect();
            // The missing facts of the shorter ones matter too: any of them could be the longest.
            calls.sort_by_key(|call| std::cmp::Reverse(call.time));
            if let Some((longest, others)) = calls.split_first() {
                wait.then(longest);
                for other in others {
                    wait.how.lacks_all(&other.how);
                }
            }
        }
        wait
    }

    fn own(&self, at: NodeIndex) -> Cow<'_, Wait> {
        match self.works.get(at.index()) {
            Some(work) => Cow::Borrowed(work.get_or_init(|| self.measure.own(self.system, at))),
            None => Cow::Owned(self.measure.own(self.system, at)),
        }
    }

    /// One stretch: its hop as often as it is made, given what its callee takes.
    fn stretch<'w>(&'w self, stretch: &Stretch, waits: &'w BTreeMap<NodeIndex, Wait>) -> Cow<'w, Wait> {
        let Some(id) = stretch.hop else { return Cow::Owned(Wait::zero()) };
        let hop = self.system.hop(id);
        let alone = self.calls.get(id.index()).and_then(|call| call.get_or_init(|| self.measure.alone(hop)).as_ref());
        let mut wait = match (alone, waits.get(&stretch.to)) {
            (Some(wait), _) => Cow::Borrowed(wait),
            (None, Some(callee)) => self.measure.behind(hop, callee),
            (None, None) if stretch.closes_cycle => Cow::Owned(self.measure.behind(hop, &Wait::zero()).into_owned()),
            (None, None) => Cow::Owned(self.measure.behind(hop, &self.own(stretch.to)).into_owned()),
        };
        let times = if hop.call.fan_out == Some(FanOut::Parallel) { 1.0 } else { self.measure.times(hop, stretch.per_visit) };
        if times > 1.0 {
            let wait = wait.to_mut();
            if let Limit::At(time) = wait.time {
                wait.time = Limit::At(time.times(times));
            }
            let count = Number(times);
            wait.how.repeat(count);
            wait.how.term(hop.at("per_request"), format!("{} is made {count} times, one after the other", hop.id()), 0.0);
        }
        wait
    }
}

/// The calls that are waited for, in the order they are made: those of one step run side by side.
pub fn steps<'r>(system: &System<'_>, stretches: &'r [Stretch]) -> Vec<Vec<&'r Stretch>> {
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
        None if vertex.is_users() => {}
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
