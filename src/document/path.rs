//! Names for the parts of a document: `map.calls.api -> payments.timeout`.

use super::tree::{Kind, Tree};
use compact_str::CompactString;
use std::fmt;

/// One step down from a map or a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the entry of a map with this key.
    Key(CompactString),
    /// Into the item of a list at this position, from 0.
    Index(usize),
}

impl Step {
    /// The key, if it is one.
    pub fn key(&self) -> Option<&str> {
        if let Self::Key(key) = self { Some(key) } else { None }
    }
}

/// The way from the root of a document to one of its parts.
///
/// Shown with dots between keys and positions in brackets: `build.deploys.api.steps[1]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

impl Path {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// From the root through these keys.
    pub fn of<K: Into<CompactString>>(keys: impl IntoIterator<Item = K>) -> Self {
        let keys = keys.into_iter();
        // Most ways are gone on with: to a field, and to a field of that.
        let steps = Vec::with_capacity(keys.size_hint().0 + 2);
        keys.fold(Self(steps), Self::key)
    }

    /// One step further, into the entry with this key.
    #[must_use]
    pub fn key(mut self, key: impl Into<CompactString>) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// One step further, into the item at this position.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// One step further.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// The steps from the root down.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether it is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path without its last step; the root has no parent.
    pub fn parent(&self) -> Option<Self> {
        let (_, parent) = self.0.split_last()?;
        Some(Self(parent.to_vec()))
    }

    /// The last step.
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The last step, if it is a key.
    pub fn last_key(&self) -> Option<&str> {
        self.last()?.key()
    }

    /// Whether it is `prefix` or lies below it.
    pub fn starts_with(&self, prefix: &Self) -> bool {
        self.0.starts_with(&prefix.0)
    }

    /// Reads a shown path against the document it speaks of.
    ///
    /// Keys may hold dots themselves (`operations.accepted.…@call:a->b`), so at each step the longest
    /// key of the document that fits is taken. Nothing if no such part exists.
    pub fn parse(text: &str, tree: &Tree) -> Option<Self> {
        let mut path = Self::root();
        let mut node = tree.root();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (step, after) = match &node.kind {
                Kind::Map { entries, .. } => {
                    let key = entries
                        .iter()
                        .filter_map(|entry| entry.key.text())
                        .filter(|key| continues(rest, key))
                        .max_by_key(|key| key.len())?;
                    (Step::Key(key.into()), rest.get(key.len()..)?)
                }
                Kind::Seq { .. } => {
                    let inner = rest.strip_prefix('[')?;
                    let (index, after) = inner.split_once(']')?;
                    (Step::Index(index.parse().ok()?), after)
                }
                Kind::Scalar { .. } => return None,
            };
            node = node.child(&step)?;
            path = path.step(step);
            rest = after.strip_prefix('.').unwrap_or(after);
        }
        Some(path)
    }
}

/// Whether `text` begins with the whole of `key`.
fn continues(text: &str, key: &str) -> bool {
    text.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl From<Vec<Step>> for Path {
    fn from(steps: Vec<Step>) -> Self {
        Self(steps)
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}
