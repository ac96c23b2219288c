//! What watches or repairs something and can't work without it: it fails just when it is needed.

use crate::document::Path;
use crate::graph::{HopId, System};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, VecDeque};

/// What a tool does for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// It watches it.
    Watches,
    /// It repairs it or rolls it back.
    Repairs,
}

impl Duty {
    /// As the plan names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Watches => "watches",
            Self::Repairs => "repairs",
        }
    }
}

/// A tool that needs what it is there for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circular {
    /// The tool.
    pub tool: NodeIndex,
    /// What it does.
    pub duty: Duty,
    /// For what.
    pub target: NodeIndex,
    /// The hard calls from the one to the other, the fewest.
    pub needs: Vec<HopId>,
    /// Where the plan says what it does.
    pub path: Path,
}

/// Every tool that needs what it watches or repairs, by calls of which the plan says that they are hard.
pub fn circular(system: &System<'_>) -> Vec<Circular> {
    let mut found = Vec::new();
    for tool in system.nodes() {
        let Some(component) = system.vertex(tool).component() else { continue };
        let duties = [(Duty::Watches, &component.watches), (Duty::Repairs, &component.repairs)];
        let duties = duties.into_iter().flat_map(|(duty, of)| of.iter().flatten().map(move |target| (duty, target)));
        let targets: Vec<(Duty, NodeIndex)> = duties.filter_map(|(duty, target)| Some((duty, system.find(target.as_str())?))).collect();
        if targets.is_empty() {
            continue;
        }
        let came_by = needed(system, tool);
        for (duty, target) in targets.into_iter().filter(|(_, target)| came_by.contains_key(target)) {
            let path = Path::of(["map", "components", system.vertex(tool).id(), duty.as_str()]);
            found.push(Circular { tool, duty, target, needs: way(system, &came_by, tool, target), path });
        }
    }
    found
}

/// All that a node can't work without, each with the call by which it is met first.
fn needed(system: &System<'_>, from: NodeIndex) -> BTreeMap<NodeIndex, HopId> {
    let mut came_by: BTreeMap<NodeIndex, HopId> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        for (id, hop) in system.hops_from(at).filter(|(_, hop)| hop.is_stated_hard() && hop.call.any_of.is_none()) {
            came_by.entry(hop.callee).or_insert_with(|| {
                open.push_back(hop.callee);
                id
            });
        }
    }
    came_by
}

fn way(system: &System<'_>, came_by: &BTreeMap<NodeIndex, HopId>, from: NodeIndex, to: NodeIndex) -> Vec<HopId> {
    let mut way = Vec::new();
    let mut at = to;
    while let Some(id) = came_by.get(&at).filter(|_| way.len() <= came_by.len()) {
        way.push(*id);
        at = system.hop(*id).caller;
        if at == from {
            break;
        }
    }
    way.reverse();
    way
}
