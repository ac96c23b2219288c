//! Which changes are worth trying: those that touch what costs a journey most.

use super::{Ceiling, Change, instances};
use crate::document::{Path, Step};
use crate::graph::{Link, Route, System};
use crate::plan::Node;
use crate::plan::map::ComponentKind;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// How many are tried at most.
const TRIED: usize = 40;

/// The changes that may help the journey, the most promising first.
///
/// A change is as promising as what it touches is dear. That is a guess, as what is shared counts wherever it is used: it
/// only says what is tried first.
///
/// A call that changes something is never tried as a soft one: the effect is what it is made for, and a caller that goes on
/// without it has not done what it was asked. Where the effect may come later, that is another design: a queue, or `async`.
pub(super) fn candidates(system: &System<'_>, route: &Route<'_>, ceiling: &Ceiling) -> Vec<Change> {
    let costs = Costs::new(system, ceiling);
    let mut changes: Vec<(Change, f64)> = Vec::new();
    let below = costs.below(route);
    for stretch in route.stretches.iter().filter(|stretch| !stretch.closes_cycle) {
        let Some(id) = stretch.hop else { continue };
        let hop = system.hop(id);
        if hop.is_hard() && hop.call.any_of.is_none() && hop.call.mutates != Some(true) {
            let of_calls = costs.at(hop.call_id()) + if hop.operation.is_some() { costs.at(hop.id()) } else { 0.0 };
            changes.push((Change::Soften(id), of_calls + below.get(&stretch.to).copied().unwrap_or_default()));
        }
    }
    for at in system.nodes() {
        let own = costs.of_node(at);
        if own > 0.0 {
            changes.extend(of_node(system, at).into_iter().map(|change| (change, own)));
        }
    }
    changes.retain(|(_, cost)| *cost > 0.0);
    changes.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    changes.into_iter().take(TRIED).map(|(change, _)| change).collect()
}

/// What a node can have more of: others' we can't double, and what runs in another goes with that.
fn of_node(system: &System<'_>, at: NodeIndex) -> Vec<Change> {
    let vertex = system.vertex(at);
    let foreign = vertex.component().and_then(|it| it.kind).is_some_and(ComponentKind::is_elsewhere);
    let guest = [Link::RunsIn, Link::Within].into_iter().any(|link| system.linked(at, link, Direction::Outgoing).next().is_some());
    let Some(node) = vertex.node().filter(|_| !foreign && !guest) else { return Vec::new() };
    if node.availability().is_some() {
        return vec![Change::Double(at)];
    }
    let zones = node.instances().map(instances::zone_ids).unwrap_or_default();
    let mut changes = vec![Change::Double(at)];
    if instances::free_zone(system, &zones).is_some() {
        changes.push(Change::AddZone(at));
    }
    changes
}

/// What the events of each part of the plan cost.
struct Costs<'s, 'p> {
    system: &'s System<'p>,
    /// By the id of a node or zone, or the key of a call.
    by_place: BTreeMap<String, f64>,
}

impl<'s, 'p> Costs<'s, 'p> {
    fn new(system: &'s System<'p>, ceiling: &Ceiling) -> Self {
        let mut by_place: BTreeMap<String, f64> = BTreeMap::new();
        for (event, cost) in &ceiling.costs {
            if let Some(place) = ceiling.sources.get(event.index()).and_then(|source| place(system, source)) {
                *by_place.entry(place).or_default() += cost;
            }
        }
        Self { system, by_place }
    }

    fn at(&self, place: &str) -> f64 {
        self.by_place.get(place).copied().unwrap_or_default()
    }

    /// Of a node by itself, with the zones that it stands in.
    fn of_node(&self, at: NodeIndex) -> f64 {
        let vertex = self.system.vertex(at);
        let facts = vertex.node().filter(|node| node.availability().is_none()).and_then(Node::instances);
        let zones = facts.map(instances::zone_ids).unwrap_or_default();
        self.at(vertex.id()) + zones.into_iter().map(|zone| self.at(zone)).sum::<f64>()
    }

    /// Of each vertex with all that it calls. What is called twice counts twice.
    fn below(&self, route: &Route<'_>) -> BTreeMap<NodeIndex, f64> {
        let mut below: BTreeMap<NodeIndex, f64> = BTreeMap::new();
        // From the end of the way: what is called stands already.
        for stretch in route.stretches.iter().rev().filter(|stretch| !stretch.closes_cycle) {
            let of_callee = *below.entry(stretch.to).or_insert_with(|| self.of_node(stretch.to));
            *below.entry(stretch.from).or_insert_with(|| self.of_node(stretch.from)) += of_callee;
        }
        below
    }
}

/// The id of a node or zone, or the key of a call, to which a fact belongs.
fn place(system: &System<'_>, path: &Path) -> Option<String> {
    let keys: Vec<&str> = path.steps().iter().map_while(Step::key).collect();
    match keys.as_slice() {
        ["map", "failure_modes", id, ..] => {
            let modes = system.plan.map.as_ref()?.failure_modes.as_ref()?;
            Some(modes.get(*id)?.at.as_ref()?.as_str().to_owned())
        }
        [_, _, id, ..] => Some((*id).to_owned()),
        _ => None,
    }
}
