//! What each template sees, with the type of every value: made from the types that fill the templates.
//!
//! A kind says for each of its templates which values it gets and of which type. The unit tests hold that against what is really
//! given, so that the reference can't promise what is not there.

use super::{adr, checklist, design_doc, diagram, experiments, html, migration, openslo, own, prometheus, risks, runbook, slo, typescript};
use crate::plan::Plan;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Templates that see the same values.
#[derive(Debug)]
pub struct Seen {
    /// Their names.
    pub templates: Vec<&'static str>,
    /// The values beside those that every template sees.
    pub values: Vec<Given>,
    /// Whether they hold macros alone, which see what they are given.
    pub macros: bool,
}

/// A value by its name.
#[derive(Debug)]
pub struct Given {
    /// What a template calls it.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

impl Seen {
    /// What these templates see: the first is a page, the others are included by it.
    pub(super) fn by(templates: &[&'static str]) -> Self {
        Self { templates: templates.to_vec(), values: Vec::new(), macros: false }
    }

    /// Templates that hold macros alone.
    pub(super) fn macros(templates: &[&'static str]) -> Self {
        Self { macros: true, ..Self::by(templates) }
    }

    /// One value more.
    pub(super) fn value<T: JsonSchema>(mut self, name: &'static str, help: &'static str) -> Self {
        self.values.push(Given { name, help, schema: |generator| generator.subschema_for::<T>() });
        self
    }
}

/// The values of all templates of this program, by kind.
pub fn seen() -> Vec<Seen> {
    let kinds = [
        design_doc::seen(),
        adr::seen(),
        checklist::seen(),
        diagram::seen(),
        html::seen(),
        migration::seen(),
        openslo::seen(),
        prometheus::seen(),
        risks::seen(),
        runbook::seen(),
        slo::seen(),
        experiments::seen(),
        typescript::seen(),
    ];
    kinds.into_iter().flatten().collect()
}

/// The values of a team's own templates, beside those of the design document.
pub fn own() -> Seen {
    Seen::by(&[]).value::<own::Subject<'_>>("subject", "What the page is about; only where there is one for each of something.")
}

/// All types that templates see.
#[derive(Debug)]
pub struct Types {
    /// The schemas of the values, in the order in which they were asked for.
    definitions: Map<String, Value>,
    /// The names of those that are types of the plan format.
    of_plan: BTreeSet<String>,
}

impl Types {
    /// The types of these values, each with its schema.
    pub fn of<'s>(seen: impl IntoIterator<Item = &'s Seen>) -> (Self, Vec<Vec<Value>>) {
        let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        // First the plan's, so that they have their own names.
        generator.subschema_for::<Plan>();
        let of_plan = generator.definitions().keys().cloned().collect();
        let values: Vec<Vec<Value>> =
            seen.into_iter().map(|seen| seen.values.iter().map(|value| (value.schema)(&mut generator).to_value()).collect()).collect();
        (Self { definitions: generator.take_definitions(true), of_plan }, values)
    }

    /// The types that are none of the plan format, by name.
    pub fn own(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.definitions.iter().filter(|(name, _)| !self.of_plan.contains(*name)).map(|(name, schema)| (name.as_str(), schema))
    }

    /// The type that a schema refers to, and whether it is one of the plan format.
    pub fn referred<'t>(&'t self, schema: &'t Value) -> Option<(&'t str, bool)> {
        let name = schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
        Some((name, self.of_plan.contains(name)))
    }

    /// The schema behind a reference.
    pub fn target(&self, name: &str) -> Option<&Value> {
        self.definitions.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::System;
    use crate::render::{Input, Templates, environment, kinds, templates};
    use std::path::Path;

    /// What every template sees.
    const SHARED: [&str; 4] = ["plan", "system", "plan_hash", "today"];
    /// What a template hands on to one that it includes.
    const HANDED_ON: [(&str, &[&str]); 4] = [
        ("adr/store.md.j2", &["store"]),
        ("diagram/drawing.svg.j2", &["linked"]),
        ("html/page.css.j2", &["ink"]),
        ("html/part.html.j2", &["part", "codes", "fact", "peak", "say"]),
    ];

    #[test]
    fn every_template_is_described_once() {
        let mut described: Vec<&str> = seen().iter().flat_map(|seen| seen.templates.clone()).collect();
        described.sort_unstable();
        assert_eq!(described, templates::names().collect::<Vec<_>>());
    }

    #[test]
    fn kinds_are_described_in_their_order() {
        let mut described: Vec<String> =
            seen().iter().flat_map(|seen| seen.templates.iter().map(|name| name.split('/').next().unwrap().to_owned())).collect();
        described.dedup();
        assert_eq!(described, kinds().iter().map(|kind| kind.name).collect::<Vec<_>>());
    }

    #[test]
    fn templates_use_what_is_described() {
        let templates = Templates::default();
        let environment = environment::environment(&templates).unwrap();
        for seen in seen() {
            let known: Vec<&str> = seen.values.iter().map(|value| value.name).chain(SHARED).collect();
            for name in seen.templates {
                let handed_on = HANDED_ON.iter().find(|(to, _)| *to == name).map_or(&[][..], |(_, handed_on)| handed_on);
                let used = environment.get_template(name).unwrap().undeclared_variables(false);
                let unknown: Vec<&String> =
                    used.iter().filter(|used| !known.contains(&used.as_str()) && !handed_on.contains(&used.as_str())).collect();
                assert!(unknown.is_empty(), "{name} uses {unknown:?}");
            }
        }
    }

    #[test]
    fn macros_stand_alone() {
        let outside = regex::Regex::new(r"(?s)\{#.*?#\}|\{% macro .*?\{% endmacro %\}").unwrap();
        let all = Templates::default();
        for name in seen().iter().filter(|seen| seen.macros).flat_map(|seen| &seen.templates) {
            assert_eq!(outside.replace_all(all.get(name).unwrap(), "").trim(), "", "{name} holds more than macros");
        }
    }

    #[test]
    fn types_say_what_they_are() {
        let seen = seen();
        let (types, _) = Types::of(seen.iter().chain([&own()]));
        for (name, schema) in types.own() {
            assert!(!name.ends_with(|c: char| c.is_ascii_digit()), "{name}: two types have this name");
            let Some(fields) = schema.get("properties").and_then(Value::as_object) else { continue };
            let says = |schema: &Value| {
                let of_type = types.referred(schema).and_then(|(name, _)| types.target(name)?.get("description"));
                schema.get("description").or(of_type).is_some()
            };
            let silent: Vec<&String> = fields.iter().filter(|(_, field)| !says(field)).map(|(name, _)| name).collect();
            assert!(says(schema) && silent.is_empty(), "{name} does not say what it is, or what these are: {silent:?}");
        }
    }

    #[test]
    fn templates_see_what_is_described() {
        let seen = seen();
        let (types, schemas) = Types::of(&seen);
        for text in plans() {
            let study = crate::study(&text, None);
            let system = System::new(study.plan());
            let input = Input::new(&system, &study, &text);
            for page in kinds().iter().flat_map(|kind| (kind.pages)(&input)) {
                let of_page = seen.iter().zip(&schemas).find(|(seen, _)| seen.templates.contains(&page.template));
                let Some((of, schemas)) = of_page else { panic!("{} is not described", page.template) };
                let given = serde_json::to_value(&page.view).unwrap();
                let given = given.as_object().cloned().unwrap_or_default();
                let known: Vec<&str> = of.values.iter().map(|value| value.name).collect();
                let unknown: Vec<&String> = given.keys().filter(|name| !known.contains(&name.as_str())).collect();
                assert!(unknown.is_empty(), "{} sees {unknown:?}, which its kind does not describe", page.template);
                for (value, schema) in of.values.iter().zip(schemas) {
                    let Some(found) = given.get(value.name) else { panic!("{} does not see {}", page.template, value.name) };
                    let wrong = misfits(&types, schema, found, value.name);
                    assert!(wrong.is_empty(), "{}: {wrong:?}", page.template);
                }
            }
        }
    }

    fn plans() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = ["examples/checkout/groundplan.yaml", "examples/online-boutique/groundplan.yaml", "tests/documents/words.yaml"];
        files.iter().map(|file| std::fs::read_to_string(root.join(file)).unwrap()).collect()
    }

    /// The places of a value that its schema does not describe. What is of the plan format is described elsewhere.
    fn misfits(types: &Types, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        if let Some((name, of_plan)) = types.referred(schema) {
            return if of_plan { Vec::new() } else { misfits(types, types.target(name).unwrap(), value, at) };
        }
        if let Some(choices) = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array) {
            let tried: Vec<_> = choices.iter().map(|choice| misfits(types, choice, value, at)).collect();
            return if tried.iter().any(Vec::is_empty) { Vec::new() } else { tried.into_iter().flatten().collect() };
        }
        match (value, schema.get("properties").and_then(Value::as_object)) {
            (Value::Object(fields), Some(known)) => fields
                .iter()
                .flat_map(|(name, field)| match known.get(name) {
                    Some(schema) => misfits(types, schema, field, &format!("{at}.{name}")),
                    None => vec![format!("{at}.{name}")],
                })
                .collect(),
            (Value::Array(items), _) => {
                let of = |n: usize| schema.get("prefixItems").and_then(|items| items.get(n)).or_else(|| schema.get("items"));
                items.iter().enumerate().flat_map(|(n, item)| of(n).map_or_else(Vec::new, |of| misfits(types, of, item, at))).collect()
            }
            (value, _) if fits(schema, value) => Vec::new(),
            _ => vec![format!("{at}: {value} is not {schema}")],
        }
    }

    fn fits(schema: &Value, value: &Value) -> bool {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is = |named: &str| named == kind || (named == "number" && kind == "integer");
        let of_type = match schema.get("type") {
            Some(Value::String(named)) => is(named),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
            _ => true,
        };
        let of_words = schema.get("enum").and_then(Value::as_array).is_none_or(|words| words.contains(value));
        of_type && of_words && schema.get("const").is_none_or(|word| word == value)
    }
}
