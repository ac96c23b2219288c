//! Taking entries and items out.

use super::site::Editor;
use super::splice::Change;
use super::value::Value;
use super::{EditError, len, lines};
use crate::document::path::{Path, Step};
use crate::document::tree::{Kind, Node};

impl Editor<'_> {
    pub(super) fn remove(&self, path: &Path) -> Result<Change, EditError> {
        let not_found = || EditError::NotFound(path.clone());
        let parent = self.site(&path.parent().ok_or_else(not_found)?)?;
        let index = index_of(parent.node, path).ok_or_else(not_found)?;
        if !parent.node.is_block() {
            return Ok(self.remove_from_brackets(parent.node, index));
        }
        if len(&parent.node.kind) > 1 || path.steps().len() == 1 {
            return Ok(self.remove_lines(parent.node, index));
        }
        let empty = match parent.node.kind {
            Kind::Seq { .. } => Value::List(Vec::new()),
            _ => Value::empty(),
        };
        self.replace(&parent, &empty)
    }

    /// Takes the lines of a child out.
    fn remove_lines(&self, node: &Node, index: usize) -> Change {
        let (heading, tail) = (self.child_heading(node, index), self.child_tail(node, index));
        if !lines::is_first(self.text, heading) {
            // The first child, behind the dash of the item that holds it: the next takes its place.
            let end = if index + 1 < len(&node.kind) { self.child_heading(node, index + 1) } else { tail };
            return Change::one(heading..end, "");
        }
        let start = lines::start(self.text, heading);
        let end = lines::next(self.text, tail);
        Change::one(self.without_double_gap(start, end)..end, "")
    }

    /// Where to begin so that an empty line above and one below do not become two.
    fn without_double_gap(&self, start: usize, end: usize) -> usize {
        let closes = end >= self.text.len() || lines::is_blank(self.text, end);
        let Some(before) = start.checked_sub(1) else { return start };
        let above = lines::start(self.text, before);
        if closes && above < start && lines::is_blank(self.text, above) { above } else { start }
    }
}

/// The position of a path's last step among the children of its parent.
pub(super) fn index_of(parent: &Node, path: &Path) -> Option<usize> {
    match path.last()? {
        Step::Index(index) => parent.items().get(*index).map(|_| *index),
        Step::Key(key) => {
            let entry = parent.entry(key)?;
            parent.entries().iter().position(|other| std::ptr::eq(other, entry))
        }
    }
}
