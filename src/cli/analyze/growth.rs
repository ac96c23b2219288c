//! What growth makes of loads by the end of the plan's horizon, and when nodes are full.

use super::capacity::FULL;
use super::line::{Part, missing, parts};
use crate::analysis::growth::{filling, outlook};
use crate::analysis::load::{Requests, hop_rate, node_rate};
use crate::analysis::overload::{NodeLoad, Stability, node_loads};
use crate::cli::opened::Opened;
use crate::graph::System;
use crate::knowledge::threshold;
use crate::plan::value::{Duration, SECONDS_PER_MONTH};
use petgraph::graph::NodeIndex;
use serde::Serialize;

/// How full the plan wants a node to be at most, where it says so.
const TARGET: &str = "PR2.share";

/// Loads at the end of the horizon.
#[derive(Debug, Serialize)]
pub struct Growth {
    /// How far the plan looks ahead.
    pub horizon_months: f64,
    /// The share of its capacity up to which a node may be used: `PR2.share` of the plan's `thresholds`; absent where it states none.
    pub target_utilisation: Option<f64>,
    /// Nodes that journeys with a stated growth come to: first those whose capacity is known, the one that is full first in front.
    pub nodes: Vec<Later>,
    /// Calls that such journeys make, before caches.
    pub calls: Vec<Later>,
}

/// A load today and at the end of the horizon.
#[derive(Debug, Serialize)]
pub struct Later {
    pub id: String,
    /// Requests a second at peak, today.
    pub per_second: f64,
    /// The same at the end of the horizon.
    pub at_horizon: f64,
    /// Absent for a call, and for a node whose capacity the plan does not state.
    pub fills: Option<Fills>,
    /// The journeys that grow; each amount a rate per second at the end of the horizon.
    pub parts: Vec<Part>,
    /// Facts that are missing. While there are some, both rates are bounds from below, and times are the longest that it can take.
    pub missing: Vec<String>,
}

/// How a node fills up.
#[derive(Debug, Serialize)]
pub struct Fills {
    /// Requests a second that it can take; taken to stay as it is.
    pub capacity: f64,
    /// The share of it that is used at the end of the horizon.
    pub utilisation: f64,
    /// As `stability` of today.
    pub stability: &'static str,
    /// The fewest instances that take the peak then, at 70 % of their capacity; absent where the plan does not say what one can take.
    pub needed: Option<u64>,
    /// Months until the target utilisation is passed: 0 where it is already; absent without a target, or not in a hundred years.
    pub target_in_months: Option<f64>,
    /// Months until it is full: 0 where it is already; absent: not in a hundred years as far as facts are stated.
    pub full_in_months: Option<f64>,
}

/// Loads at the end of the horizon; `None` where no journey says how it grows.
pub fn of(opened: &Opened, system: &System<'_>) -> Option<Growth> {
    let horizon = system.plan.horizon();
    let stated = system.plan.thresholds.as_ref().is_some_and(|thresholds| thresholds.contains_key(TARGET));
    let target = stated.then(|| threshold(system.plan, TARGET));
    let known = node_loads(system);
    let node = |at: NodeIndex| {
        let load = node_rate(system, at);
        let known = known.iter().find(|node| node.at == at);
        later(opened, system, system.vertex(at).id(), &load, known, target)
    };
    let mut nodes: Vec<Later> = system.nodes().filter_map(node).collect();
    nodes.sort_by(|a, b| soonest(a).total_cmp(&soonest(b)));
    let call = |(id, hop): (_, &crate::graph::Hop<'_>)| later(opened, system, hop.id(), &hop_rate(system, id), None, target);
    let calls: Vec<Later> = system.hops().filter_map(call).collect();
    (!nodes.is_empty()).then(|| Growth { horizon_months: months(horizon), target_utilisation: target, nodes, calls })
}

/// When a node is full; what never is, and then what has no known capacity, comes last.
fn soonest(node: &Later) -> f64 {
    match &node.fills {
        Some(fills) => fills.full_in_months.unwrap_or(f64::MAX),
        None => f64::INFINITY,
    }
}

fn later(
    opened: &Opened,
    system: &System<'_>,
    id: &str,
    load: &Requests<'_>,
    known: Option<&NodeLoad>,
    target: Option<f64>,
) -> Option<Later> {
    let outlook = outlook(load, system.plan.horizon())?;
    let complete = load.how.is_complete() && outlook.how.is_complete();
    let fills = known.map(|node| {
        let filling = filling(system, node, load, &outlook, FULL, target);
        let open = filling.stability == Stability::Stable && !complete;
        Fills {
            capacity: node.capacity,
            utilisation: filling.utilisation,
            stability: if open { "open" } else { filling.stability.as_str() },
            needed: filling.needed,
            target_in_months: filling.until_target.map(in_months),
            full_in_months: filling.until_full.map(in_months),
        }
    });
    let mut how = outlook.how;
    how.lacks_all(&load.how);
    Some(Later {
        id: id.to_owned(),
        per_second: load.per_second,
        at_horizon: outlook.per_second,
        fills,
        parts: parts(opened, how.terms()),
        missing: missing(how.missing()),
    })
}

fn months(time: Duration) -> f64 {
    in_months(time.secs())
}

fn in_months(seconds: f64) -> f64 {
    seconds / SECONDS_PER_MONTH
}
