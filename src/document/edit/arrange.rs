//! Moving entries and items among their siblings.

use super::remove::index_of;
use super::site::Editor;
use super::splice::Change;
use super::{EditError, flow, len};
use crate::document::path::Path;
use crate::document::span::Span;
use crate::document::tree::Node;

impl Editor<'_> {
    pub(super) fn move_to(&self, path: &Path, to: usize) -> Result<Change, EditError> {
        let not_found = || EditError::NotFound(path.clone());
        let parent_path = path.parent().ok_or_else(not_found)?;
        let parent = self.site(&parent_path)?.node;
        let from = index_of(parent, path).ok_or_else(not_found)?;
        if to >= len(&parent.kind) {
            return Err(EditError::NoPosition(parent_path, to));
        }
        let children = if parent.is_block() { self.blocks(parent) } else { flow::children(parent) };
        Ok(self.rearranged(&children, from, to))
    }

    /// The children of a block map or list with their comments; without the blanks that indent them.
    fn blocks(&self, node: &Node) -> Vec<Span> {
        let block = |index| Span::new(self.child_heading(node, index), self.child_tail(node, index));
        (0..len(&node.kind)).map(block).collect()
    }

    /// The stretch from one child to another with one of them at the other end. What stands between
    /// the children (empty lines, indentation, commas) stays in its place.
    fn rearranged(&self, children: &[Span], from: usize, to: usize) -> Change {
        let touched = children.get(from.min(to)..=from.max(to)).unwrap_or_default();
        let (Some(first), Some(last)) = (touched.first(), touched.last()) else {
            return Change::default();
        };
        let mut order: Vec<&Span> = touched.iter().collect();
        if from < to {
            order.rotate_left(1);
        } else {
            order.rotate_right(1);
        }
        let mut text = String::with_capacity(last.end - first.start);
        let gaps = touched.windows(2).map(|pair| match pair {
            [a, b] => self.slice(a.end, b.start),
            _ => "",
        });
        for (child, gap) in order.into_iter().zip(gaps.chain([""])) {
            text.push_str(child.slice(self.text));
            text.push_str(gap);
        }
        Change::one(first.start..last.end, text)
    }
}
