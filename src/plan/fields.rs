//! What may stand at each place of a plan: the JSON Schema as forms, help and completion ask it.

use super::schema::schema;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A place of the format, such as `map.calls.*.timeout`: what it may hold, and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    schema: &'static Value,
}

/// A field of a map with fixed fields.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key in the file.
    pub name: &'static str,
    /// What it may hold.
    pub spot: Spot,
}

/// One of the things that a place may hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A fixed word, with what it means.
    Word(&'static str, Option<&'static str>),
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// A value with a unit or a form of its own, by its `x-type`: `duration`, `rate`, `date` …
    Value(&'static str),
    /// The name of something that is declared elsewhere, by its `x-ref`: `component`, `journey` …
    Reference(&'static str),
    /// Several of the same.
    List(Spot),
    /// Entries by key: what a key is, and what an entry holds.
    Map(Spot, Spot),
    /// Fixed fields.
    Record(&'static Value),
}

impl Spot {
    /// The whole plan.
    pub fn root() -> Self {
        Self { schema: schema() }
    }

    /// The place reached by these keys; a number or a key may stand for an item of a list.
    pub fn at<'k>(keys: impl IntoIterator<Item = &'k str>) -> Option<Self> {
        keys.into_iter().try_fold(Self::root(), Self::child)
    }

    /// The place one step further: a field, an entry of a map, or an item of a list.
    pub fn child(self, key: &str) -> Option<Self> {
        let kinds = self.kinds();
        let records = kinds.iter().filter_map(|kind| if let Kind::Record(record) = kind { Some(*record) } else { None });
        let field = records.filter_map(|record| record.get("properties")).find_map(|fields| fields.get(key)).map(|schema| Self { schema });
        let entry = || kinds.iter().find_map(|kind| if let Kind::Map(_, value) = kind { Some(*value) } else { None });
        let item = || kinds.iter().find_map(|kind| if let Kind::List(item) = kind { Some(*item) } else { None });
        field.or_else(entry).or_else(item)
    }

    /// All that may stand here, in the order of the format. Collected once for each place: forms and checks ask again and again.
    pub fn kinds(self) -> &'static [Kind] {
        static KNOWN: Mutex<BTreeMap<usize, &'static [Kind]>> = Mutex::new(BTreeMap::new());
        // The schema stays where it is as long as the program runs, so its address names the place.
        let place = std::ptr::from_ref(self.schema).addr();
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(place).or_insert_with(|| collect(self.schema).leak())
    }

    /// What it is for.
    pub fn help(self) -> &'static str {
        let own = self.schema.get("description");
        own.or_else(|| target(self.schema)?.get("description")).and_then(Value::as_str).unwrap_or_default()
    }

    /// What its absence means, where that is defined.
    pub fn default(self) -> Option<&'static str> {
        self.schema.get("x-default").and_then(Value::as_str)
    }

    /// Examples of the values with a unit that fit.
    pub fn examples(self) -> Vec<&'static str> {
        let mut examples = Vec::new();
        let mut open = vec![self.schema];
        while let Some(schema) = open.pop() {
            examples.extend(schema.get("examples").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str));
            open.extend(choices(schema).rev());
            open.extend(target(schema));
        }
        examples
    }

    /// The fields, where it is a map with fixed fields; otherwise none.
    pub fn fields(self) -> Vec<Field> {
        let record = self.kinds().iter().find_map(|kind| if let Kind::Record(record) = kind { Some(*record) } else { None });
        let fields = record.and_then(|record| record.get("properties")).and_then(Value::as_object);
        fields.into_iter().flatten().map(|(name, schema)| Field { name, spot: Self { schema } }).collect()
    }

    /// The key and the entry, where it is a map of entities; otherwise none.
    pub fn entries(self) -> Option<(Self, Self)> {
        self.kinds().iter().find_map(|kind| if let Kind::Map(key, value) = kind { Some((*key, *value)) } else { None })
    }

    /// The item, where it is a list; otherwise none.
    pub fn item(self) -> Option<Self> {
        self.kinds().iter().find_map(|kind| if let Kind::List(item) = kind { Some(*item) } else { None })
    }

    /// Whether `none` is an answer.
    pub fn accepts_none(self) -> bool {
        self.kinds().iter().any(|kind| matches!(kind, Kind::Word("none", _)))
    }

    /// The field that a scalar stands for, where the map has a short form.
    pub fn main(self) -> Option<Field> {
        self.marked("x-main")
    }

    /// The fields that the two ends of a range stand for, where `a..b` is a short form.
    pub fn range(self) -> Option<(Field, Field)> {
        Some((self.marked("x-from")?, self.marked("x-to")?))
    }

    fn marked(self, mark: &str) -> Option<Field> {
        self.fields().into_iter().find(|field| field.spot.schema.get(mark).is_some())
    }
}

/// The definition that a schema refers to.
fn target(schema: &'static Value) -> Option<&'static Value> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
    self::schema().get("$defs")?.get(name)
}

fn choices(schema: &'static Value) -> impl DoubleEndedIterator<Item = &'static Value> {
    let of = |key: &str| schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    of("anyOf").iter().chain(of("oneOf"))
}

fn collect(schema: &'static Value) -> Vec<Kind> {
    let mut kinds = Vec::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        // The short forms of a map say again what its main field says.
        open.extend(choices(schema).rev());
        open.extend(target(schema));
        if let Some(word) = text("const") {
            kinds.push(Kind::Word(word, text("description")));
        } else if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            kinds.extend(words.iter().filter_map(Value::as_str).map(|word| Kind::Word(word, None)));
        } else if let Some(name) = text("x-type") {
            kinds.push(Kind::Value(name));
        } else if let Some(name) = text("x-ref") {
            kinds.push(Kind::Reference(name));
        } else if schema.get("properties").is_some() {
            kinds.push(Kind::Record(schema));
        } else if let Some(value) = schema.get("additionalProperties").filter(|value| value.is_object()) {
            let key = schema.get("propertyNames").unwrap_or(&Value::Null);
            kinds.push(Kind::Map(Spot { schema: key }, Spot { schema: value }));
        } else if let Some(item) = schema.get("items") {
            kinds.push(Kind::List(Spot { schema: item }));
        } else {
            match schema.get("type") {
                Some(Value::String(kind)) if kind == "boolean" => kinds.push(Kind::Flag),
                // A range is the short form of a map, not a text.
                Some(_) if schema.get("pattern").is_none() => kinds.push(Kind::Text),
                _ => {}
            }
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(path: &str) -> String {
        let spot = Spot::at(path.split('.')).unwrap();
        let name = |kind: &Kind| match kind {
            Kind::Word(word, _) => (*word).to_owned(),
            Kind::Flag => "flag".to_owned(),
            Kind::Text => "text".to_owned(),
            Kind::Value(name) | Kind::Reference(name) => format!("<{name}>"),
            Kind::List(_) => "list".to_owned(),
            Kind::Map(..) => "map".to_owned(),
            Kind::Record(_) => "record".to_owned(),
        };
        spot.kinds().iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_place_tells_what_fits() {
        let table = [
            ("horizon", "<duration>"),
            ("system", "<id>"),
            ("criticality", "critical high medium low"),
            ("goals.journeys", "map"),
            ("goals.journeys.pay.entry", "<component> list"),
            ("goals.journeys.pay.traffic", "record <rate>"),
            ("goals.journeys.pay.kpi", "none text"),
            ("map.calls.a -> b.timeout", "none record <duration> unlimited"),
            ("map.calls.a -> b.timeout.total", "<duration> unlimited"),
            ("map.calls.a -> b.retry.backoff", "none record <duration>"),
            ("map.calls.a -> b.mutates", "flag"),
            ("map.calls.a -> b.in", "list map"),
            ("map.calls.a -> b.operations.charge.need", "hard soft"),
            ("map.components.api.instances", "record <count>"),
            ("data.stores.orders.holds", "none list"),
            ("contracts.channels.paid.consumers.mail.attempts", "<count> unlimited"),
            ("build.telemetry.metrics.saturation", "none all map"),
            ("build.settings.LIMIT.default", "text"),
            ("operations.alerts.a.windows", "standard list"),
        ];
        for (path, expected) in table {
            assert_eq!(kinds(path), expected, "{path}");
        }
        assert!(Spot::at(["map", "colls"]).is_none());
    }

    #[test]
    fn short_forms_name_their_fields() {
        let timeout = Spot::at(["map", "calls", "a -> b", "timeout"]).unwrap();
        assert_eq!(timeout.main().unwrap().name, "total");
        let (from, to) = Spot::at(["map", "components", "api", "instances"]).unwrap().range().unwrap();
        assert_eq!((from.name, to.name), ("min", "max"));
    }

    #[test]
    fn every_field_has_help() {
        let mut open = vec![(String::new(), Spot::root(), 0)];
        let mut silent = Vec::new();
        while let Some((path, spot, depth)) = open.pop() {
            if depth > 9 {
                continue;
            }
            for field in spot.fields() {
                let path = format!("{path}.{}", field.name);
                // An operation is a call: it has been seen.
                if field.spot.help().is_empty() {
                    silent.push(path.clone());
                }
                if field.name != "operations" || depth == 0 {
                    open.push((path, field.spot, depth + 1));
                }
            }
            if let Some((_, value)) = spot.entries() {
                open.push((format!("{path}.*"), value, depth + 1));
            }
            if let Some(item) = spot.item() {
                open.push((format!("{path}[]"), item, depth + 1));
            }
        }
        assert!(silent.is_empty(), "fields without a doc comment: {silent:?}");
    }
}
