//! The p99 of a journey by plain addition: an estimate for plans that state p99s alone. p99s do not add exactly: the true one
//! is usually lower, and higher where a rare time is far longer than its p99.

use super::compose::{Composer, Measure, Wait, own_work};
use crate::graph::{Hop, Route, System};
use crate::plan::value::Limit;
use petgraph::graph::NodeIndex;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The sums of p99s along the ways of a system, side by side the largest.
pub struct LatencySums<'s, 'p>(Composer<'s, 'p, P99>);

impl<'s, 'p> LatencySums<'s, 'p> {
    /// Of this system.
    pub fn new(system: &'s System<'p>) -> Self {
        Self(Composer::new(system, P99))
    }

    /// Of one journey. What is missing makes it smaller.
    pub fn of(&self, route: &Route<'_>) -> Option<Wait> {
        let mut waits = self.0.compose(route);
        let slowest = route.entries.iter().filter_map(|entry| Some((entry, waits.get(entry)?.time))).max_by_key(|(_, time)| *time);
        let slowest = slowest.map(|(entry, _)| *entry)?;
        waits.remove(&slowest)
    }

    /// The longest that a request of any journey takes at each node, the calls that it waits for included. What any of them lacks,
    /// the longest lacks: it could be the longest.
    pub fn longest(&self, system: &System<'_>) -> BTreeMap<NodeIndex, Wait> {
        let mut longest: BTreeMap<NodeIndex, Wait> = BTreeMap::new();
        for route in system.routes() {
            for (at, mut wait) in self.0.compose(route) {
                match longest.entry(at) {
                    Entry::Vacant(entry) => {
                        entry.insert(wait);
                    }
                    Entry::Occupied(mut known) => {
                        if wait.time > known.get().time {
                            std::mem::swap(known.get_mut(), &mut wait);
                        }
                        known.get_mut().how.lacks_all(&wait.how);
                    }
                }
            }
        }
        longest
    }
}

struct P99;

impl Measure for P99 {
    fn own(&self, system: &System<'_>, at: NodeIndex) -> Wait {
        own_work(system, at, |latency| latency.p99.map(|time| (time, "p99")))
    }

    /// As measured by the caller, which includes all that the callee does.
    fn alone(&self, hop: &Hop<'_>) -> Option<Wait> {
        let time = hop.call.latency.as_ref()?.p99?;
        let mut wait = Wait::zero();
        wait.time = Limit::At(time);
        wait.how.term(hop.at("latency").key("p99"), format!("{}: {}", hop.id(), time.spoken()), time.ms());
        Some(wait)
    }

    fn behind<'w>(&self, _: &Hop<'_>, callee: &'w Wait) -> Cow<'w, Wait> {
        Cow::Borrowed(callee)
    }

    fn times(&self, _: &Hop<'_>, per_visit: f64) -> f64 {
        per_visit
    }
}
