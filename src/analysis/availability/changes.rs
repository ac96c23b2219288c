//! Changes of a plan that can make a journey more available.

use super::instances::{self, stated};
use crate::analysis::compose::node_path;
use crate::document::Path;
use crate::graph::{HopId, System};
use crate::plan::Node;
use crate::plan::value::Money;
use petgraph::graph::NodeIndex;

/// A change of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A hard call becomes one that its caller can do without.
    Soften(HopId),
    /// A node gets one instance more; what is one whole gets a second.
    Double(NodeIndex),
    /// A node gets one instance more, in a zone where it has none.
    AddZone(NodeIndex),
}

impl Change {
    /// The kind of change, as programs read it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Soften(_) => "soften-call",
            Self::Double(_) => "add-instance",
            Self::AddZone(_) => "add-zone",
        }
    }

    /// The change in words, as an order: `make api -> tax soft`.
    pub fn text(self, system: &System<'_>) -> String {
        match self {
            Self::Soften(hop) => format!("make {} soft", system.hop(hop).id()),
            Self::Double(at) => {
                let vertex = system.vertex(at);
                match vertex.node().filter(|node| node.availability().is_none()).and_then(Node::instances) {
                    Some(facts) => format!("run {} instances of {} instead of {}", stated(facts) + 1, vertex.id(), stated(facts)),
                    None => format!("run a second {}", vertex.id()),
                }
            }
            Self::AddZone(at) => {
                let vertex = system.vertex(at);
                let taken = vertex.node().and_then(Node::instances).map(instances::zone_ids).unwrap_or_default();
                let zone = instances::free_zone(system, &taken).unwrap_or_default();
                format!("run one more instance of {} in zone {zone}", vertex.id())
            }
        }
    }

    /// Where the plan says what would change.
    pub fn path(self, system: &System<'_>) -> Path {
        match self {
            Self::Soften(hop) => system.hop(hop).at("need"),
            Self::Double(at) | Self::AddZone(at) => node_path(system.vertex(at)).key("instances"),
        }
    }

    /// Where the plan says what it costs, if it does.
    pub fn cost_path(self, system: &System<'_>) -> Option<Path> {
        let (Self::Double(at) | Self::AddZone(at)) = self else { return None };
        let vertex = system.vertex(at);
        let cost = vertex.node()?.cost()?;
        let field = if cost.per_instance.is_some() { "per_instance" } else { "monthly" };
        Some(node_path(vertex).key("cost").key(field))
    }

    /// What it costs a month, where the plan says what one instance costs. What a caller does without a callee costs work,
    /// which the plan does not know.
    pub fn monthly(self, system: &System<'_>) -> Option<Money> {
        let (Self::Double(at) | Self::AddZone(at)) = self else { return None };
        let node = system.vertex(at).node()?;
        let cost = node.cost()?;
        if let Some(each) = &cost.per_instance {
            return Some(each.clone());
        }
        let whole = cost.monthly.as_ref()?;
        let shares = if node.availability().is_some() { 1 } else { stated(node.instances()?) };
        Some(Money { amount: whole.amount / shares as f64, currency: whole.currency.clone() })
    }
}
