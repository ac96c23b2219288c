//! What an edit writes.

use crate::document::tree::{Kind, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text as it would be typed, such as `800ms`, `none` or `true`: in quotes only where YAML needs them.
    Scalar(String),
    /// A text in quotes, whatever it says: the word "none", not none.
    Quoted(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in this order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A map with one entry.
    pub fn entry(key: impl Into<String>, value: Self) -> Self {
        Self::Map(vec![(key.into(), value)])
    }

    /// The empty map: something is there, and nothing more is known of it.
    pub fn empty() -> Self {
        Self::Map(Vec::new())
    }

    /// What is written at a node. An empty value becomes an empty map.
    pub fn of(node: &Node) -> Self {
        match &node.kind {
            Kind::Scalar { .. } if node.is_null() => Self::empty(),
            Kind::Scalar { text, .. } if node.plain().is_some() => Self::Scalar(text.to_string()),
            Kind::Scalar { text, .. } => Self::Quoted(text.to_string()),
            Kind::Seq { items, .. } => Self::List(items.iter().map(Self::of).collect()),
            Kind::Map { entries, .. } => {
                let entry = |entry: &crate::document::Entry| Some((entry.key.text()?.to_owned(), Self::of(&entry.value)));
                Self::Map(entries.iter().filter_map(entry).collect())
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Scalar(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Scalar(text)
    }
}
