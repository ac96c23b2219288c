//! What is drawn of a system that is too large for one drawing.

use super::{Diagram, Edge, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// The most nodes and lines of a drawing that people can still read.
const MOST_NODES: usize = 150;
const MOST_LINES: usize = 450;

/// What is drawn.
pub(super) struct Selection<'d> {
    /// The nodes, each with the position of its group.
    pub(super) nodes: Vec<(usize, &'d Shape)>,
    /// The lines between them.
    pub(super) edges: Vec<&'d Edge>,
    /// How many nodes there are.
    pub(super) of: usize,
}

/// All of it, or of a large system the journeys and those nodes that most journeys and then most lines come to.
pub(super) fn select(diagram: &Diagram) -> Selection<'_> {
    let all: Vec<(usize, &Shape)> =
        diagram.groups.iter().enumerate().flat_map(|(group, of)| of.nodes.iter().map(move |node| (group, node))).collect();
    let of = all.len();
    if of <= MOST_NODES && diagram.edges.len() <= MOST_LINES {
        return Selection { nodes: all, edges: diagram.edges.iter().collect(), of };
    }
    let mut touched: BTreeMap<&str, (BTreeSet<usize>, usize)> = BTreeMap::new();
    for edge in &diagram.edges {
        for end in [&edge.from, &edge.to] {
            let (journeys, lines) = touched.entry(end).or_default();
            journeys.extend(&edge.journeys);
            *lines += 1;
        }
    }
    let worth = |node: &Shape| {
        let (journeys, lines) = touched.get(node.id.as_str()).map_or((0, 0), |(journeys, lines)| (journeys.len(), *lines));
        (node.kind == "journey", journeys, lines)
    };
    let mut ranked: Vec<(usize, &Shape)> = all.iter().map(|(_, node)| *node).enumerate().collect();
    ranked.sort_by_key(|(at, node)| (std::cmp::Reverse(worth(node)), *at));
    ranked.truncate(MOST_NODES);
    // Fewer nodes until the lines between them are few enough, too.
    loop {
        let drawn: BTreeSet<&str> = ranked.iter().map(|(_, node)| node.id.as_str()).collect();
        let edges: Vec<&Edge> =
            diagram.edges.iter().filter(|edge| drawn.contains(edge.from.as_str()) && drawn.contains(edge.to.as_str())).collect();
        if edges.len() <= MOST_LINES || ranked.len() <= 1 {
            let nodes = all.into_iter().filter(|(_, node)| drawn.contains(node.id.as_str())).collect();
            return Selection { nodes, edges, of };
        }
        ranked.truncate(ranked.len() * 9 / 10);
    }
}
