//! What may stand at a place, in words.

use crate::plan::fields::{Kind, Spot};
use crate::wizard::form::{Place, Shape, Written};

/// What fits at a place, in a sentence without its full stop; empty where any text does.
pub fn takes(spot: Spot) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut words = Vec::new();
    for kind in spot.kinds().iter().copied() {
        let part = match kind {
            Kind::Word(word, _) => {
                words.push(word);
                continue;
            }
            Kind::Flag => "yes or no (true, false)".to_owned(),
            Kind::Text => "any text".to_owned(),
            Kind::Value(name) => value(name).to_owned(),
            Kind::Reference("id") => "a short name in lower case".to_owned(),
            Kind::Reference("call-key") => "a call, as caller -> callee".to_owned(),
            Kind::Reference("file") => "a file, from the folder of the plan".to_owned(),
            Kind::Reference(name) => format!("the name of {} {}", article(name), name.replace('-', " ")),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(..) | Kind::Record(_) => continue,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let mut text = String::new();
    if !words.is_empty() {
        text = if parts.is_empty() && words.len() > 1 { format!("one of {}", words.join(", ")) } else { words.join(", ") };
    }
    for part in parts {
        if !text.is_empty() {
            text.push_str(", or ");
        }
        text.push_str(&part);
    }
    let examples = spot.examples();
    if !examples.is_empty() {
        text.push_str(": ");
        text.push_str(&examples.into_iter().take(3).collect::<Vec<_>>().join(", "));
    }
    text
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The name of a kind of value.
fn value(name: &str) -> &'static str {
    match name {
        "bytes" => "a size",
        "count" => "a whole number",
        "date" => "a date",
        "duration" => "a duration",
        "factor" => "a factor",
        "growth" => "a growth",
        "library" => "a library with its version",
        "money" => "an amount of money",
        "number" => "a number",
        "percent" | "proportion" => "a percentage",
        "rate" => "a rate",
        "time" => "a point in time",
        "size" => "a size or a number of entries",
        "share" => "a percentage or a rate",
        "threshold" => "a number, percentage, duration, rate or size",
        "stage" => "a percentage or a name",
        _ => "a value",
    }
}

/// What an empty place says to someone who opens it.
pub fn empty(place: Place<'_>) -> &'static str {
    match (Shape::of(place), place.written) {
        (_, Written::Node(_)) if place.is_none() => "It is declared that there is none.",
        (Shape::Entries(..) | Shape::Items(_), Written::Node(node)) if node.text().is_some() => "A word stands for all of them.",
        (Shape::Entries(..) | Shape::Items(_), Written::Node(_)) => "It is written that there are none.",
        (Shape::Entries(..), _) => "Nobody has written any yet.",
        _ => "Nothing is written here yet.",
    }
}
