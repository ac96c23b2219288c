//! The dependency and failure-mode graph of a plan, and what its structure alone can answer.
//!
//! Built once from the plan, never fails: what names nothing that exists is left out here, because reading the plan has
//! reported it already. Nothing here recurses on the depth of the plan.

mod build;
mod cycles;
mod hop;
mod outcome;
mod place;
mod route;
mod trust;
mod vertex;

pub use cycles::Cycle;
pub use hop::{Hop, HopId};
pub use outcome::Outcome;
pub use place::Place;
pub use route::{PerVertex, Route, Stretch};
pub use trust::Trust;
pub use vertex::{Link, Vertex};

use crate::plan::map::FailureMode;
use crate::plan::{Id, Plan};
use indexmap::IndexMap;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// The system that a plan describes.
#[derive(Debug)]
pub struct System<'p> {
    /// The plan that it was built from.
    pub plan: &'p Plan,
    graph: DiGraph<Vertex<'p>, Link>,
    /// Components, stores and channels: they share one namespace.
    by_id: IndexMap<&'p str, NodeIndex>,
    hops: Vec<Hop<'p>>,
    /// By what they stand at: an id, or a call as it is shown.
    failure_modes: BTreeMap<String, Vec<(&'p Id, &'p FailureMode)>>,
    routes: Vec<Route<'p>>,
}

impl<'p> System<'p> {
    /// Builds the graph of a plan.
    pub fn new(plan: &'p Plan) -> Self {
        build::system(plan)
    }

    /// The petgraph graph, for questions that this room does not answer.
    pub fn graph(&self) -> &DiGraph<Vertex<'p>, Link> {
        &self.graph
    }

    /// Where a component, store or channel stands in the graph.
    pub fn find(&self, id: &str) -> Option<NodeIndex> {
        self.by_id.get(id).copied()
    }

    /// What stands there.
    pub fn vertex(&self, at: NodeIndex) -> Vertex<'p> {
        self.graph.node_weight(at).copied().unwrap_or(Vertex::Nothing)
    }

    /// Components, stores and channels, in the order of the plan.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.by_id.values().copied()
    }

    /// All hops: each call once, or once for each of its operations.
    pub fn hops(&self) -> impl Iterator<Item = (HopId, &Hop<'p>)> {
        self.hops.iter().enumerate().map(|(n, hop)| (HopId(n), hop))
    }

    /// One hop.
    pub fn hop(&self, id: HopId) -> &Hop<'p> {
        // A `HopId` is made here alone, for a hop that exists.
        &self.hops[id.0]
    }

    /// The hops that leave a node, in the order of the plan.
    pub fn hops_from(&self, at: NodeIndex) -> impl Iterator<Item = (HopId, &Hop<'p>)> {
        self.touching(at, Direction::Outgoing)
    }

    /// The hops that arrive at a node, in the order of the plan.
    pub fn hops_to(&self, at: NodeIndex) -> impl Iterator<Item = (HopId, &Hop<'p>)> {
        self.touching(at, Direction::Incoming)
    }

    fn touching(&self, at: NodeIndex, direction: Direction) -> impl Iterator<Item = (HopId, &Hop<'p>)> {
        let mut ids: Vec<HopId> = self.graph.edges_directed(at, direction).filter_map(|edge| edge.weight().hop()).collect();
        ids.sort_unstable();
        ids.into_iter().map(|id| (id, self.hop(id)))
    }

    /// The channels that a node carries.
    pub fn carried_by(&self, at: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        self.linked(at, Link::CarriedBy, Direction::Incoming)
    }

    /// The neighbours over links of one kind, as channels of a producer.
    pub fn linked(&self, at: NodeIndex, link: Link, direction: Direction) -> impl Iterator<Item = NodeIndex> {
        let mut found: Vec<NodeIndex> = self
            .graph
            .edges_directed(at, direction)
            .filter(|edge| *edge.weight() == link)
            .map(|edge| if direction == Direction::Outgoing { edge.target() } else { edge.source() })
            .collect();
        found.sort_unstable();
        found.into_iter()
    }

    /// The failure modes that stand at a node, zone or region, or at a call or operation by its shown id, in the order of the plan.
    pub fn failure_modes_at(&self, place: &str) -> &[(&'p Id, &'p FailureMode)] {
        self.failure_modes.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// The way of each journey through the system, in the order of the plan.
    pub fn routes(&self) -> &[Route<'p>] {
        &self.routes
    }

    /// The way of one journey.
    pub fn route(&self, journey: &str) -> Option<&Route<'p>> {
        self.routes.iter().find(|route| route.id == journey)
    }
}
