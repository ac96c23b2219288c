//! A field of the format: what it may hold, and which conditions ask for it.

use super::meanings::Meaning;
use crate::cli::{format_words, paint, text};
use crate::knowledge::{Subject, checklists};
use crate::plan::fields::Spot;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use std::collections::{BTreeSet, VecDeque};

/// Explains a field by the kind of thing it belongs to, as `call.timeout`, or by its place, as `map.calls.*.timeout`.
pub fn explain(id: &str) -> Option<String> {
    let place = through_entries(&place(id));
    if place.is_empty() {
        return None;
    }
    let spot = Spot::at(place.split('.'))?;
    let mut page = format!("{}  {}\n", paint::heading(&crate::document::printable(&place)), paint::dim("field"));
    page.push_str(&text::paragraph(2, spot.help()));
    page.push_str(&text::labelled("holds", &format_words::holds(spot)));
    let examples = spot.examples();
    if !examples.is_empty() {
        page.push_str(&text::labelled("example", &examples.join(", ")));
    }
    if let Some(default) = spot.default() {
        page.push_str(&text::labelled("absent", default));
    }
    for (word, meaning) in format_words::meanings(spot) {
        page.push_str(&text::hanging(&format!("  {word}: "), 4, meaning));
    }
    page.push_str(&fields(spot));
    page.push_str(&asked_by(&place));
    Some(page)
}

/// The names under which fields can be found: `call.timeout`, and the fields at the top of the file.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = Spot::root().fields().iter().map(|field| field.name.to_owned()).collect();
    let needs = checklists().conditions().flat_map(|entry| entry.condition.needs.iter().cloned());
    names.extend(needs);
    names
}

/// All fields of this name, wherever they stand.
pub fn called(name: &str) -> Vec<Meaning> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from([(String::new(), Spot::root())]);
    while let Some((path, spot)) = open.pop_front() {
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let fields = spot.fields();
        if fields.is_empty() {
            open.extend(spot.entries().map(|(_, entry)| entry).or_else(|| spot.item()).map(|inner| (below("*"), inner)));
        } else if seen.insert(fields.iter().map(|field| (field.name, field.spot.help())).collect::<Vec<_>>()) {
            // An operation is a call: what was seen needs no second look.
            for field in fields {
                if field.name == name {
                    found.push(Meaning { id: below(field.name), what: field.spot.help().to_owned() });
                }
                open.push_back((below(field.name), field.spot));
            }
        }
    }
    found
}

/// A place with a `*` for each entry that was left out: `map.calls.retry` is `map.calls.*.retry`.
fn through_entries(place: &str) -> String {
    let mut spot = Some(Spot::root());
    let mut keys = Vec::new();
    for key in place.split('.') {
        let entry = spot.filter(|spot| spot.fields().is_empty()).and_then(Spot::entries).map(|(_, entry)| entry);
        if let Some(entry) = entry.filter(|entry| entry.fields().iter().any(|field| field.name == key)) {
            keys.push("*");
            spot = Some(entry);
        }
        keys.push(key);
        spot = spot.and_then(|spot| spot.child(key));
    }
    keys.join(".")
}

/// The place of a field in the file; `call.timeout` begins with the kind of thing that it belongs to.
fn place(id: &str) -> String {
    let (first, rest) = id.split_once('.').map_or((id, None), |(first, rest)| (first, Some(rest)));
    let name: StrDeserializer<'_, Error> = first.into_deserializer();
    match (Subject::deserialize(name).ok().map(Subject::place), rest) {
        (Some(""), Some(rest)) => rest.to_owned(),
        (Some(place), Some(rest)) => format!("{place}.{rest}"),
        (Some(place), None) if !place.is_empty() => place.to_owned(),
        _ => id.to_owned(),
    }
}

fn fields(spot: Spot) -> String {
    let entry = spot.entries().map(|(_, entry)| entry).or_else(|| spot.item());
    let owner = if spot.fields().is_empty() { entry } else { Some(spot) };
    let fields = owner.map(Spot::fields).unwrap_or_default();
    if fields.is_empty() {
        return String::new();
    }
    let mut block = format!("\n{}\n", paint::heading(if spot.fields().is_empty() { "Fields of each" } else { "Fields" }));
    for field in fields {
        block.push_str(&text::hanging(&format!("  {}: ", paint::label(field.name)), 6, field.spot.help()));
    }
    block
}

/// The conditions that can't be answered without this field.
fn asked_by(place: &str) -> String {
    let mut block = String::new();
    let below = format!("{place}.");
    let here = |need: &String| {
        let needed = self::place(need);
        needed == place || needed.starts_with(&below)
    };
    for entry in checklists().conditions().filter(|entry| entry.condition.needs.iter().any(here)) {
        if block.is_empty() {
            block.push_str(&format!("\n{}\n", paint::heading("Asked for by")));
        }
        block.push_str(&text::hanging(&format!("  {:<5}", entry.condition.id), 7, &entry.condition.title));
    }
    block
}
