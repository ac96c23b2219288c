//! Whether retries can hold a system down after what started it is over.
//!
//! With the load L, the capacity C and the amplification A of retries: stable while `L·A ≤ C`; vulnerable while `L ≤ C < L·A`,
//! for once it fails the retries alone keep it over its capacity; overloaded when `L > C`. (Bronson et al., "Metastable failures in
//! distributed systems", `HotOS` 2021; Huang et al., OSDI 2022.)

use super::compose::node_path;
use super::figure::Derivation;
use super::load::node_rate;
use super::retries::tries;
use crate::graph::{Hop, Route, System};
use crate::plan::value::counted;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Mean number of tries when each fails with probability `failing` and there are at most `attempts`: (1 − fⁿ) ÷ (1 − f).
pub fn mean_tries(failing: f64, attempts: f64) -> f64 {
    if failing >= 1.0 { attempts } else { (1.0 - failing.powf(attempts)) / (1.0 - failing) }
}

/// The share of requests that still fail after so many attempts: fⁿ.
pub fn still_failing(failing: f64, attempts: f64) -> f64 {
    failing.powf(attempts)
}

/// The amplification that a retry budget leaves: at most one plus the share of requests that may be retries.
pub fn with_budget(amplification: f64, budget: Option<f64>) -> f64 {
    budget.map_or(amplification, |budget| amplification.min(1.0 + budget))
}

/// How many times the load a store gets when a cache that answers this share of reads is lost: 1 ÷ (1 − h).
pub fn cache_loss(hit_ratio: f64) -> f64 {
    1.0 / (1.0 - hit_ratio)
}

/// What a load means for a capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// It recovers by itself.
    Stable,
    /// It works until it fails once; then retries keep it down.
    Vulnerable,
    /// It can't take the load at all.
    Overloaded,
}

impl Stability {
    /// Of a load against a capacity, with the amplification of retries.
    pub fn of(load: f64, capacity: f64, amplification: f64) -> Self {
        match () {
            () if load > capacity => Self::Overloaded,
            () if load * amplification > capacity => Self::Vulnerable,
            () => Self::Stable,
        }
    }

    /// One word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Vulnerable => "vulnerable",
            Self::Overloaded => "overloaded",
        }
    }
}

/// A node whose capacity is known, under its load at peak.
#[derive(Debug, Clone)]
pub struct NodeLoad {
    /// The node.
    pub at: NodeIndex,
    /// Requests a second at peak.
    pub load: f64,
    /// Requests a second that it can take.
    pub capacity: f64,
    /// How many requests retries make of one while it fails, over all journeys that come to it.
    pub amplification: f64,
    /// What that means.
    pub stability: Stability,
    /// The highest load that it recovers from by itself: C ÷ A.
    pub safe_load: f64,
    /// How load and capacity were got.
    pub how: Derivation,
}

/// Every node whose capacity is known, in the order of the plan.
pub fn node_loads(system: &System<'_>) -> Vec<NodeLoad> {
    let amplified: Vec<_> = system.routes().iter().map(|route| amplified_visits(system, route)).collect();
    let mut loads = Vec::new();
    for at in system.nodes() {
        let rate = node_rate(system, at);
        let mut how = rate.how;
        let Some(capacity) = capacity(system, at, &mut how) else { continue };
        let amplification = amplification(system, at, &amplified);
        let stability = Stability::of(rate.per_second, capacity, amplification);
        loads.push(NodeLoad { at, load: rate.per_second, capacity, amplification, stability, safe_load: capacity / amplification, how });
    }
    loads
}

/// The requests of all journeys at peak with every retry, over those without.
fn amplification(system: &System<'_>, at: NodeIndex, amplified: &[BTreeMap<NodeIndex, f64>]) -> f64 {
    let (mut with, mut without) = (0.0, 0.0);
    for (route, amplified) in system.routes().iter().zip(amplified) {
        let Some(peak) = route.journey.peak() else { continue };
        with += peak.hz() * amplified.get(&at).copied().unwrap_or_else(|| route.visits(at));
        without += peak.hz() * route.visits(at);
    }
    if without > 0.0 { with / without } else { 1.0 }
}

/// How often a request of a journey comes to each vertex while that vertex fails and everyone on the way tries as often as
/// the attempts and the retry budgets allow. Only calls whose failure reaches their caller's caller multiply further.
fn amplified_visits(system: &System<'_>, route: &Route<'_>) -> BTreeMap<NodeIndex, f64> {
    let mut visits: BTreeMap<NodeIndex, f64> = route.entries.iter().map(|entry| (*entry, 1.0 / route.entries.len() as f64)).collect();
    for stretch in route.stretches.iter().filter(|stretch| !stretch.closes_cycle) {
        let tries = tries(system, stretch);
        let hop = stretch.hop.map(|hop| system.hop(hop));
        let budget = hop.and_then(|hop| hop.call.retry.known()?.budget.known().map(|budget| budget.share()));
        let before = if tries.carries_on { visits.get(&stretch.from).copied() } else { None };
        let before = before.unwrap_or_else(|| route.visits(stretch.from));
        let made = before * stretch.per_visit * hop.map_or(1.0, Hop::misses);
        *visits.entry(stretch.to).or_default() += made * with_budget(tries.at_least(), budget);
    }
    visits
}

/// What a node can take in all, in requests a second: as stated, else that of one instance times those that run at peak.
pub fn capacity(system: &System<'_>, at: NodeIndex, how: &mut Derivation) -> Option<f64> {
    let vertex = system.vertex(at);
    let node = vertex.node()?;
    let path = node_path(vertex);
    if let Some(rate) = node.capacity().and_then(|capacity| capacity.requests.or(capacity.reads)) {
        how.term(path.key("capacity"), format!("{} can take {rate}", vertex.id()), rate.hz());
        return Some(rate.hz());
    }
    let facts = node.instances()?;
    let (each, count) = (facts.capacity?, facts.running_at_peak()?);
    how.term(
        path.key("instances"),
        format!("{}: {} × {each}", vertex.id(), counted(count.f64(), "instance", "instances")),
        each.hz() * count.f64(),
    );
    Some(each.hz() * count.f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-6 * b.abs(), "{a} is not {b}");
    }

    #[test]
    fn tries_follow_the_geometric_series() {
        close(mean_tries(0.5, 4.0), 1.875);
        close(mean_tries(1.0, 3.0), 3.0);
        // Three tiers of three attempts: the failures of a tier are what the next one tries again.
        let (mut failing, mut calls) = (0.5, 1.0);
        for _ in 0..3 {
            calls *= mean_tries(failing, 3.0);
            failing = still_failing(failing, 3.0);
        }
        close(calls, 2.0);
    }

    #[test]
    fn retries_make_a_system_vulnerable_before_it_is_overloaded() {
        assert_eq!(Stability::of(280.0, 300.0, 2.0), Stability::Vulnerable);
        assert_eq!(Stability::of(150.0, 300.0, 2.0), Stability::Stable);
        assert_eq!(Stability::of(301.0, 300.0, 1.0), Stability::Overloaded);
        close(300.0 / with_budget(2.0, None), 150.0);
        close(300.0 / with_budget(2.0, Some(0.1)), 272.727_272_7);
    }

    /// Of 960/s at the back 900/s are never tried again: 60/s become 120/s.
    #[test]
    fn only_what_is_tried_again_multiplies() {
        let text = "groundplan: 1\nsystem: s\ngoals: {journeys: {j: {entry: a, traffic: 900/s}, k: {entry: a, traffic: 60/s}}}\nmap:\n  components:\n    a: {}\n    b: {capacity: 1500/s}\n    c: {capacity: 70/s}\n  calls:\n    a -> b: {operations: {one: {in: [j], retry: none}, two: {in: [k], retry: 2}}}\n    a -> c: {in: [k], retry: {attempts: 3, budget: 10%}}\n";
        let plan = crate::plan::load(text).plan.unwrap();
        let system = System::new(&plan);
        let loads = node_loads(&system);
        close(loads[0].amplification, 1020.0 / 960.0);
        assert_eq!(loads[0].stability, Stability::Stable);
        close(loads[1].amplification, 1.1);
        assert_eq!(loads[1].stability, Stability::Stable);
    }

    #[test]
    fn a_lost_cache_multiplies_the_reads() {
        close(cache_loss(0.95), 20.0);
    }
}
