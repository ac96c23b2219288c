//! The p99 of a journey by plain addition: an estimate for plans that state p99s alone. p99s do not add exactly: the true one
//! is usually lower, and higher where a rare time is far longer than its p99.

use super::compose::{Measure, Wait, compose, own_work};
use crate::graph::{Hop, Route, System};
use crate::plan::value::Limit;
use petgraph::graph::NodeIndex;

/// The sum of p99s along the way, side by side the largest. What is missing makes it smaller.
pub fn latency_sum(system: &System<'_>, route: &Route<'_>) -> Option<Wait> {
    let waits = compose(system, route, &P99);
    route.entries.iter().filter_map(|entry| waits.get(entry)).max_by(|a, b| a.time.cmp(&b.time)).cloned()
}

struct P99;

impl Measure for P99 {
    fn own(&self, system: &System<'_>, at: NodeIndex) -> Wait {
        own_work(system, at, |latency| latency.p99.map(|time| (time, "p99")))
    }

    /// As measured by the caller, which includes all that the callee does; else as the callee adds up.
    fn call(&self, hop: &Hop<'_>, callee: &Wait) -> Wait {
        match hop.call.latency.as_ref().and_then(|latency| latency.p99) {
            Some(time) => {
                let mut wait = Wait::zero();
                wait.time = Limit::At(time);
                wait.how.term(hop.at("latency").key("p99"), format!("{}: {}", hop.id(), time.spoken()), time.ms());
                wait
            }
            None => callee.clone(),
        }
    }

    fn times(&self, _: &Hop<'_>, per_visit: f64) -> f64 {
        per_visit
    }
}
