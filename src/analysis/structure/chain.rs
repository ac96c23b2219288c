//! The longest chain of calls of which each waits for the next.

use crate::graph::{HopId, Route, System};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// The calls of the longest chain of a journey, from the front to the back: each is made while the one before is answered. Of
/// chains of one length the one that the plan names first; empty where an entry waits for nobody.
pub fn longest_chain(system: &System<'_>, route: &Route<'_>) -> Vec<HopId> {
    // How many calls lead to a vertex at most, and the last of them.
    let mut longest: BTreeMap<NodeIndex, (usize, Option<HopId>)> = route.entries.iter().map(|entry| (*entry, (0, None))).collect();
    // A route lists callers before callees.
    for stretch in route.stretches.iter().filter(|stretch| !stretch.closes_cycle) {
        let Some(id) = stretch.hop.filter(|id| system.hop(*id).is_sync()) else { continue };
        let Some((before, _)) = longest.get(&stretch.from) else { continue };
        let length = before + 1;
        if longest.get(&stretch.to).is_none_or(|(known, _)| *known < length) {
            longest.insert(stretch.to, (length, Some(id)));
        }
    }
    let end = longest.values().max_by(|(a, x), (b, y)| a.cmp(b).then(y.cmp(x)));
    let mut last = end.and_then(|(_, hop)| *hop);
    let mut chain = Vec::new();
    while let Some(id) = last {
        chain.push(id);
        last = longest.get(&system.hop(id).caller).and_then(|(_, hop)| *hop);
    }
    chain.reverse();
    chain
}
