//! How many call a node, and how many it calls.

use crate::graph::System;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// The neighbours of a node by calls, each counted once however many calls there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fan {
    /// The node.
    pub at: NodeIndex,
    /// How many call it.
    pub callers: usize,
    /// How many it calls.
    pub callees: usize,
}

/// Every node that calls or is called, in the order of the plan.
pub fn fans(system: &System<'_>) -> Vec<Fan> {
    let mut neighbours: BTreeMap<NodeIndex, [BTreeSet<NodeIndex>; 2]> = BTreeMap::new();
    for (_, hop) in system.hops() {
        let [callers, _] = neighbours.entry(hop.callee).or_default();
        callers.insert(hop.caller);
        let [_, callees] = neighbours.entry(hop.caller).or_default();
        callees.insert(hop.callee);
    }
    let fan = |(at, [callers, callees]): (NodeIndex, [BTreeSet<NodeIndex>; 2])| Fan { at, callers: callers.len(), callees: callees.len() };
    neighbours.into_iter().map(fan).collect()
}
