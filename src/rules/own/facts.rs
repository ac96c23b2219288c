//! What an expression can read: the fields of the plan, as numbers that can be compared, and what was read of them.

use crate::document::Path;
use crate::plan::fields::{Kind, Spot};
use crate::plan::value::{Bytes, Duration, Money, Number, Percent, Rate};
use minijinja::value::{Object, ObjectRepr, Value, ValueKind};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// How scalars are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// To compare and to compute with: durations in milliseconds, rates a second, percentages as shares, sizes in bytes.
    Numbers,
    /// As the plan writes them, for a message.
    Words,
}

/// What was read while an expression was evaluated.
#[derive(Debug, Default)]
pub(super) struct Log(Mutex<Reads>);

#[derive(Debug, Default)]
struct Reads {
    known: Vec<(Path, String)>,
    unknown: Vec<Path>,
}

impl Log {
    fn with<T>(&self, change: impl FnOnce(&mut Reads) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn known(&self, path: &Path, text: String) {
        self.with(|reads| {
            if reads.known.iter().all(|(known, _)| known != path) {
                reads.known.push((path.clone(), text));
            }
        });
    }

    /// Several are computed of one subject: each is told.
    fn computed(&self, path: &Path, text: String) {
        self.with(|reads| {
            if reads.known.iter().all(|(_, known)| *known != text) {
                reads.known.push((path.clone(), text));
            }
        });
    }

    fn unknown(&self, path: Path) {
        self.with(|reads| reads.unknown.push(path));
    }

    /// The expression has dealt with the absence of this.
    pub(super) fn forgive(&self, path: &Path) {
        self.with(|reads| {
            if let Some(at) = reads.unknown.iter().rposition(|unknown| unknown == path) {
                reads.unknown.remove(at);
            }
        });
    }

    /// The first fact that was asked for in vain.
    pub(super) fn first_unknown(&self) -> Option<Path> {
        self.with(|reads| reads.unknown.first().cloned())
    }

    /// The facts that were read, in their order, with what they say.
    pub(super) fn facts(&self) -> Vec<(Path, String)> {
        self.with(|reads| reads.known.clone())
    }
}

/// A value that was computed, for expressions and for messages; `None`: a fact is missing, at this place.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    pub number: Option<Value>,
    pub words: String,
    pub path: Path,
}

/// A map of the plan.
#[derive(Debug)]
pub(super) struct Facts {
    /// Its content, as the plan is written.
    pub value: Value,
    /// What it may hold.
    pub spot: Spot,
    /// Where it stands.
    pub path: Path,
    /// Fields that stand elsewhere: those that an operation inherits from its call.
    pub elsewhere: BTreeMap<String, Path>,
    /// What was computed of it.
    pub computed: BTreeMap<&'static str, Computed>,
    pub notation: Notation,
    pub log: Arc<Log>,
}

impl Object for Facts {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        if let Some(computed) = self.computed.get(key) {
            return Some(self.computed(key, computed));
        }
        let path = self.elsewhere.get(key).cloned().unwrap_or_else(|| self.path.clone().key(key));
        let spot = self.spot.child(key)?;
        let value = self.value.get_attr(key).ok()?;
        Some(Reader { spot, path, notation: self.notation, log: &self.log }.read(&value))
    }

    fn enumerate(self: &Arc<Self>) -> minijinja::value::Enumerator {
        let keys = self.value.try_iter().map(Iterator::collect).unwrap_or_default();
        minijinja::value::Enumerator::Values(keys)
    }
}

impl Facts {
    fn computed(&self, key: &str, computed: &Computed) -> Value {
        let Some(number) = &computed.number else { return Unknown::of(&self.log, computed.path.clone()) };
        if key != "id" {
            self.log.computed(&computed.path, format!("{key}: {}", computed.words));
        }
        if self.notation == Notation::Words { Value::from(computed.words.clone()) } else { number.clone() }
    }
}

/// One place of the plan while it is read.
struct Reader<'a> {
    spot: Spot,
    path: Path,
    notation: Notation,
    log: &'a Arc<Log>,
}

impl Reader<'_> {
    fn read(&self, value: &Value) -> Value {
        match value.kind() {
            ValueKind::None | ValueKind::Undefined => Unknown::of(self.log, self.path.clone()),
            ValueKind::Map => Value::from_object(Facts {
                value: value.clone(),
                spot: self.spot,
                path: self.path.clone(),
                elsewhere: BTreeMap::new(),
                computed: BTreeMap::new(),
                notation: self.notation,
                log: Arc::clone(self.log),
            }),
            ValueKind::Seq | ValueKind::Iterable => self.list(value),
            _ => {
                self.log.known(&self.path, said(&self.path, value));
                scalar(self.spot, value, self.notation)
            }
        }
    }

    fn list(&self, list: &Value) -> Value {
        let spot = self.spot.item().unwrap_or(self.spot);
        let mut items = Vec::new();
        for (at, item) in list.try_iter().into_iter().flatten().enumerate() {
            let reader = Reader { spot, path: self.path.clone().index(at), notation: self.notation, log: self.log };
            items.push(if item.kind() == ValueKind::Map { reader.read(&item) } else { scalar(spot, &item, self.notation) });
        }
        let words: Vec<String> = items.iter().map(ToString::to_string).collect();
        self.log.known(&self.path, format!("{}: {}", last(&self.path), words.join(", ")));
        Value::from(items)
    }
}

/// The last step of a path with what stands there: `total: 2s`.
fn said(path: &Path, value: &Value) -> String {
    format!("{}: {value}", last(path))
}

fn last(path: &Path) -> String {
    path.steps().last().map(|step| Path::from(vec![step.clone()]).to_string()).unwrap_or_default()
}

/// A scalar as an expression takes it.
fn scalar(spot: Spot, value: &Value, notation: Notation) -> Value {
    let Some(text) = value.as_str() else { return value.clone() };
    if notation == Notation::Words {
        return value.clone();
    }
    if text == "none" && spot.accepts_none() {
        return Value::from(());
    }
    let mut types = spot.kinds().iter().filter_map(|kind| if let Kind::Value(name) = kind { Some(*name) } else { None });
    types.find_map(|name| number(name, text)).unwrap_or_else(|| value.clone())
}

/// The number of a value with a unit; `None`: of that type it is none, or it stays a text, as a date does.
pub(super) fn number(name: &str, text: &str) -> Option<Value> {
    let number = match name {
        "duration" => text.parse::<Duration>().ok()?.ms(),
        "rate" => text.parse::<Rate>().ok()?.hz(),
        "percent" | "proportion" => text.parse::<Percent>().ok()?.share(),
        "bytes" => text.parse::<Bytes>().ok()?.0 as f64,
        "money" => text.parse::<Money>().ok()?.amount,
        "count" | "number" | "in-flight" | "shards" => text.parse::<Number>().ok()?.0,
        "factor" => text.strip_suffix('x')?.parse().ok()?,
        _ => return None,
    };
    Some(Value::from(number))
}

/// A fact that the plan does not state. Whatever is computed with it is unknown, unless the expression asks `is known` or gives a `default`.
#[derive(Debug)]
pub(super) struct Unknown {
    path: Path,
    log: Arc<Log>,
}

impl Unknown {
    fn of(log: &Arc<Log>, path: Path) -> Value {
        log.unknown(path.clone());
        Value::from_object(Self { path, log: Arc::clone(log) })
    }

    /// The expression has dealt with it.
    pub(super) fn forgive(&self) {
        self.log.forgive(&self.path);
    }
}

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// Of what is unknown, every part is.
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.forgive();
        Some(Self::of(&self.log, self.path.clone().key(key.as_str()?)))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not stated")
    }
}
