//! The lines around a node: what belongs to an entry beside its key and value.

use super::write::Style;
use crate::document::tree::{Entry, Kind, Node, Tree};

/// How a file is laid out, told from the first example of each.
pub(super) fn style(text: &str, tree: &Tree) -> Style {
    let crlf = text.find('\n').is_some_and(|at| text.get(..at).unwrap_or_default().ends_with('\r'));
    let nested = tree.root().entries().iter().find_map(|Entry { key, value }| match &value.kind {
        Kind::Map { entries, flow: false, .. } => {
            let inner = column(text, entries.first()?.key.span.start);
            inner.checked_sub(column(text, key.span.start))
        }
        _ => None,
    });
    Style { newline: if crlf { "\r\n" } else { "\n" }, indent: nested.filter(|&indent| indent > 0).unwrap_or(2) }
}

/// Where the line of an offset begins; after the byte order mark, if the text begins with one.
pub(super) fn start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    match before.rfind('\n') {
        Some(at) => at + 1,
        None if text.starts_with('\u{feff}') => '\u{feff}'.len_utf8().min(offset),
        None => 0,
    }
}

/// Where the line of an offset ends, before its line break.
pub(super) fn end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    offset + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line after the one of an offset begins; the end of the text if there is none.
pub(super) fn next(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |at| offset + at + 1)
}

/// The character of its line at which an offset stands, from 0.
pub(super) fn column(text: &str, offset: usize) -> usize {
    text.get(start(text, offset)..offset).unwrap_or_default().chars().count()
}

/// Whether only blanks stand before an offset in its line.
pub(super) fn is_first(text: &str, offset: usize) -> bool {
    let before = text.get(start(text, offset)..offset).unwrap_or_default();
    before.chars().all(|c| c == ' ')
}

/// Whether the line that begins at an offset is empty.
pub(super) fn is_blank(text: &str, line: usize) -> bool {
    text.get(line..end(text, line)).is_some_and(|line| line.trim().is_empty())
}

/// The indentation of a line that holds a comment alone.
fn comment(text: &str, line: usize) -> Option<usize> {
    let line = text.get(line..end(text, line))?;
    let bare = line.trim_start();
    bare.starts_with('#').then_some(line.len() - bare.len())
}

/// Where the comments directly above an entry begin: those indented like it, with no blank line
/// between, after `floor`. The entry's own offset if there are none.
pub(super) fn heading(text: &str, entry: usize, floor: usize) -> usize {
    if !is_first(text, entry) {
        return entry;
    }
    let indentation = column(text, entry);
    let mut first = start(text, entry);
    while first > floor {
        let above = start(text, first - 1);
        if above < floor || comment(text, above) != Some(indentation) {
            break;
        }
        first = above;
    }
    if first == start(text, entry) { entry } else { first + indentation }
}

/// Where an entry ends whose value ends at `value_end`: with the comment behind it and those below it
/// that are indented deeper than its `column`.
pub(super) fn tail(text: &str, value_end: usize, column: usize) -> usize {
    let mut tail = end(text, value_end);
    let mut line = next(text, tail);
    while line < text.len() {
        match comment(text, line) {
            Some(indentation) if indentation > column => tail = end(text, line),
            None if is_blank(text, line) => {}
            _ => break,
        }
        line = next(text, line);
    }
    tail
}

/// Where a node ends, with the colon of an empty value.
pub(super) fn end_of(entry: &Entry) -> usize {
    entry.value.span.end.max(entry.key.span.end)
}

/// Whether a node is written on one line.
pub(super) fn is_one_line(text: &str, node: &Node) -> bool {
    !node.span.slice(text).contains('\n')
}
