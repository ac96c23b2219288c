//! Lists and maps in brackets.

use super::scalar::Context;
use super::site::{Editor, Holder, Site};
use super::splice::Change;
use super::value::Value;
use super::{lines, write};
use crate::document::layout;
use crate::document::parse::Limits;
use crate::document::span::Span;
use crate::document::tree::{Entry, Kind, Node, Tree};

/// The children of a list or map in brackets, each with its key.
pub(super) fn children(node: &Node) -> Vec<Span> {
    match &node.kind {
        Kind::Scalar { .. } => Vec::new(),
        Kind::Seq { items, .. } => items.iter().map(|item| item.span).collect(),
        Kind::Map { entries, .. } => entries.iter().map(|entry| Span::new(entry.key.span.start, lines::end_of(entry))).collect(),
    }
}

impl Editor<'_> {
    /// Inserts a child between brackets.
    pub(super) fn insert_in_brackets(&self, site: &Site<'_>, key: Option<&str>, value: &Value, at: usize) -> Change {
        let text = match key {
            Some(key) => write::inline_entry(key, value, Context::Flow),
            None => write::inline(value, Context::Flow),
        };
        let children = children(site.node);
        let change = match (children.get(at), children.last()) {
            (Some(next), _) => Change::one(next.start..next.start, format!("{text},{}", self.separator(next.start))),
            (None, Some(last)) => self.append(*last, &text),
            (None, None) => {
                let inside = site.node.span.start + 1;
                Change::one(inside..inside, text)
            }
        };
        self.kept_readable(site, change)
    }

    /// A change in brackets, with the outermost of them broken into lines if it makes their line too long or too deep.
    pub(super) fn kept_readable(&self, site: &Site<'_>, change: Change) -> Change {
        self.broken_up(site, &change).unwrap_or(change)
    }

    /// Appends after the last child, on a line of its own where that child has one.
    fn append(&self, last: Span, text: &str) -> Change {
        let separator = self.separator(last.start);
        let line_end = lines::end(self.text, last.end);
        let behind = self.slice(last.end, line_end);
        let remark = behind.trim_start().trim_start_matches(',').trim_start();
        if separator.contains('\n') && remark.starts_with('#') {
            // The comment stays behind the entry that it speaks of.
            return Change::one(last.end..line_end, format!(", {}{separator}{text}", remark.trim_end()));
        }
        Change::one(last.end..last.end, format!(",{separator}{text}"))
    }

    /// What stands between two children: a blank or, where they stand on lines of their own, a line
    /// break and their indentation.
    fn separator(&self, child: usize) -> String {
        if lines::is_first(self.text, child) { write::line_break(lines::column(self.text, child), self.style) } else { " ".to_owned() }
    }

    /// Takes a child out of brackets, with its comma and the comment behind it.
    pub(super) fn remove_from_brackets(&self, node: &Node, index: usize) -> Change {
        let children = children(node);
        let Some(&child) = children.get(index) else { return Change::default() };
        let before = index.checked_sub(1).and_then(|before| children.get(before));
        let is_last = index + 1 == children.len();
        let has_comment = |start, end| self.slice(start, end).contains('#');
        match before {
            _ if !is_last => Change::one(child.start..self.gap_end(child.end), ""),
            Some(before) if !has_comment(before.end, child.start) => Change::one(before.end..child.end, ""),
            None if !has_comment(node.span.start, node.span.end) => Change::one(node.span.start + 1..node.span.end - 1, ""),
            _ => self.remove_last_of_lines(child),
        }
    }

    /// Takes the last child out where a comment stands before it, which keeps the comma there: the
    /// whole line, if the child has one.
    fn remove_last_of_lines(&self, child: Span) -> Change {
        let end = self.comma_end(child.end);
        let line_end = lines::end(self.text, end);
        let remark = self.slice(end, line_end).trim();
        if lines::is_first(self.text, child.start) && (remark.is_empty() || remark.starts_with('#')) {
            return Change::one(lines::start(self.text, child.start)..lines::next(self.text, line_end), "");
        }
        Change::one(child.start..end, "")
    }

    /// Where the comma after a child ends, if one follows.
    fn comma_end(&self, end: usize) -> usize {
        let rest = self.slice(end, self.text.len());
        let behind = rest.trim_start().strip_prefix(',');
        behind.map_or(end, |behind| self.text.len() - behind.len())
    }

    /// Where the next child, or a comment on a line of its own, begins.
    fn gap_end(&self, end: usize) -> usize {
        let rest = self.slice(self.comma_end(end), self.text.len());
        let mut next = rest.trim_start_matches([' ', '\t']);
        if next.starts_with('#') {
            next = next.find('\n').and_then(|at| next.get(at..)).unwrap_or_default();
        }
        self.text.len() - next.trim_start().len()
    }

    /// The same change with each child of the outermost brackets on its own line, if it makes their line longer or nests
    /// maps in it deeper than they may be. Nothing if it does not, or if they hold comments or several lines already.
    fn broken_up(&self, site: &Site<'_>, change: &Change) -> Option<Change> {
        let (outer, holder) = site.outer_flow?;
        let span = outer.span;
        let before = self.slice(lines::start(self.text, span.start), span.start);
        let behind = self.slice(span.end, self.text.len());
        if !lines::is_one_line(self.text, outer) || matches!(holder, Holder::Root) {
            return None;
        }
        let changed = change.applied_to(self.text);
        let new = changed.get(span.start..changed.len() - behind.len())?;
        let (tree, problems) = Tree::parse(new, &Limits::default()).ok()?;
        let width = |brackets: &str| before.chars().count() + brackets.chars().count();
        let is_longer = width(new) > write::WIDTH.max(width(span.slice(self.text)));
        let is_deeper = depth(tree.root()) > write::DEPTH.max(depth(outer));
        if !problems.is_empty() || !(is_longer || is_deeper) {
            return None;
        }
        let column = self.column(holder);
        let (column, first) = match holder {
            Holder::Item(_) => (column + 2, " ".to_owned()),
            _ => (column + self.style.indent, write::line_break(column + self.style.indent, self.style)),
        };
        let children = texts(new, tree.root());
        let after = first + &children.join(&write::line_break(column, self.style));
        let outer = Site { node: outer, holder, context: Context::Block, outer_flow: None };
        Some(self.put(&outer, &after))
    }
}

/// How many maps are nested in each other at the deepest place of a node.
fn depth(node: &Node) -> usize {
    let mut deepest = 0;
    let mut open = vec![(node, 0)];
    while let Some((node, above)) = open.pop() {
        let depth = above + usize::from(matches!(&node.kind, Kind::Map { entries, .. } if !entries.is_empty()));
        deepest = deepest.max(depth);
        open.extend(node.items().iter().map(|item| (item, depth)));
        open.extend(node.entries().iter().map(|entry| (&entry.value, depth)));
    }
    deepest
}

/// The texts of a map's or list's children as they stand outside brackets.
fn texts(text: &str, node: &Node) -> Vec<String> {
    let spans = children(node).into_iter().map(|child| child.slice(text));
    let Kind::Map { entries, .. } = &node.kind else {
        return spans.map(|item| format!("- {item}")).collect();
    };
    let has_colon = |entry: &Entry| layout::after_colon(text, entry.key.span.end) > entry.key.span.end;
    spans.zip(entries).map(|(child, entry)| if has_colon(entry) { child.to_owned() } else { format!("{child}:") }).collect()
}
