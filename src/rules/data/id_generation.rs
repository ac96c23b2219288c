//! Id generation: keys that neither run out nor tell too much.

use crate::analysis::keys::{Key, keys};
use crate::plan::data::KeyType;
use crate::plan::value::{DAYS_PER_YEAR, Number};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// IG1: an integer key runs out within the headroom, or a foreign key before the key that it points to.
pub(in crate::rules) fn key_runs_out(context: &Context<'_>) -> Vec<Ruling> {
    let headroom = context.threshold("IG1.headroom") / (DAYS_PER_YEAR * 86_400.0);
    let all = keys(context.system);
    all.iter().filter_map(|key| key_ruling(context, key, &all, headroom)).collect()
}

fn key_ruling(context: &Context<'_>, key: &Key<'_>, all: &[Key<'_>], headroom: f64) -> Option<Ruling> {
    let subject = SubjectRef::key(key.store, key.column);
    let at = |field: &str| key.path().key(field);
    let Some(kind) = key.facts.r#type else { return Some(Ruling::unknown(subject, at("type"))) };
    let largest = kind.largest()?;
    let target = key.facts.references.as_deref().and_then(|target| all.iter().find(|other| other.column == target));
    if let Some((target, wider)) = target
        .and_then(|target| Some((target, target.facts.r#type?)).filter(|(_, wider)| wider.largest().is_some_and(|wider| wider > largest)))
    {
        let message =
            format!("{} is narrower than {}, which it points to: {} against {}", key.column, target.column, word(kind), word(wider));
        let violation = Violation::new(message, at("type"))
            .because(at("type"), format!("{}: {}", key.column, word(kind)))
            .because(target.path().key("type"), format!("{}: {}", target.column, word(wider)))
            .regraded(true)
            .suggest(at("type"), "int64");
        return Some(Ruling::violated(subject, violation));
    }
    // A 64-bit key outlasts any growth that a database can take.
    if kind == KeyType::Int64 {
        return Some(Ruling::holds(subject));
    }
    let (Some(current), Some(growth)) = (key.facts.current, key.facts.growth) else {
        let field = if key.facts.current.is_none() { "current" } else { "growth" };
        return Some(Ruling::unknown(subject, at(field)));
    };
    let Some(years) = key.years_left().filter(|years| *years < headroom) else { return Some(Ruling::holds(subject)) };
    let when = context.today.map(|today| format!(", on {}", today.plus_years(years))).unwrap_or_default();
    let message = format!(
        "{} ({}) runs out in {:.1} years at today's rate{when}: ({} − {}) growing by {growth}; the plan wants {} years of headroom",
        key.column,
        word(kind),
        years,
        Number(largest),
        Number(current.0),
        Number(headroom)
    );
    let violation = Violation::new(message, at("type"))
        .because(at("type"), format!("{}: up to {}", word(kind), Number(largest)))
        .because(at("current"), format!("now at {current}"))
        .because(at("growth"), format!("growing by {growth}"))
        .suggest(at("type"), "int64");
    Some(Ruling::violated(subject, violation))
}

pub(super) fn word(kind: KeyType) -> &'static str {
    match kind {
        KeyType::Int16 => "int16",
        KeyType::Int32 => "int32",
        KeyType::Int64 => "int64",
        KeyType::Uuid4 => "uuid4",
        KeyType::Uuid7 => "uuid7",
        KeyType::Ulid => "ulid",
        KeyType::Text => "text",
    }
}
