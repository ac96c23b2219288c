//! Setting values.

use super::scalar::Context;
use super::site::{Editor, Holder, Site};
use super::splice::Change;
use super::value::Value;
use super::{EditError, lines, write};
use crate::document::path::{Path, Step};
use crate::document::tree::Kind;

impl Editor<'_> {
    pub(super) fn set(&self, path: &Path, value: &Value) -> Result<Change, EditError> {
        let (site, missing) = self.reach(path);
        let [first, rest @ ..] = missing else {
            return self.replace(&site, value);
        };
        let parent: Path = path.steps().iter().take(path.steps().len() - missing.len()).cloned().collect();
        let value = wrapped(rest, value.clone()).ok_or_else(|| EditError::NotFound(path.clone()))?;
        match first {
            Step::Key(key) => self.insert(&parent, Some(key), &value, None),
            Step::Index(index) => self.insert(&parent, None, &value, Some(*index)),
        }
    }

    /// Writes a value in place of the one that stands somewhere.
    pub(super) fn replace(&self, site: &Site<'_>, value: &Value) -> Result<Change, EditError> {
        let span = site.node.span;
        if site.context == Context::Flow {
            let text = write::inline(value, Context::Flow);
            let change = if span.is_empty() { self.fill(span.start, &text) } else { Change::one(span.range(), text) };
            return Ok(self.kept_readable(site, change));
        }
        if let Holder::Root = site.holder {
            return self.replace_root(site, value);
        }
        let column = self.column(site.holder);
        let after = match site.holder {
            Holder::Entry(entry) => {
                let key_end = column + entry.key.span.len();
                write::after_key(value, key_end + 1, column, self.style)
            }
            _ => format!(" {}", write::item_text(value, column + 2, self.style)),
        };
        // A comment that is indented deeper below a literal block would become part of its text.
        let has_comments_below = lines::tail(self.text, span.end, column) > lines::end(self.text, span.end);
        if after.starts_with(" |") && has_comments_below && !site.node.is_block() {
            return Ok(self.put(site, &format!(" {}", write::inline(value, Context::Block))));
        }
        Ok(self.put(site, &after))
    }

    /// Puts what follows a colon or dash (` value`, or lines) in place of what follows it now.
    pub(super) fn put(&self, site: &Site<'_>, after: &str) -> Change {
        let span = site.node.span;
        let marker = self.marker_end(site.holder);
        let line_end = lines::end(self.text, marker);
        if site.node.is_block() {
            // The comment behind the key stays; those inside the old value go with it.
            let begins_below = span.start > line_end;
            let remark = if begins_below { self.slice(marker, line_end).trim_end() } else { "" };
            let is_tall = after.contains('\n');
            let end = if is_tall { lines::tail(self.text, span.end, self.column(site.holder)) } else { lines::end(self.text, span.end) };
            return Change::one(marker..end, with_remark(after, remark));
        }
        if after.contains('\n') {
            let end = lines::end(self.text, span.end);
            let remark = self.slice(span.end, end).trim_end();
            return Change::one(marker..end, with_remark(after, remark));
        }
        if span.is_empty() { Change::one(marker..marker, after) } else { Change::one(span.range(), after.trim_start_matches(' ')) }
    }

    /// Writes after a colon that has no value yet, or after a key in brackets that has no colon.
    fn fill(&self, at: usize, text: &str) -> Change {
        let colon = self.slice(0, at).ends_with(':');
        Change::one(at..at, if colon { format!(" {text}") } else { format!(": {text}") })
    }

    /// Writes the whole document: after everything, if it holds nothing but comments.
    fn replace_root(&self, site: &Site<'_>, value: &Value) -> Result<Change, EditError> {
        let is_map = matches!(value, Value::Map(entries) if !entries.is_empty());
        let is_list = matches!(value, Value::List(items) if !items.is_empty());
        let text = if is_map || is_list { write::lines(value, 0, self.style) } else { write::inline(value, Context::Block) };
        let span = site.node.span;
        if !span.is_empty() {
            return Ok(Change::one(span.range(), text));
        }
        if !matches!(site.node.kind, Kind::Scalar { .. }) {
            return Err(EditError::NotFound(Path::root()));
        }
        let end = self.text.len();
        let newline = self.style.newline;
        let before = if self.text.trim_start_matches('\u{feff}').is_empty() || self.text.ends_with('\n') { "" } else { newline };
        Ok(Change::one(end..end, format!("{before}{text}{newline}")))
    }
}

/// Adds the comment that stood behind a value to the first line of its new text.
fn with_remark(after: &str, remark: &str) -> String {
    if remark.is_empty() {
        return after.to_owned();
    }
    let first = after.find(['\r', '\n']).unwrap_or(after.len());
    let (line, rest) = after.split_at(first);
    let blank = if remark.starts_with([' ', '\t']) { "" } else { " " };
    format!("{line}{blank}{remark}{rest}")
}

/// A value inside the maps and lists that the steps to it need; nothing for a position but the first.
fn wrapped(steps: &[Step], value: Value) -> Option<Value> {
    steps.iter().rev().try_fold(value, |value, step| match step {
        Step::Key(key) => Some(Value::entry(key.clone(), value)),
        Step::Index(0) => Some(Value::List(vec![value])),
        Step::Index(_) => None,
    })
}
