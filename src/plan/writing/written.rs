//! What is written at a place of the plan, with the short forms read out.
//!
//! `timeout: 800ms` has a field `total`, `instances: 3..12` has `min` and `max`, `consumers: [mail]` has an entry `mail`.

use crate::document::{Kind, Node, Path, Step, Tree};
use crate::plan::fields::Spot;

/// What stands at a place.
#[derive(Debug, Clone, Copy)]
pub enum Written<'t> {
    /// Nothing: it is unknown.
    Absent,
    /// A node of the text: the value itself, or the short form that stands for it.
    Node(&'t Node),
    /// A part of a short form, as the `3` of `3..12`.
    Part(&'t str),
    /// An item of a list that stands for an entry without details.
    Listed,
}

/// A place of the plan: what may stand there, and what does.
#[derive(Debug, Clone, Copy)]
pub struct Place<'t> {
    /// What may stand there.
    pub spot: Spot,
    /// What does.
    pub written: Written<'t>,
}

impl<'t> Written<'t> {
    /// What a node says, where there is one that says something.
    pub fn of(node: Option<&'t Node>) -> Self {
        node.filter(|node| !node.is_null()).map_or(Self::Absent, Self::Node)
    }

    /// The node, where it is one.
    pub fn node(self) -> Option<&'t Node> {
        if let Self::Node(node) = self { Some(node) } else { None }
    }

    /// The text, where it is a single value.
    pub fn text(self) -> Option<&'t str> {
        match self {
            Self::Node(node) => node.text(),
            Self::Part(text) => Some(text),
            Self::Absent | Self::Listed => None,
        }
    }

    /// Whether nothing is written.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The entries of a map, empty for anything else.
    pub fn is_map(self) -> bool {
        self.node().is_some_and(|node| matches!(node.kind, Kind::Map { .. }))
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        self.node().is_some_and(|node| matches!(node.kind, Kind::Seq { .. }))
    }
}

impl<'t> Place<'t> {
    /// The whole plan.
    pub fn root(tree: &'t Tree) -> Self {
        Self { spot: Spot::root(), written: Written::of(Some(tree.root())) }
    }

    /// The place at a path; nothing where the format has no such place.
    pub fn find(tree: &'t Tree, path: &Path) -> Option<Self> {
        path.steps().iter().try_fold(Self::root(tree), Place::child)
    }

    /// One step further.
    pub fn child(self, step: &Step) -> Option<Self> {
        let spot = match step {
            Step::Key(key) => self.spot.child(key)?,
            Step::Index(_) => self.spot.item()?,
        };
        Some(Self { spot, written: self.below(step) })
    }

    /// Whether it is declared that there is none.
    pub fn is_none(self) -> bool {
        self.written.node().and_then(Node::plain) == Some("none") && self.spot.accepts_none()
    }

    /// Whether a value or a list stands for a map with fields.
    pub fn is_short(self) -> bool {
        let Some(node) = self.written.node() else { return false };
        !self.is_none() && !self.written.is_map() && !self.spot.fields().is_empty() && !node.is_null()
    }

    fn below(self, step: &Step) -> Written<'t> {
        let Written::Node(node) = self.written else { return Written::Absent };
        match (&node.kind, step) {
            (Kind::Map { .. }, Step::Key(key)) => Written::of(node.get(key)),
            (Kind::Seq { items, .. }, Step::Index(index)) => Written::of(items.get(*index)),
            (Kind::Seq { items, .. }, Step::Key(key)) if self.spot.entries().is_some() => {
                if items.iter().any(|item| item.text() == Some(key)) { Written::Listed } else { Written::Absent }
            }
            (_, Step::Key(key)) => self.out_of_short_form(node, key),
            (Kind::Scalar { .. }, Step::Index(0)) if !self.is_none() => Written::Node(node),
            _ => Written::Absent,
        }
    }

    fn out_of_short_form(self, node: &'t Node, key: &str) -> Written<'t> {
        if self.is_none() {
            return Written::Absent;
        }
        if self.spot.main().is_some_and(|main| main.name == key) {
            return Written::Node(node);
        }
        let (Some((from, to)), Some(text)) = (self.spot.range(), node.text()) else { return Written::Absent };
        let (low, high) = text.split_once("..").unwrap_or((text, text));
        match key {
            _ if key == from.name => Written::Part(low.trim()),
            _ if key == to.name => Written::Part(high.trim()),
            _ => Written::Absent,
        }
    }
}
