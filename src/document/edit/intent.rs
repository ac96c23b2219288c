//! What an edit means as data, and whether a text says that.

use super::data::Data;
use super::insert::insertion;
use super::remove::index_of;
use super::{Edit, EditError, KeyOrder, expand};
use crate::document::parse::Limits;
use crate::document::path::{Path, Step};
use crate::document::problem::Problem;
use crate::document::tree::Tree;

/// Reads the text after an edit and compares its data with what the edit means.
///
/// `before` is the tree of the text before. Gives the tree of the new text and its problems.
pub fn verify(before: &Tree, edit: &Edit, order: KeyOrder<'_>, text: &str) -> Result<(Tree, Vec<Problem>), EditError> {
    let refused = |reason: &str| EditError::Refused(reason.to_owned());
    let (after, problems) = Tree::parse(text, &Limits::default()).map_err(|problem| EditError::Refused(problem.message))?;
    let meant = intended(before, edit, order).ok_or_else(|| refused("it can't be told what it means"))?;
    // A document that has lost its last entry says nothing.
    let is_empty = after.root().is_null() && meant.is_empty();
    if !is_empty && !meant.is_said_by(after.root()) {
        return Err(refused("it would say something else"));
    }
    if after.rejected.len() > before.rejected.len() {
        return Err(refused("a key would be written twice"));
    }
    Ok((after, problems))
}

/// The data after an edit.
fn intended(before: &Tree, edit: &Edit, order: KeyOrder<'_>) -> Option<Data> {
    let mut data = match edit {
        Edit::Rewrite(rewrites) => Data::rewritten(before.root(), rewrites),
        _ => Data::of(before.root()),
    };
    match edit {
        Edit::Rewrite(_) => {}
        Edit::Set { path, value } => {
            let mut at = Path::root();
            let mut here = &mut data;
            for step in path.steps() {
                let position = match before.find(&at) {
                    Some(node) => insertion(node, &at, key_of(step), index_of_step(step), order).ok()?,
                    None => 0,
                };
                here = here.make(step, position)?;
                at = at.step(step.clone());
            }
            *here = Data::written(value);
        }
        Edit::Insert { path, key, value, at } => {
            let position = insertion(before.find(path)?, path, key.as_deref(), *at, order).ok()?;
            let value = Data::written(value);
            match (data.at(path)?, key) {
                (Data::Map(entries), Some(key)) => entries.insert(position, (key.clone(), value)),
                (Data::List(items), None) => items.insert(position, value),
                (place @ Data::Null, Some(key)) => *place = Data::Map(vec![(key.clone(), value)]),
                (place @ Data::Null, None) => *place = Data::List(vec![value]),
                _ => return None,
            }
        }
        Edit::Remove { path } => {
            let parent = path.parent()?;
            let index = index_of(before.find(&parent)?, path)?;
            match data.at(&parent)? {
                Data::Map(entries) => drop(entries.remove(index)),
                Data::List(items) => drop(items.remove(index)),
                _ => return None,
            }
        }
        Edit::RenameKey { path, to } => {
            let parent = path.parent()?;
            let index = index_of(before.find(&parent)?, path)?;
            let Data::Map(entries) = data.at(&parent)? else { return None };
            to.clone_into(&mut entries.get_mut(index)?.0);
        }
        Edit::Move { path, to } => {
            let parent = path.parent()?;
            let index = index_of(before.find(&parent)?, path)?;
            match data.at(&parent)? {
                Data::Map(entries) if *to < entries.len() => {
                    let entry = entries.remove(index);
                    entries.insert(*to, entry);
                }
                Data::List(items) if *to < items.len() => {
                    let item = items.remove(index);
                    items.insert(*to, item);
                }
                _ => return None,
            }
        }
        Edit::Expand { path, to } => *data.at(path)? = Data::written(&expand::expanded(before.find(path)?, to)?),
    }
    Some(data)
}

fn key_of(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

fn index_of_step(step: &Step) -> Option<usize> {
    match step {
        Step::Key(_) => None,
        Step::Index(index) => Some(*index),
    }
}
