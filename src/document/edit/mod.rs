//! Edits that leave everything else as it was written.
//!
//! The tree knows the place of every node, so an edit is one splice of the text: a value is replaced,
//! lines are inserted, taken out or put elsewhere. What the splice makes of the document is checked by
//! reading the new text and comparing it with the data that the edit meant ([`verify`]).

mod arrange;
mod data;
mod expand;
mod flow;
mod insert;
mod intent;
mod lines;
mod remove;
mod replace;
mod rewrite;
mod scalar;
mod site;
mod splice;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub(in crate::document) use data::Data;
pub use expand::Expansion;
pub use intent::verify;
pub use rewrite::Rewrite;
pub use splice::{Change, Splice};
pub use value::Value;

use super::path::Path;
use super::problem::Problem;
use super::tree::{Kind, Tree};
use site::Editor;

/// A change of a document's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Writes a value at a path, in place of the one that stands there. Maps that are missing on the
    /// way are made; the position after the last item of a list appends to it.
    Set {
        /// Where.
        path: Path,
        /// What.
        value: Value,
    },
    /// Adds an entry to a map or an item to a list.
    Insert {
        /// The map or list; what is empty becomes one.
        path: Path,
        /// The key, for a map.
        key: Option<String>,
        /// The new value.
        value: Value,
        /// Its position; where absent, at the end of a list, and in a map where its order wants it.
        at: Option<usize>,
    },
    /// Takes an entry or item out, with the comments directly above and behind it. A map or list
    /// that loses its last one stays, empty.
    Remove {
        /// Which.
        path: Path,
    },
    /// Gives an entry another key.
    RenameKey {
        /// The entry.
        path: Path,
        /// Its new key.
        to: String,
    },
    /// Puts an entry or item at another position among its siblings, with its comments.
    Move {
        /// Which.
        path: Path,
        /// The position that it has afterwards.
        to: usize,
    },
    /// Writes a shorthand in full, so that what it leaves out can be set.
    Expand {
        /// The value.
        path: Path,
        /// What it stands for.
        to: Expansion,
    },
    /// Writes other texts in place of single scalars, keys or values, wherever they stand: what the
    /// renaming of a thing does to all that mention it.
    Rewrite(Vec<Rewrite>),
}

/// Why an edit was not made. The text is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Nothing stands at the path.
    #[error("there is no `{}`", shown(.0))]
    NotFound(Path),
    /// A step leads into a value that has no such steps: a scalar, or a list asked for a key.
    #[error("`{}` is written in short: it has no entries of its own", shown(.0))]
    NotExpanded(Path),
    /// The key is there already.
    #[error("`{}` is there already", shown(.0))]
    Exists(Path),
    /// The position is beyond the end.
    #[error("`{path}` has no position {at}", path = shown(.0), at = .1)]
    NoPosition(Path, usize),
    /// The document is not YAML, or not of the kind that can be edited.
    #[error("the text must be corrected first: {0}")]
    Unreadable(String),
    /// The new text would not say what the edit means.
    #[error("the edit was not made: its text would not be read as meant ({0})")]
    Refused(String),
}

/// A path, safe to print.
fn shown(path: &Path) -> String {
    super::printable(&path.to_string()).into_owned()
}

/// The order of a map's keys, asked for the map at a path: where a new key has its place. Keys that
/// are not named go to the end.
pub type KeyOrder<'o> = &'o dyn Fn(&Path) -> Vec<String>;

/// No order: new keys go to the end.
pub fn unordered(_: &Path) -> Vec<String> {
    Vec::new()
}

/// The change of the text that makes an edit, not yet verified.
///
/// `tree` must be the tree of `text`. Takes the time of a copy of the edited entity, not of the document.
pub fn apply(text: &str, tree: &Tree, edit: &Edit, order: KeyOrder<'_>) -> Result<Change, EditError> {
    let editor = Editor::new(text, tree, order);
    match edit {
        Edit::Set { path, value } => editor.set(path, value),
        Edit::Insert { path, key, value, at } => editor.insert(path, key.as_deref(), value, *at),
        Edit::Remove { path } => editor.remove(path),
        Edit::RenameKey { path, to } => editor.rename_key(path, to),
        Edit::Move { path, to } => editor.move_to(path, *to),
        Edit::Expand { path, to } => editor.expand(path, to),
        Edit::Rewrite(rewrites) => editor.rewrite(rewrites),
    }
}

/// A text after edits.
#[derive(Debug)]
pub struct Made {
    /// The text.
    pub text: String,
    /// Its tree.
    pub tree: Tree,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
    /// The changes that lead back, the last edit's first.
    pub back: Vec<Change>,
}

/// Makes edits one after the other, each verified on the text that the ones before it leave; nothing where there are none.
///
/// `tree` must be the tree of `text`.
pub fn made(text: &str, tree: &Tree, edits: &[Edit], order: KeyOrder<'_>) -> Result<Option<Made>, EditError> {
    let mut latest: Option<(String, Tree, Vec<Problem>)> = None;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let (before, tree) = latest.as_ref().map_or((text, tree), |(text, tree, _)| (text, tree));
        let change = apply(before, tree, edit, order)?;
        let after = change.applied_to(before);
        let (after_tree, problems) = verify(tree, edit, order, &after)?;
        back.push(change.inverse(before));
        latest = Some((after, after_tree, problems));
    }
    back.reverse();
    Ok(latest.map(|(text, tree, problems)| Made { text, tree, problems, back }))
}

/// Where a new key belongs among the keys of a map: before the first that follows it in `order`.
fn position<'k>(keys: impl IntoIterator<Item = Option<&'k str>>, key: &str, order: &[String]) -> Option<usize> {
    let rank = order.iter().position(|other| other == key)?;
    let later = order.get(rank + 1..)?;
    keys.into_iter().position(|present| present.is_some_and(|present| later.iter().any(|other| other == present)))
}

/// The number of items or entries of a node.
fn len(kind: &Kind) -> usize {
    match kind {
        Kind::Scalar { .. } => 0,
        Kind::Seq { items, .. } => items.len(),
        Kind::Map { entries, .. } => entries.len(),
    }
}
