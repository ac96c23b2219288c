//! Documents as data alone, to compare what an edit means with what a text says.

use super::{Rewrite, Value};
use crate::document::path::{Path, Step};
use crate::document::tree::{Entry, Kind, Node, ScalarStyle};
use std::collections::BTreeMap;

/// A document without its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) enum Data {
    /// Nothing is written.
    Null,
    /// A text, and whether it stands in quotes where that is known to matter.
    Scalar(String, Option<bool>),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
}

impl Data {
    /// What is written at a node.
    pub(in crate::document) fn of(node: &Node) -> Self {
        Self::rewritten(node, &[])
    }

    /// What is written at a node, with other texts for some scalars in it.
    pub(super) fn rewritten(node: &Node, rewrites: &[Rewrite]) -> Self {
        let texts: BTreeMap<usize, &str> = rewrites.iter().map(|rewrite| (rewrite.span.start, rewrite.text.as_str())).collect();
        Self::with_texts(node, &texts)
    }

    fn with_texts(node: &Node, texts: &BTreeMap<usize, &str>) -> Self {
        let inner = |node: &Node| Self::with_texts(node, texts);
        let key = |key: &Node| texts.get(&key.span.start).map_or(text_of(key), |text| text).to_owned();
        match &node.kind {
            Kind::Scalar { .. } if node.is_null() => Self::Null,
            Kind::Scalar { text, style } => match texts.get(&node.span.start) {
                Some(text) => Self::Scalar((*text).to_owned(), None),
                None => Self::Scalar(text.to_string(), Some(*style != ScalarStyle::Plain)),
            },
            Kind::Seq { items, .. } => Self::List(items.iter().map(inner).collect()),
            Kind::Map { entries, .. } => Self::Map(entries.iter().map(|entry| (key(&entry.key), inner(&entry.value))).collect()),
        }
    }

    /// What a value means.
    pub(super) fn written(value: &Value) -> Self {
        match value {
            Value::Scalar(text) => Self::Scalar(text.clone(), None),
            Value::Quoted(text) => Self::Scalar(text.clone(), Some(true)),
            Value::List(items) => Self::List(items.iter().map(Self::written).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|(key, value)| (key.clone(), Self::written(value))).collect()),
        }
    }

    pub(super) fn at(&mut self, path: &Path) -> Option<&mut Self> {
        path.steps().iter().try_fold(self, Self::child)
    }

    fn child(&mut self, step: &Step) -> Option<&mut Self> {
        match (self, step) {
            (Self::Map(entries), Step::Key(key)) => entries.iter_mut().find(|(other, _)| other == key).map(|(_, value)| value),
            (Self::List(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        }
    }

    /// The child at a step, made at a position if it is missing.
    pub(super) fn make(&mut self, step: &Step, position: usize) -> Option<&mut Self> {
        if *self == Self::Null {
            *self = match step {
                Step::Key(_) => Self::Map(Vec::new()),
                Step::Index(_) => Self::List(Vec::new()),
            };
        }
        match (&mut *self, step) {
            (Self::Map(entries), Step::Key(key)) if entries.iter().all(|(other, _)| other != key) => {
                entries.insert(position.min(entries.len()), (key.to_string(), Self::Null));
            }
            (Self::List(items), Step::Index(index)) if *index == items.len() => items.push(Self::Null),
            _ => {}
        }
        self.child(step)
    }

    /// Whether it is a map without entries or a list without items.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null | Self::Scalar(..) => false,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// Whether a node says this.
    pub(super) fn is_said_by(&self, node: &Node) -> bool {
        match (self, &node.kind) {
            (Self::Null, _) => node.is_null(),
            (Self::Scalar(meant, quoted), Kind::Scalar { text, style }) => {
                let is_quoted = *style != ScalarStyle::Plain;
                **meant == **text && !node.is_null() && quoted.is_none_or(|quoted| quoted == is_quoted)
            }
            (Self::List(meant), Kind::Seq { items, .. }) => {
                meant.len() == items.len() && meant.iter().zip(items).all(|(meant, item)| meant.is_said_by(item))
            }
            (Self::Map(meant), Kind::Map { entries, .. }) => {
                let says = |((key, value), entry): (&(String, Self), &Entry)| *key == text_of(&entry.key) && value.is_said_by(&entry.value);
                meant.len() == entries.len() && meant.iter().zip(entries).all(says)
            }
            _ => false,
        }
    }
}

fn text_of(key: &Node) -> &str {
    key.text().unwrap_or_default()
}
