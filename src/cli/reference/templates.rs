//! `docs/templates.md`: what templates see, and how a team brings its own.

use super::format::escaped;
use crate::render::environment::FILTERS;
use crate::render::kinds;
use crate::render::own::SUBJECTS;
use crate::render::reference::{self, Seen, Types};
use serde_json::Value;

/// What a person has to know before the tables.
const OPENING: &str = include_str!("templates.md");

pub fn page() -> String {
    let seen = reference::seen();
    let own = reference::own();
    let (types, schemas) = Types::of(seen.iter().chain([&own]));
    let mut page = OPENING.replace("SUBJECTS", &SUBJECTS.map(|word| format!("`{word}`")).join(", "));
    for kind in kinds() {
        page.push_str(&format!("\n### {}\n\n{} Its files: {}.\n", kind.name, kind.help, files(kind.files)));
        let prefix = format!("{}/", kind.name);
        for (seen, schemas) in seen.iter().zip(&schemas).filter(|(seen, _)| seen.templates.iter().any(|name| name.starts_with(&prefix))) {
            page.push_str(&format!("\n{}\n", values(&types, seen, schemas)));
        }
    }
    page.push_str("\n### A kind of your own\n\nAll that [`design-doc/design-doc.md.j2`](#design-doc) sees, and\n");
    page.push_str(&format!("\n{}\n", values(&types, &own, schemas.last().map_or(&[], Vec::as_slice)).trim_start()));
    page.push_str("\n## Filters\n\nBeside [those of the engine](https://docs.rs/minijinja/latest/minijinja/filters/index.html):\n\n");
    page.push_str("| Filter | What it makes |\n| --- | --- |\n");
    page.extend(FILTERS.iter().map(|filter| format!("| `{}` | {} |\n", filter.name, escaped(filter.help))));
    page.push_str("\n## Types\n");
    page.extend(types.own().filter_map(|(name, schema)| of_type(&types, name, schema)));
    page
}

fn files(files: &str) -> String {
    code(&files.split(", ").collect::<Vec<_>>())
}

fn code(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The templates, and the table of their values.
fn values(types: &Types, seen: &Seen, schemas: &[Value]) -> String {
    let names = code(&seen.templates);
    if seen.macros {
        return format!("{names}: macros, which see what they are given.");
    }
    if seen.values.is_empty() {
        return format!("{names}: nothing more.");
    }
    let rows = seen.values.iter().zip(schemas);
    let rows: String =
        rows.map(|(value, schema)| format!("| `{}` | {} | {} |\n", value.name, spoken(types, schema), escaped(value.help))).collect();
    format!("{names}\n\n| Value | Type | What it is |\n| --- | --- | --- |\n{}", rows.trim_end())
}

/// The table of a type; a type without fields is written out where it is used.
fn of_type(types: &Types, name: &str, schema: &Value) -> Option<String> {
    if let Some(variants) = variants(schema) {
        let row = |variant: &Value| Some(format!("| {} | {} |\n", members(types, variant)?, escaped(help(types, variant))));
        let rows: String = variants.iter().filter_map(row).collect();
        return Some(format!("\n### {name}\n\n{}\n\n| One of | What it is |\n| --- | --- |\n{rows}", escaped(help(types, schema))));
    }
    let fields = schema.get("properties")?.as_object()?;
    let rows: String = fields
        .iter()
        .map(|(field, schema)| format!("| `{field}` | {} | {} |\n", spoken(types, schema), escaped(help(types, schema))))
        .collect();
    Some(format!("\n### {name}\n\n{}\n\n| Field | Type | What it is |\n| --- | --- | --- |\n{rows}", escaped(help(types, schema))))
}

/// What a field is: as it says itself, else as its type says.
fn help<'t>(types: &'t Types, schema: &'t Value) -> &'t str {
    let of_type = || types.referred(schema).and_then(|(name, _)| types.target(name)?.get("description"));
    schema.get("description").or_else(of_type).and_then(Value::as_str).unwrap_or_default()
}

/// What a type is one of, where each is a map with a field that says which.
fn variants(schema: &Value) -> Option<&Vec<Value>> {
    let choices = schema.get("oneOf")?.as_array()?;
    choices.iter().all(|choice| choice.get("properties").is_some()).then_some(choices)
}

/// The fields of a map in one line.
fn members(types: &Types, schema: &Value) -> Option<String> {
    let fields = schema.get("properties")?.as_object()?;
    let fields = fields.iter().map(|(field, schema)| format!("`{field}`: {}", spoken(types, schema)));
    Some(fields.collect::<Vec<_>>().join(", "))
}

/// The name of a type of the plan format as words: `failure mode`.
fn worded(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

/// A type in words.
fn spoken(types: &Types, schema: &Value) -> String {
    if let Some((name, of_plan)) = types.referred(schema) {
        let has_fields = |target: &Value| target.get("properties").is_some() || (!of_plan && variants(target).is_some());
        let fields = types.target(name).filter(|target| has_fields(target));
        return match (fields, of_plan, types.target(name)) {
            (Some(_), true, _) => format!("{} of the [plan](plan-format.md)", worded(name)),
            (Some(_), false, _) => format!("[{name}](#{})", name.to_lowercase()),
            (None, _, Some(target)) => spoken(types, target),
            (None, _, None) => name.to_owned(),
        };
    }
    let choices = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array);
    if let Some(choices) = choices {
        let mut words: Vec<String> = choices.iter().map(|choice| spoken(types, choice)).collect();
        words.dedup();
        return words.join(" or ");
    }
    if let Some(word) = schema.get("const") {
        return format!("`{}`", word.as_str().unwrap_or_default());
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().map(|word| format!("`{}`", word.as_str().unwrap_or("null"))).collect::<Vec<_>>().join(" or ");
    }
    match schema.get("type") {
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).map(|kind| plain(types, schema, kind)).collect::<Vec<_>>().join(" or ")
        }
        Some(Value::String(kind)) => plain(types, schema, kind),
        _ => "anything".to_owned(),
    }
}

fn plain(types: &Types, schema: &Value, kind: &str) -> String {
    match kind {
        "string" => schema.get("x-type").and_then(Value::as_str).unwrap_or("text").to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "yes or no".to_owned(),
        "array" => match (schema.get("prefixItems").and_then(Value::as_array), schema.get("items")) {
            (Some(parts), _) => format!("({})", parts.iter().map(|part| spoken(types, part)).collect::<Vec<_>>().join(", ")),
            (None, Some(item)) => format!("list of {}", spoken(types, item)),
            (None, None) => "list".to_owned(),
        },
        "object" => {
            let of_numbers = || schema.get("patternProperties")?.as_object()?.values().next();
            match schema.get("additionalProperties").filter(|entry| entry.is_object()).or_else(of_numbers) {
                Some(entry) => format!("map of {}", spoken(types, entry)),
                None => members(types, schema).map_or_else(|| "map".to_owned(), |fields| format!("map ({fields})")),
            }
        }
        other => other.to_owned(),
    }
}
