//! A document as data that knows its places.

use super::path::Step;
use super::span::Span;
use compact_str::CompactString;

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
        text: CompactString,
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

    /// Whether it is a map or a list in brackets.
    pub fn is_flow(&self) -> bool {
        matches!(self.kind, Kind::Seq { flow: true, .. } | Kind::Map { flow: true, .. })
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
}
