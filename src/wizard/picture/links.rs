//! The nodes of the graph, and what connects them.

use super::{Link, LinkStyle, Node};
use crate::document::Path;
use crate::graph::{Link as Connection, System, Vertex};
use crate::knowledge::Severity;
use crate::plan::map::{Mode, Need};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use serde::Serialize;
use std::collections::BTreeMap;

/// The components, stores and channels of a plan, and their links: one between two nodes, the strongest of all that there are.
pub fn of(system: &System<'_>, worst: &BTreeMap<String, Severity>) -> (Vec<Node>, Vec<Link>) {
    let indices: Vec<NodeIndex> = system.nodes().collect();
    let nodes = indices.iter().map(|at| node(system.vertex(*at), worst)).collect();
    let positions: BTreeMap<NodeIndex, usize> = indices.iter().enumerate().map(|(position, at)| (*at, position)).collect();
    let mut strongest: BTreeMap<(usize, usize), LinkStyle> = BTreeMap::new();
    let mut link = |from: NodeIndex, to: NodeIndex, style: LinkStyle| {
        if let (Some(from), Some(to)) = (positions.get(&from), positions.get(&to)) {
            let known = strongest.entry((*from, *to)).or_insert(style);
            *known = (*known).max(style);
        }
    };
    for (_, hop) in system.hops() {
        let style = match (hop.call.mode, hop.call.need) {
            (Some(Mode::Async), _) => LinkStyle::Async,
            (_, Some(Need::Hard)) => LinkStyle::Hard,
            (_, Some(Need::Soft)) => LinkStyle::Soft,
            (_, None) => LinkStyle::Unstated,
        };
        link(hop.caller, hop.callee, style);
    }
    for at in &indices {
        for kind in [Connection::Publishes, Connection::Delivers, Connection::CarriedBy, Connection::DeadLetters] {
            let style = if kind == Connection::DeadLetters { LinkStyle::DeadLetters } else { LinkStyle::Message };
            for to in system.linked(*at, kind, Direction::Outgoing) {
                link(*at, to, style);
            }
        }
    }
    let links = strongest.into_iter().map(|((from, to), style)| Link { from, to, style }).collect();
    (nodes, links)
}

fn node(vertex: Vertex<'_>, worst: &BTreeMap<String, Severity>) -> Node {
    let (register, kind) = match vertex {
        Vertex::Component(_, component) => (Some(["map", "components"]), component.kind.map_or_else(|| "component".to_owned(), word)),
        Vertex::Store(_, store) => (Some(["data", "stores"]), store.kind.map_or_else(|| "store".to_owned(), word)),
        Vertex::Channel(_, channel) => (Some(["contracts", "channels"]), channel.kind.map_or_else(|| "channel".to_owned(), word)),
        Vertex::Foreign(_) => (None, "another system".to_owned()),
        Vertex::Journey(..) | Vertex::FailureMode(..) | Vertex::Nothing => (None, String::new()),
    };
    let id = vertex.id();
    Node {
        id: id.to_owned(),
        kind,
        path: register.map_or_else(|| Path::of(["include"]), |register| Path::of(register).key(id)),
        worst: worst.get(id).copied(),
        area: (0, 0, 0, 0),
    }
}

/// A word of the format as the plan spells it.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
