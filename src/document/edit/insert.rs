//! Adding entries and items.

use super::scalar::Context;
use super::site::{Editor, Site};
use super::splice::Change;
use super::value::Value;
use super::{EditError, len, lines, position, write};
use crate::document::path::Path;
use crate::document::tree::{Kind, Node};

impl Editor<'_> {
    pub(super) fn insert(&self, path: &Path, key: Option<&str>, value: &Value, at: Option<usize>) -> Result<Change, EditError> {
        let site = self.site(path)?;
        let kind = &site.node.kind;
        let fits = match kind {
            Kind::Scalar { .. } => site.node.is_null(),
            Kind::Seq { .. } => key.is_none(),
            Kind::Map { .. } => key.is_some(),
        };
        if !fits {
            return Err(EditError::NotExpanded(path.clone()));
        }
        if let Some(key) = key.filter(|key| site.node.entry(key).is_some()) {
            return Err(EditError::Exists(path.clone().key(key)));
        }
        let at = insertion(site.node, path, key, at, self.order)?;
        let alone = match key {
            Some(key) => Value::entry(key, value.clone()),
            None => Value::List(vec![value.clone()]),
        };
        let is_empty = len(kind) == 0;
        let may_grow = site.context == Context::Block && write::is_tall(&alone, 0);
        if is_empty && (site.node.is_null() || may_grow) {
            return self.replace(&site, &alone);
        }
        Ok(if site.node.is_block() { self.insert_lines(&site, key, value, at) } else { self.insert_in_brackets(&site, key, value, at) })
    }

    /// Inserts an entry of a block map or an item of a block list at a position.
    fn insert_lines(&self, site: &Site<'_>, key: Option<&str>, value: &Value, at: usize) -> Change {
        let node = site.node;
        let column = lines::column(self.text, self.child_start(node, 0));
        let text = match key {
            Some(key) => write::entry(key, value, column, self.style),
            None => format!("- {}", write::item_text(value, column + 2, self.style)),
        };
        let newline = write::line_break(column, self.style);
        let gap = if self.is_spaced(node, at) { self.style.newline } else { "" };
        if let Some(before) = at.checked_sub(1) {
            let end = self.child_tail(node, before);
            return Change::one(end..end, format!("{gap}{newline}{text}"));
        }
        // Comments at the top of the file are its own, not the first entry's.
        let heading = self.child_heading(node, 0);
        let is_top = lines::start(self.text, heading) <= lines::start(self.text, 0);
        let first = if is_top { self.child_start(node, 0) } else { heading };
        Change::one(first..first, format!("{text}{gap}{newline}"))
    }

    /// Whether the neighbours of a new entry are set apart by empty lines.
    fn is_spaced(&self, node: &Node, at: usize) -> bool {
        let count = len(&node.kind);
        let second = if at >= count { count.saturating_sub(1) } else { at.max(1) };
        if count < 2 || second == 0 {
            return false;
        }
        let above = lines::start(self.text, self.child_heading(node, second));
        above > 0 && lines::is_blank(self.text, lines::start(self.text, above - 1))
    }

    /// Where the key or dash of a block map's or list's child stands.
    pub(super) fn child_start(&self, node: &Node, index: usize) -> usize {
        let entry = node.entries().get(index).map(|entry| entry.key.span.start);
        entry.or_else(|| self.dash(node, index)).unwrap_or(node.span.start)
    }

    /// Where the child begins with the comments above it.
    pub(super) fn child_heading(&self, node: &Node, index: usize) -> usize {
        let floor = match index.checked_sub(1) {
            Some(before) => lines::next(self.text, self.child_tail(node, before)),
            None => 0,
        };
        lines::heading(self.text, self.child_start(node, index), floor)
    }

    /// Where the child ends with the comments behind and below it.
    pub(super) fn child_tail(&self, node: &Node, index: usize) -> usize {
        let entry = node.entries().get(index).map(lines::end_of);
        let end = entry.or_else(|| node.items().get(index).map(|item| item.span.end)).unwrap_or(node.span.end);
        lines::tail(self.text, end, lines::column(self.text, self.child_start(node, index)))
    }
}

/// The position of a new child: the one asked for, else where the order wants the key, else the end.
pub(super) fn insertion(
    node: &Node,
    path: &Path,
    key: Option<&str>,
    at: Option<usize>,
    order: super::KeyOrder<'_>,
) -> Result<usize, EditError> {
    let count = len(&node.kind);
    if let Some(at) = at {
        return if at <= count { Ok(at) } else { Err(EditError::NoPosition(path.clone(), at)) };
    }
    let keys = node.entries().iter().map(|entry| entry.key.text());
    Ok(key.and_then(|key| position(keys, key, &order(path))).unwrap_or(count))
}
