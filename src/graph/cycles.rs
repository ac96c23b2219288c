//! Cycles of calls that wait for each other.

use super::{Hop, HopId, System};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A cycle of hard calls, as the hops from one vertex round to itself again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The hops, each beginning where the one before ended; the shortest round through its first vertex.
    pub hops: Vec<HopId>,
}

impl System<'_> {
    /// Cycles of hard synchronous calls at requests, one for each set of vertices that depend on each other.
    pub fn request_cycles(&self) -> Vec<Cycle> {
        self.cycles(|hop| hop.at_request() && hop.is_sync() && hop.is_hard() && hop.call.any_of.is_none())
    }

    /// Cycles of hard calls at start: none of their members can start first.
    pub fn start_cycles(&self) -> Vec<Cycle> {
        self.cycles(|hop| hop.at_start() && hop.is_hard() && hop.call.any_of.is_none())
    }

    fn cycles(&self, counts: impl Fn(&Hop<'_>) -> bool) -> Vec<Cycle> {
        let mut graph: DiGraph<(), HopId> = DiGraph::with_capacity(self.graph.node_count(), self.hops.len());
        for _ in self.graph.node_indices() {
            graph.add_node(());
        }
        for (id, hop) in self.hops().filter(|(_, hop)| counts(hop)) {
            graph.add_edge(hop.caller, hop.callee, id);
        }
        let mut cycles: Vec<Cycle> = kosaraju_scc(&graph).into_iter().filter_map(|knot| round(&graph, knot)).collect();
        cycles.sort_by(|a, b| a.hops.cmp(&b.hops));
        cycles
    }
}

/// The shortest round through the first vertex of a strongly connected knot.
fn round(graph: &DiGraph<(), HopId>, knot: Vec<NodeIndex>) -> Option<Cycle> {
    let members: BTreeSet<NodeIndex> = knot.into_iter().collect();
    let start = *members.first()?;
    let mut came_by: BTreeMap<NodeIndex, (NodeIndex, HopId)> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        let mut edges: Vec<(HopId, NodeIndex)> = graph
            .edges(at)
            .map(|edge| (*edge.weight(), petgraph::visit::EdgeRef::target(&edge)))
            .filter(|(_, to)| members.contains(to))
            .collect();
        edges.sort_unstable();
        for (hop, to) in edges {
            if to == start {
                return Some(Cycle { hops: trail(&came_by, at, hop) });
            }
            came_by.entry(to).or_insert_with(|| {
                open.push_back(to);
                (at, hop)
            });
        }
    }
    None
}

fn trail(came_by: &BTreeMap<NodeIndex, (NodeIndex, HopId)>, last: NodeIndex, closing: HopId) -> Vec<HopId> {
    let mut hops = vec![closing];
    let mut at = last;
    while let Some(&(before, hop)) = came_by.get(&at) {
        hops.push(hop);
        at = before;
    }
    hops.reverse();
    hops
}
