//! Whether retries can hold a system down after what started it is over.
//!
//! With the load L, the capacity C and the amplification A of retries: stable while `L·A ≤ C`; vulnerable while `L ≤ C < L·A`,
//! for once it fails the retries alone keep it over its capacity; overloaded when `L > C`. (Bronson et al., "Metastable failures in
//! distributed systems", `HotOS` 2021; Huang et al., OSDI 2022.)

use super::compose::node_path;
use super::figure::Derivation;
use super::load::node_rate;
use super::retries::products;
use crate::graph::System;
use crate::plan::value::counted;
use petgraph::graph::NodeIndex;

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
    /// The worst product of attempts on the way to it.
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
    let products: Vec<_> = system.routes().iter().map(|route| products(system, route)).collect();
    let mut loads = Vec::new();
    for at in system.nodes() {
        let rate = node_rate(system, at);
        let mut how = rate.how;
        let Some(capacity) = capacity(system, at, &mut how) else { continue };
        let amplification = products.iter().filter_map(|products| products.get(&at).copied()).fold(1.0, f64::max);
        let stability = Stability::of(rate.per_second, capacity, amplification);
        loads.push(NodeLoad { at, load: rate.per_second, capacity, amplification, stability, safe_load: capacity / amplification, how });
    }
    loads
}

/// The capacity of the whole: as stated, else that of one instance times those that run at peak.
fn capacity(system: &System<'_>, at: NodeIndex, how: &mut Derivation) -> Option<f64> {
    let vertex = system.vertex(at);
    let node = vertex.node()?;
    let path = node_path(vertex);
    if let Some(rate) = node.capacity().and_then(|capacity| capacity.requests.or(capacity.reads)) {
        how.term(path.key("capacity"), format!("{} can take {rate}", vertex.id()), rate.hz());
        return Some(rate.hz());
    }
    let facts = node.instances()?;
    let (each, count) = (facts.capacity?, facts.at_peak.or(facts.max).or(facts.min)?);
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

    #[test]
    fn a_lost_cache_multiplies_the_reads() {
        close(cache_loss(0.95), 20.0);
    }
}
