//! Load against capacity, and instances against what a peak needs.

use super::line::{Part, missing, parts};
use crate::analysis::overload::{Stability, node_loads};
use crate::analysis::sizing::{safe_utilisation, sizings};
use crate::cli::opened::Opened;
use crate::graph::System;
use serde::Serialize;

/// How full instances may be at peak: the rest is for what the plan does not foresee (our threshold).
pub const FULL: f64 = 0.7;

/// A node whose capacity the plan states, at peak.
#[derive(Debug, Serialize)]
pub struct AtPeak {
    pub id: String,
    /// Requests a second at peak.
    pub load: f64,
    /// Requests a second that it can take.
    pub capacity: f64,
    /// The share of the capacity that is used.
    pub utilisation: f64,
    /// How many requests retries make of one at worst.
    pub amplification: f64,
    /// `stable`, `vulnerable` (retries would keep it down once it fails), `overloaded`, or `open`: facts are missing, and with
    /// what is stated it would be stable.
    pub stability: &'static str,
    /// The highest load from which it recovers by itself.
    pub safe_load: f64,
    /// Its instances, where the plan says what one can take.
    pub instances: Option<Instances>,
    /// What load and capacity rest on; each amount a rate per second.
    pub parts: Vec<Part>,
    /// Facts that are missing. While there are some, the load is a bound from below.
    pub missing: Vec<String>,
}

/// Instances that run at peak, and that have to.
#[derive(Debug, Serialize)]
pub struct Instances {
    pub at_peak: u64,
    /// The fewest that take the peak at 70 % of their capacity.
    pub needed: u64,
    /// The fewest that do when one zone is lost; absent with fewer than two zones.
    pub needed_without_a_zone: Option<u64>,
    /// The share of their capacity up to which they may be used if a zone may be lost; absent with fewer than two zones.
    pub safe_utilisation: Option<f64>,
}

/// All nodes whose capacity is known, the fullest first.
pub fn of(opened: &Opened, system: &System<'_>) -> Vec<AtPeak> {
    let sizings = sizings(system, FULL);
    let mut found: Vec<AtPeak> = node_loads(system)
        .into_iter()
        .map(|node| AtPeak {
            id: system.vertex(node.at).id().to_owned(),
            load: node.load,
            capacity: node.capacity,
            utilisation: node.load / node.capacity,
            amplification: node.amplification,
            stability: if node.stability == Stability::Stable && !node.how.is_complete() { "open" } else { node.stability.as_str() },
            safe_load: node.safe_load,
            instances: sizings.iter().find(|sizing| sizing.at == node.at).map(|sizing| Instances {
                at_peak: sizing.given,
                needed: sizing.needed,
                needed_without_a_zone: sizing.needed_without_a_zone,
                safe_utilisation: safe_utilisation(sizing.zones),
            }),
            parts: parts(opened, node.how.terms()),
            missing: missing(node.how.missing()),
        })
        .collect();
    found.sort_by(|a, b| b.utilisation.total_cmp(&a.utilisation));
    found
}
