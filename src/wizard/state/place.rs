//! Questions about places of the open plan.

use super::desk::Desk;
use crate::document::{Edit, Path, Rewrite, Source, Step};
use crate::plan::{Replacement, load, rename};
use crate::wizard::form::{Place, Shape, Written, count};

impl Desk {
    /// What a place opens into.
    pub fn shape(&self, path: &Path) -> Option<Shape> {
        Place::find(self.tree(), path).map(Shape::of)
    }

    /// How many items a list has.
    pub fn items(&self, path: &Path) -> usize {
        Place::find(self.tree(), path).map_or(0, count)
    }

    /// Whether a place is an item of a list that stands for an entry without details.
    pub fn is_listed(&self, path: &Path) -> bool {
        Place::find(self.tree(), path).is_some_and(|place| matches!(place.written, Written::Listed))
    }

    /// The position of an entry or item among its siblings, and their number.
    pub fn position(&self, path: &Path) -> Option<(usize, usize)> {
        let parent = self.tree().find(&path.parent()?)?;
        match path.last()? {
            Step::Index(index) => Some((*index, parent.items().len())),
            Step::Key(key) => {
                let entry = parent.entries().iter().position(|entry| entry.key.text() == Some(key));
                let item = || parent.items().iter().position(|item| item.text() == Some(key));
                Some((entry.or_else(item)?, parent.entries().len() + parent.items().len()))
            }
        }
    }

    /// Selects a place in the form that is open, or shows it.
    pub fn select(&mut self, path: &Path) {
        match self.form().and_then(|form| form.find(path)) {
            Some(row) => self.row = row,
            None => self.show(path),
        }
    }

    /// The line of a place, from 1.
    pub fn line(&self, path: &Path) -> usize {
        let span = self.tree().label_span(path);
        Source::new("", self.document.text()).place(span.start).line
    }

    /// The edit that gives an entry another name, with all that name it.
    pub fn renaming(&self, entry: &Path, to: &str) -> Edit {
        let replacements = rename(&load(self.document.text()), entry, to);
        Edit::Rewrite(replacements.into_iter().map(|Replacement { span, text }| Rewrite { span, text }).collect())
    }
}
