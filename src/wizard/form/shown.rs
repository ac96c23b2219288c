//! How a value is shown in one line.

use super::{Place, Shape, Written, count};
use crate::document::{Kind, Node, printable};

/// A line that stands for a value, and what kind of answer it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The line; control characters are made visible.
    pub text: String,
    /// The kind of answer.
    pub tone: Tone,
}

/// What kind of answer a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nobody has said.
    Unknown,
    /// Declared: there is none.
    None,
    /// What its absence means by the format.
    Default,
    /// A value.
    Known,
    /// A map or a list, of which this is a summary.
    Summary,
}

/// How many characters of a summary are made; a screen shows fewer.
const ENOUGH: usize = 160;

/// Fields of every entity that do not tell what it is.
const ASIDE: [&str; 5] = ["title", "note", "links", "from", "assumed"];

/// The line for a place.
pub fn shown(place: Place<'_>) -> Shown {
    let (text, tone) = match place.written {
        Written::Absent => match place.spot.default() {
            Some(default) => (default.to_owned(), Tone::Default),
            None => ("?".to_owned(), Tone::Unknown),
        },
        Written::Listed => (String::new(), Tone::Known),
        Written::Part(text) => (printable(text).into_owned(), Tone::Known),
        Written::Node(_) if place.is_none() => ("none".to_owned(), Tone::None),
        Written::Node(node) => match node.text() {
            Some(text) => (one_line(text), Tone::Known),
            None => (summary(place, node), Tone::Summary),
        },
    };
    Shown { text, tone }
}

fn one_line(text: &str) -> String {
    let text: String = text.trim_end().chars().take(ENOUGH).map(|c| if c == '\n' { ' ' } else { c }).collect();
    printable(&text).into_owned()
}

fn summary(place: Place<'_>, node: &Node) -> String {
    match (Shape::of(place), count(place)) {
        (Shape::Entries(..) | Shape::Items(_), 0) => "none, and the list is complete".to_owned(),
        (Shape::Fields, 0) => "yes, without details".to_owned(),
        (Shape::Entries(..), n) => {
            let names = node.entries().iter().filter_map(|entry| entry.key.text()).chain(node.items().iter().filter_map(Node::text));
            format!("{n}: {}", joined(names, ", "))
        }
        _ => inside(node),
    }
}

/// What a map or list holds, on one line: two levels are enough to know it again.
fn inside(node: &Node) -> String {
    let mut text = String::new();
    match &node.kind {
        Kind::Map { entries, .. } => {
            // An entity is known by what it is, not by its name for people.
            for entry in entries.iter().filter(|entry| !entry.key.text().is_some_and(|key| ASIDE.contains(&key))) {
                if text.chars().count() > ENOUGH {
                    break;
                }
                if !text.is_empty() {
                    text.push_str(" · ");
                }
                text.push_str(entry.key.text().unwrap_or("?"));
                text.push(' ');
                text.push_str(&brief(&entry.value));
            }
        }
        Kind::Seq { items, .. } => {
            let items: Vec<String> = items.iter().take(ENOUGH / 2).map(brief).collect();
            text = joined(items.iter().map(String::as_str), ", ");
        }
        Kind::Scalar { text: value, .. } => text.push_str(value),
    }
    one_line(&text)
}

fn brief(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { text, .. } => text.chars().take(ENOUGH).collect(),
        Kind::Seq { items, .. } => joined(items.iter().map(|item| item.text().unwrap_or("…")), ", "),
        Kind::Map { entries, .. } => {
            let values: Vec<String> = entries
                .iter()
                .take(8)
                .map(|entry| format!("{} {}", entry.key.text().unwrap_or("?"), entry.value.text().unwrap_or("…")))
                .collect();
            format!("({})", values.join(", "))
        }
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>, between: &str) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(part);
        if text.len() > ENOUGH {
            break;
        }
    }
    one_line(&text)
}
