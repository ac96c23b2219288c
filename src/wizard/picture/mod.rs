//! The graph of a plan as cells of a terminal: laid out once on the worker, and painted as often as it is looked at.

mod layout;
mod links;

use crate::Study;
use crate::document::Path;
use crate::graph::System;
use crate::knowledge::Severity;
use std::collections::BTreeMap;

/// Above this many nodes a picture says nothing any more; the outline does.
const MOST: usize = 80;

/// A graph that is laid out.
#[derive(Debug, Default)]
pub struct GraphPicture {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// What stands in the cells, row by row.
    pub cells: Vec<Cell>,
    /// Components, stores and channels, in the order of the plan.
    pub nodes: Vec<Node>,
    /// What connects them, by the positions of the nodes.
    pub links: Vec<Link>,
    /// Whether there are too many nodes for a picture.
    pub too_many: bool,
}

/// A cell, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What is drawn.
    pub sign: char,
    /// What it belongs to.
    pub owner: Owner,
}

/// What a cell belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Nothing.
    Nobody,
    /// A node, by its position.
    Node(usize),
    /// A link, by its position.
    Link(usize),
}

/// A component, a store or a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// What it is, in a word: `service`, `relational`, `topic`.
    pub kind: String,
    /// Where it stands in the plan.
    pub path: Path,
    /// The worst open finding about it or its calls.
    pub worst: Option<Severity>,
    /// Columns and rows: left, top, width, height.
    pub area: (usize, usize, usize, usize),
}

/// One node needs another, or hands something over to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The one that asks or sends.
    pub from: usize,
    /// The one that is asked or gets.
    pub to: usize,
    /// How it is needed.
    pub style: LinkStyle,
}

/// How one node needs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkStyle {
    /// It hands over the messages that can't be worked on.
    DeadLetters,
    /// It hands messages over.
    Message,
    /// It does not wait.
    Async,
    /// It can do without.
    Soft,
    /// Nobody has said whether it can.
    Unstated,
    /// It fails with it.
    Hard,
}

impl LinkStyle {
    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::DeadLetters => "dead letters",
            Self::Message => "messages",
            Self::Async => "async",
            Self::Soft => "soft",
            Self::Unstated => "need not stated",
            Self::Hard => "hard",
        }
    }
}

/// A direction from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// The nearest above.
    Up,
    /// The nearest below.
    Down,
    /// The nearest on the left.
    Left,
    /// The nearest on the right.
    Right,
    /// The one before, in the order of the plan.
    Before,
    /// The one after.
    After,
}

impl GraphPicture {
    /// The graph of a plan, laid out where it is not too large.
    pub fn of(study: &Study) -> Self {
        let system = System::new(study.plan());
        let worst = worst(study);
        let (nodes, links) = links::of(&system, &worst);
        if nodes.len() > MOST {
            return Self { nodes, links, too_many: true, ..Self::default() };
        }
        layout::laid_out(nodes, links)
    }

    /// The position of a node.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The node that is selected where nobody has chosen one: of those at the top, the one that asks most of others.
    pub fn first(&self) -> Option<&str> {
        let asks = |at: usize| self.links.iter().filter(|link| link.from == at).count();
        let top = self.nodes.iter().enumerate().min_by_key(|(at, node)| (node.area.1, std::cmp::Reverse(asks(*at))));
        top.map(|(_, node)| node.id.as_str())
    }

    /// The nearest node in a direction.
    pub fn neighbour(&self, node: &str, towards: Towards) -> Option<&str> {
        let at = self.position(node)?;
        let there = match towards {
            Towards::Before => at.checked_sub(1)?,
            Towards::After => at + 1,
            _ => self.nearest(at, towards)?,
        };
        self.nodes.get(there).map(|node| node.id.as_str())
    }

    fn nearest(&self, at: usize, towards: Towards) -> Option<usize> {
        let (x, y) = self.nodes.get(at)?.centre();
        let distance = |other: &Node| {
            let (dx, dy) = (other.centre().0 - x, other.centre().1 - y);
            // A row is about twice as high as a column is wide.
            let (along, across, ahead) = match towards {
                Towards::Up => (-dy * 2, dx.abs(), dy < 0),
                Towards::Down => (dy * 2, dx.abs(), dy > 0),
                Towards::Left => (-dx, dy.abs() * 6, dx < 0),
                _ => (dx, dy.abs() * 6, dx > 0),
            };
            ahead.then_some(along + across)
        };
        let others = self.nodes.iter().enumerate().filter(|(other, _)| *other != at);
        others.filter_map(|(other, node)| Some((distance(node)?, other))).min().map(|(_, other)| other)
    }

    /// The cell at a column and a row.
    pub fn cell(&self, column: usize, row: usize) -> Option<Cell> {
        if column < self.width { self.cells.get(row * self.width + column).copied() } else { None }
    }
}

impl Node {
    fn centre(&self) -> (isize, isize) {
        let (x, y, width, height) = self.area;
        let at = |from: usize, size: usize| isize::try_from(from + size / 2).unwrap_or(isize::MAX / 16);
        (at(x, width), at(y, height))
    }
}

/// The worst open finding about each node: about itself, or about what it asks of others.
fn worst(study: &Study) -> BTreeMap<String, Severity> {
    let mut worst: BTreeMap<String, Severity> = BTreeMap::new();
    for finding in study.judgement().findings.iter().filter(|finding| finding.state.is_open()) {
        if let Some(node) = &finding.subject.node {
            let known = worst.entry(node.clone()).or_insert(finding.severity);
            *known = (*known).max(finding.severity);
        }
    }
    worst
}
