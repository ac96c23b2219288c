//! The JSON Schema of a plan, for editors and for everything here that must know what a field may hold.
//!
//! It comes from the types: their doc comments are its descriptions. Extensions tell what JSON Schema can't:
//!
//! | keyword | on | says |
//! |---|---|---|
//! | `x-type` | a scalar | which value: `duration`, `rate`, `percent` … |
//! | `x-ref` | a text | what it names: `component`, `store`, `journey` …; `id` where it declares |
//! | `x-main` | a field | the map may be written as this field's value alone |
//! | `x-from`, `x-to` | two fields | the map may be written as a range `a..b` |
//! | `x-default` | a field | what its absence means |

use super::Plan;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// The JSON Schema (2020-12) of `groundplan.yaml`.
pub fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = generator.into_root_schema_for::<Plan>().to_value();
        if let Some(root) = schema.as_object_mut() {
            root.insert("title".into(), json!("groundplan"));
            root.insert("required".into(), json!(["groundplan", "system"]));
        }
        let short_forms = short_forms(&schema);
        polish(&mut schema, &short_forms);
        schema
    })
}

/// For each definition that may be written as a scalar or a list: the schemas of those short forms.
fn short_forms(schema: &Value) -> Map<String, Value> {
    let definitions = schema.get("$defs").and_then(Value::as_object);
    let mut forms = Map::new();
    for (name, definition) in definitions.into_iter().flatten() {
        let Some(properties) = definition.get("properties").and_then(Value::as_object) else { continue };
        let marked = |key: &str| properties.values().find(|field| field.get(key).is_some());
        let mut short = Vec::new();
        short.extend(marked("x-main").cloned());
        if let (Some(from), Some(_)) = (marked("x-from"), marked("x-to")) {
            short.push(from.clone());
            short.push(json!({ "type": "string", "pattern": r"^.+\.\..+$", "description": "A range, as `a..b`." }));
        }
        if !short.is_empty() {
            forms.insert(name.clone(), json!(short));
        }
    }
    forms
}

/// Offers the short forms, lets texts be numbers, and drops `null` and the defaults that serde shows.
fn polish(schema: &mut Value, short_forms: &Map<String, Value>) {
    // The schema is as deep as the types nest, which the types bound.
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|item| polish(item, short_forms)),
        Value::Object(object) => {
            object.remove("default");
            for (key, value) in object.iter_mut() {
                match (key.as_str(), value) {
                    ("x-main", _) => {}
                    // The keys in here are names of fields, one of which may be `default`.
                    ("properties", Value::Object(fields)) => fields.values_mut().for_each(|field| polish(field, short_forms)),
                    (_, value) => polish(value, short_forms),
                }
            }
            without_null(object);
            loosen_text(object);
            offer_short_forms(object, short_forms);
        }
        _ => {}
    }
}

fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else { return };
    choices.retain(|choice| choice != &json!({ "type": "null" }));
    if let [only] = choices.as_slice() {
        let only = only.clone();
        object.remove("anyOf");
        for (key, value) in only.as_object().into_iter().flatten() {
            object.entry(key).or_insert_with(|| value.clone());
        }
    }
}

/// YAML reads `1.10` and `true` as no texts; in a text field they are.
fn loosen_text(object: &mut Map<String, Value>) {
    let plain =
        object.get("type") == Some(&json!("string")) && !["x-ref", "const", "enum", "pattern"].iter().any(|key| object.contains_key(*key));
    if plain {
        object.insert("type".into(), json!(["string", "number", "boolean"]));
    }
}

fn offer_short_forms(object: &mut Map<String, Value>, short_forms: &Map<String, Value>) {
    let Some(name) = object.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/")) else { return };
    let Some(Value::Array(short)) = short_forms.get(name) else { return };
    let mut choices = vec![json!({ "$ref": format!("#/$defs/{name}") })];
    choices.extend(short.iter().map(|form| {
        let mut form = form.clone();
        if let Some(form) = form.as_object_mut() {
            without_null(form);
            for key in ["x-main", "x-from", "x-to", "x-default", "default"] {
                form.remove(key);
            }
        }
        form
    }));
    object.remove("$ref");
    object.insert("anyOf".into(), Value::Array(choices));
}
