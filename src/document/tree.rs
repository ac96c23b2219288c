//! A document as data that knows its places.

use super::path::{Path, Step};
use super::span::Span;

/// The number of a node in its tree: counted in the order of the text, keys before their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) usize);

/// A value, a list or a map, and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub(super) id: NodeId,
    /// From its first to its last character; for an empty value, where it would stand.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A single value.
    Scalar {
        /// Its text, without quotes and with escapes resolved.
        text: Box<str>,
        /// How it is written.
        style: ScalarStyle,
    },
    /// A list.
    Seq {
        /// Its items.
        items: Vec<Node>,
        /// Written in brackets.
        flow: bool,
    },
    /// A map.
    Map {
        /// Its entries as they were written, repeated keys included.
        entries: Vec<Entry>,
        /// Written in braces.
        flow: bool,
        /// Positions of the entries with a scalar key, in the order of the keys.
        by_key: Box<[usize]>,
    },
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Bare: `text`.
    Plain,
    /// `'text'`.
    SingleQuoted,
    /// `"text"`.
    DoubleQuoted,
    /// A block of lines after `|`.
    Literal,
    /// A block of lines after `>`.
    Folded,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key; a scalar in every document that has no problems.
    pub key: Node,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar without quotes around it.
    pub fn plain(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, style: ScalarStyle::Plain } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written here, or a word for nothing (`~`, `null`).
    pub fn is_null(&self) -> bool {
        matches!(self.plain(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Seq { items, .. } => items,
            _ => &[],
        }
    }

    /// The entries of a map; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The entry of a map with this key, the first if it is repeated.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        entries_with(&self.kind, key).next()
    }

    /// The value of a map's key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The node one step down.
    pub fn child(&self, step: &Step) -> Option<&Node> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => self.items().get(*index),
        }
    }

    /// Whether it is a map or a list written without brackets, on lines of its own.
    pub fn is_block(&self) -> bool {
        matches!(self.kind, Kind::Seq { flow: false, .. } | Kind::Map { flow: false, .. })
    }
}

/// The entries of a map with this key, in the order of the text.
pub(super) fn entries_with<'t>(kind: &'t Kind, key: &str) -> impl Iterator<Item = &'t Entry> {
    let (entries, by_key) = match kind {
        Kind::Map { entries, by_key, .. } => (entries.as_slice(), &**by_key),
        _ => (&[][..], &[][..]),
    };
    let key_at = |position: usize| entries.get(position).and_then(|entry| entry.key.text());
    let from = by_key.partition_point(|&position| key_at(position) < Some(key));
    let to = by_key.partition_point(|&position| key_at(position) <= Some(key));
    by_key.get(from..to).unwrap_or_default().iter().filter_map(|&position| entries.get(position))
}

/// A whole document.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(super) root: Node,
    /// How many nodes it has.
    pub(super) len: usize,
    /// Nodes that must not be read: values of repeated keys, aliases, keys that are no scalars.
    pub(super) rejected: Vec<NodeId>,
}

impl Tree {
    /// The tree of a text that says nothing.
    pub fn empty() -> Self {
        let root = Node { id: NodeId(0), span: Span::default(), kind: Kind::Scalar { text: "".into(), style: ScalarStyle::Plain } };
        Self { root, len: 1, rejected: Vec::new() }
    }

    /// Its uppermost node.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The node at a path.
    pub fn find(&self, path: &Path) -> Option<&Node> {
        path.steps().iter().try_fold(&self.root, |node, step| node.child(step))
    }

    /// The node at a path or, where the path leads past what is written, the deepest that is.
    ///
    /// A list answers for a key that is one of its items: in `consumers: [mail]`, `consumers.mail` is
    /// the item.
    pub fn nearest(&self, path: &Path) -> &Node {
        let mut node = &self.root;
        for step in path.steps() {
            let item = || match step {
                Step::Key(key) => node.items().iter().find(|item| item.text() == Some(key)),
                Step::Index(_) => None,
            };
            match node.child(step).or_else(item) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    /// Where the key of a map's entry stands; nothing for items, the root and what isn't written.
    pub fn key_span(&self, path: &Path) -> Option<Span> {
        let parent = self.find(&path.parent()?)?;
        Some(parent.entry(path.last_key()?)?.key.span)
    }

    /// Where the node at a path, or the nearest to it, stands as a whole.
    pub fn span(&self, path: &Path) -> Span {
        self.nearest(path).span
    }

    /// What to underline when a path is meant: a value itself; of a map or list, its key.
    pub fn label_span(&self, path: &Path) -> Span {
        self.label_of(self.nearest(path).id)
    }

    /// What to underline when a node is of the wrong kind: what stands on one line with its key, the
    /// node itself, else the key.
    pub(super) fn value_label_of(&self, id: NodeId) -> Span {
        match self.node(id) {
            Some(node) if !node.is_block() => node.span,
            _ => self.label_of(id),
        }
    }

    /// What to underline when a node is meant.
    pub(super) fn label_of(&self, id: NodeId) -> Span {
        let trail = self.trail(id);
        let Some(&Found { node, entry }) = trail.last() else {
            return Span::default();
        };
        match (&node.kind, entry) {
            (Kind::Scalar { .. }, _) | (_, None) => node.span,
            (_, Some(entry)) => entry.key.span,
        }
    }

    /// The node with a number.
    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        let found = self.trail(id).pop()?;
        (found.node.id == id).then_some(found.node)
    }

    /// The path of a node; a key has the path of its value.
    pub(super) fn path_of(&self, id: NodeId) -> Path {
        let trail = self.trail(id);
        let pairs = trail.iter().zip(trail.iter().skip(1));
        pairs
            .filter_map(|(parent, child)| match child.entry {
                Some(entry) => entry.key.text().map(|key| Step::Key(key.to_owned())),
                None => parent.node.items().iter().position(|item| item.id == child.node.id).map(Step::Index),
            })
            .collect()
    }

    /// The nodes from the root down to a node. Ids grow in the order of the text, so each step is a
    /// binary search.
    fn trail(&self, id: NodeId) -> Vec<Found<'_>> {
        let mut node = &self.root;
        let mut trail = vec![Found { node, entry: None }];
        while node.id != id {
            let found = match &node.kind {
                Kind::Scalar { .. } => None,
                Kind::Seq { items, .. } => {
                    let after = items.partition_point(|item| item.id <= id);
                    let item = after.checked_sub(1).and_then(|at| items.get(at));
                    item.map(|node| Found { node, entry: None })
                }
                Kind::Map { entries, .. } => {
                    let after = entries.partition_point(|entry| entry.key.id <= id);
                    let entry = after.checked_sub(1).and_then(|at| entries.get(at));
                    entry.map(|entry| Found { node: if id < entry.value.id { &entry.key } else { &entry.value }, entry: Some(entry) })
                }
            };
            let Some(found) = found else { break };
            node = found.node;
            trail.push(found);
        }
        trail
    }
}

/// A node and the entry it belongs to, if it is a key or a value of a map.
#[derive(Clone, Copy)]
struct Found<'t> {
    node: &'t Node,
    entry: Option<&'t Entry>,
}
