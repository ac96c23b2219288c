//! The words of the reader's messages.

use super::super::nearest::nearest;
use super::super::tree::{Kind, Node};
use serde::de::{Expected, Unexpected};

/// Characters of a value that a message quotes.
const QUOTED: usize = 60;
/// Words that a message lists.
const LISTED: usize = 16;

/// "expected a duration such as 5s, found a list"
pub(super) fn mismatch(expected: &dyn Expected, found: &str) -> String {
    let expected = expected.to_string();
    format!("expected {}, found {found}", plain_words(&expected))
}

/// Advice about a scalar whose quotes make it a text where something else is needed.
pub(super) fn unquote(node: &Node) -> Option<&'static str> {
    let quoted = node.text().is_some() && node.plain().is_none();
    quoted.then_some("remove the quotes")
}

/// What stands at a node: "`text`", "a list", "a map", "nothing".
pub(super) fn found(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { .. } if node.is_null() => "nothing".to_owned(),
        Kind::Scalar { text, .. } if node.plain().is_some() => quoted(text),
        Kind::Scalar { text, .. } => format!("the text {}", quoted(text)),
        Kind::Seq { .. } => "a list".to_owned(),
        Kind::Map { .. } => "a map".to_owned(),
    }
}

/// The same for a value that serde hands back.
pub(super) fn unexpected(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => quoted(text),
        Unexpected::Bool(value) => quoted(&value.to_string()),
        Unexpected::Unsigned(value) => quoted(&value.to_string()),
        Unexpected::Signed(value) => quoted(&value.to_string()),
        Unexpected::Float(value) => quoted(&value.to_string()),
        Unexpected::Char(value) => quoted(&value.to_string()),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a map".to_owned(),
        other => other.to_string(),
    }
}

/// "expected a map with the keys `a`, `b`, found `800ms`"
pub(super) fn not_a_map(fields: &[&str], node: &Node) -> String {
    let found = found(node);
    match listed(fields) {
        Some(fields) => format!("expected a map, found {found}\nits keys are {fields}"),
        None => format!("expected a map, found {found}"),
    }
}

/// "`x` is none of `a`, `b`", with the nearest as the hint.
pub(super) fn not_one_of(written: &str, words: &[&str]) -> String {
    let found = quoted(written);
    let Some(list) = listed(words) else {
        return format!("{found} is not known here");
    };
    match nearest(written, speakable(words)) {
        Some(near) => format!("{found} is none of {list}\ndid you mean `{near}`?"),
        None => format!("{found} is none of {list}"),
    }
}

/// Advice for a key that a map doesn't have.
pub(super) fn known_keys(fields: &[&str]) -> Option<String> {
    listed(fields).map(|fields| format!("the keys here are {fields}"))
}

/// The words that people may write: names beginning with `$` are the reader's own.
pub(super) fn speakable<'w>(words: &'w [&str]) -> impl Iterator<Item = &'w str> {
    words.iter().copied().filter(|word| !word.starts_with('$'))
}

pub(super) fn listed(words: &[&str]) -> Option<String> {
    let words: Vec<&str> = speakable(words).collect();
    let shown: Vec<String> = words.iter().take(LISTED).map(|word| quoted(word)).collect();
    let more = if words.len() > LISTED { ", …" } else { "" };
    (!shown.is_empty()).then(|| shown.join(", ") + more)
}

fn quoted(text: &str) -> String {
    let line = text.trim_end().split('\n').next().unwrap_or_default();
    let mut shown: String = line.chars().take(QUOTED).collect();
    if shown.len() < text.trim_end().len() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// What serde's own visitors call the things they expect, in the words of the plan's authors.
fn plain_words(expected: &str) -> &str {
    match expected {
        "a string" | "a borrowed string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "unit" => "nothing",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number from 0",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        other if other.starts_with("struct ") => "a map",
        other => other,
    }
}
