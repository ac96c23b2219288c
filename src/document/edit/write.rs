//! Lays new values out: short maps and lists in brackets on one line, what holds maps on lines of its own.

use super::scalar::{self, Context};
use super::value::Value;

/// Columns that a line with brackets may take.
pub(super) const WIDTH: usize = 100;

/// Maps that may be nested in each other on one line.
pub(super) const DEPTH: usize = 2;

/// How the file is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// What ends its lines.
    pub newline: &'static str,
    /// Blanks by which it indents a map below its key.
    pub indent: usize,
}

/// A value on one line.
pub(super) fn inline(value: &Value, context: Context) -> String {
    match value {
        Value::Scalar(text) => scalar::spell(text, context),
        Value::Quoted(text) => scalar::quote(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, Context::Flow)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| inline_entry(key, value, Context::Flow)).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A key and its value on one line.
pub(super) fn inline_entry(key: &str, value: &Value, context: Context) -> String {
    format!("{}: {}", scalar::spell(key, context), inline(value, context))
}

/// Whether a value stands on lines of its own: a map that holds maps (they will be filled), a list of
/// filled maps, a long one, a text of several lines. `column` is where it would begin.
pub(super) fn is_tall(value: &Value, column: usize) -> bool {
    let holds_maps = match value {
        Value::Scalar(text) | Value::Quoted(text) => return scalar::is_literal(text),
        Value::List(items) => items.iter().any(is_filled_map),
        Value::Map(entries) => entries.iter().any(|(_, value)| matches!(value, Value::Map(_)) || is_tall(value, 0)),
    };
    holds_maps || (!is_empty(value) && column + inline(value, Context::Block).chars().count() > WIDTH)
}

fn is_filled_map(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if !entries.is_empty())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Scalar(_) | Value::Quoted(_) => false,
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    }
}

/// What follows `key:` for a key in `column`: the value on the same line, or on the next ones.
pub(super) fn after_key(value: &Value, key_end: usize, column: usize, style: Style) -> String {
    if !is_tall(value, key_end + 1) {
        return format!(" {}", inline(value, Context::Block));
    }
    let inner = column + style.indent;
    match value {
        Value::Scalar(text) | Value::Quoted(text) => format!(" {}", literal(text, inner, style)),
        _ => format!("{}{}{}", style.newline, " ".repeat(inner), lines(value, inner, style)),
    }
}

/// A map or list on lines of its own, indented by `column`; the first line without its indentation.
pub(super) fn lines(value: &Value, column: usize, style: Style) -> String {
    let lines: Vec<String> = match value {
        Value::Scalar(_) | Value::Quoted(_) => vec![inline(value, Context::Block)],
        Value::List(items) => items.iter().map(|item| format!("- {}", item_text(item, column + 2, style))).collect(),
        Value::Map(entries) => entries.iter().map(|(key, value)| entry(key, value, column, style)).collect(),
    };
    lines.join(&line_break(column, style))
}

/// `key: value` in `column`, the value on the same line or on the next ones.
pub(super) fn entry(key: &str, value: &Value, column: usize, style: Style) -> String {
    let key = format!("{}:", scalar::spell(key, Context::Block));
    let after = after_key(value, column + key.chars().count(), column, style);
    key + &after
}

/// What follows the dash of an item whose text begins in `column`.
pub(super) fn item_text(value: &Value, column: usize, style: Style) -> String {
    match value {
        _ if !is_tall(value, column) => inline(value, Context::Block),
        Value::Scalar(text) | Value::Quoted(text) => literal(text, column, style),
        _ => lines(value, column, style),
    }
}

/// A line break and the indentation of the next line.
pub(super) fn line_break(column: usize, style: Style) -> String {
    format!("{}{}", style.newline, " ".repeat(column))
}

/// A text of several lines as a literal block.
fn literal(text: &str, column: usize, style: Style) -> String {
    let (header, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let mut block = header.to_owned();
    for line in body.split('\n') {
        block.push_str(style.newline);
        if !line.is_empty() {
            block.push_str(&" ".repeat(column));
            block.push_str(line);
        }
    }
    block
}
