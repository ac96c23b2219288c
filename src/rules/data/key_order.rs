//! What the values of keys give away, to the store and to those outside.

use crate::analysis::digits::figure;
use crate::plan::data::{KeyType, PartitionBy, Store, StoreKey};
use crate::plan::value::{Count, Fact, Growth};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// Every key of every store.
fn keys<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (&'c str, &'c Store, &'c str, &'c StoreKey)> {
    context.plan.stores().flat_map(|(id, store)| {
        let keys = store.keys.iter().flat_map(|keys| keys.iter());
        keys.map(move |(column, key)| (id.as_str(), store, column.as_str(), key))
    })
}

/// Whether its values rise with time.
fn rises(kind: KeyType) -> bool {
    is_number(kind) || matches!(kind, KeyType::Uuid7 | KeyType::Ulid)
}

fn is_number(kind: KeyType) -> bool {
    matches!(kind, KeyType::Int16 | KeyType::Int32 | KeyType::Int64)
}

/// IG2: the order of a key's values sends all inserts to one place, or each to another page.
pub(in crate::rules) fn misplaced(context: &Context<'_>) -> Vec<Ruling> {
    let often = context.threshold("IG2.inserts");
    keys(context).filter_map(|(id, store, column, key)| placed(id, store, column, key, often)).collect()
}

fn placed(id: &str, store: &Store, column: &str, key: &StoreKey, often: f64) -> Option<Ruling> {
    let kind = key.r#type?;
    let subject = SubjectRef::key(id, column);
    let at = |field: &str| subject.path.clone().key(field);
    let rate = inserts(key);
    let frequent = rate.is_some_and(|rate| rate >= often);
    let partitions = store.partitions.known().filter(|partitions| partitions.count != Some(Count(1)));
    let split_by = partitions.filter(|partitions| partitions.key.known().is_some_and(|by| leads(by, column)));
    let problem = match split_by {
        Some(partitions) if rises(kind) => {
            let path = SubjectRef::store(id).path.clone().key("partitions").key("by");
            match partitions.by {
                Some(PartitionBy::Hash) => return Some(Ruling::holds(subject)),
                None => return Some(Ruling::unknown(subject, path)),
                Some(PartitionBy::Range) => (path, format!("{id} is divided by ranges of {column}"), "every one goes to the last range"),
            }
        }
        _ if kind == KeyType::Uuid4 => match key.clustered {
            Some(true) => (
                at("clustered"),
                format!("rows of {id} are kept in the order of {column}"),
                "each goes to another page, as its values are random",
            ),
            None if frequent => return Some(Ruling::unknown(subject.clone(), at("clustered"))),
            _ => return None,
        },
        _ => return None,
    };
    let (path, order, where_to) = problem;
    let Some(rate) = rate else {
        let field = if key.growth.is_none() { "growth" } else { "current" };
        return Some(Ruling::unknown(subject.clone(), at(field)));
    };
    if !frequent {
        return Some(Ruling::holds(subject));
    }
    let growth = key.growth.map(|growth| growth.to_string()).unwrap_or_default();
    let message = format!("{order}, and of {} inserts a second {where_to}", figure(rate));
    let violation = Violation::new(message, at("type"))
        .because(at("type"), format!("{column}: {}", super::id_generation::word(kind)))
        .because(path, order)
        .because(at("growth"), format!("growing by {growth}"));
    Some(Ruling::violated(subject.clone(), violation))
}

/// Inserts a second, by how the key grows.
fn inserts(key: &StoreKey) -> Option<f64> {
    match key.growth? {
        Growth::Amount { number, per } => Some(number / per.seconds()),
        Growth::Share { percent, per } => Some(key.current?.0 * percent / 100.0 / per.seconds()),
    }
}

/// Whether a column leads a partition key; `orders.id` and `id` are one column.
fn leads(key: &str, column: &str) -> bool {
    let bare = |name: &str| name.trim().rsplit('.').next().unwrap_or_default().to_owned();
    key.split(',').next().is_some_and(|first| bare(first) == bare(column))
}

/// IG3: an id that others see tells when or how many.
pub(in crate::rules) fn tells_too_much(context: &Context<'_>) -> Vec<Ruling> {
    keys(context).filter_map(|(id, _, column, key)| told(id, column, key)).collect()
}

fn told(id: &str, column: &str, key: &StoreKey) -> Option<Ruling> {
    let subject = SubjectRef::key(id, column);
    let at = |field: &str| subject.path.clone().key(field);
    let kind = match (key.r#type, key.exposed) {
        (Some(kind), _) if !rises(kind) => return None,
        (_, Some(false)) => return Some(Ruling::holds(subject)),
        (None, Some(true)) => return Some(Ruling::unknown(subject.clone(), at("type"))),
        (None, None) => return None,
        // A foreign key is seen where the key is that it points to.
        (Some(_), None) => return key.references.is_none().then(|| Ruling::unknown(subject.clone(), at("exposed"))),
        (Some(kind), Some(true)) => kind,
    };
    let tells = if is_number(kind) {
        "two of them tell how many there were in between, and the next is easy to guess"
    } else {
        "each tells to the millisecond when its record was made"
    };
    let word = super::id_generation::word(kind);
    let violation = Violation::new(format!("others see {column} ({word}): {tells}"), at("exposed"))
        .because(at("exposed"), "others see it")
        .because(at("type"), format!("{column}: {word}"));
    Some(Ruling::violated(subject.clone(), violation))
}

/// IG4: a number of a sequence is read as more than an identity, or handed out again after a restore.
pub(in crate::rules) fn sequence_means_something(context: &Context<'_>) -> Vec<Ruling> {
    keys(context).filter_map(|(id, store, column, key)| sequence(id, store, column, key)).collect()
}

fn sequence(id: &str, store: &Store, column: &str, key: &StoreKey) -> Option<Ruling> {
    // Only what counts itself is a sequence: a foreign key repeats the numbers of another.
    key.r#type.filter(|kind| is_number(*kind) && key.references.is_none())?;
    let subject = SubjectRef::key(id, column);
    let at = |field: &str| subject.path.clone().key(field);
    let identity = match &key.meaning {
        Fact::Unknown => None,
        Fact::None => Some(true),
        Fact::Known(_) => Some(false),
    };
    let read_as = key.meaning.known().map(String::as_str).unwrap_or_default();
    let mut demands = Demands::default().want(identity, at("meaning"), format!("is read as \"{read_as}\", and a sequence skips numbers"));
    let is_restored = store.backup.known().is_some() || store.replication.known().is_some();
    if is_restored || key.gap_on_restore.is_some() {
        demands =
            demands.want(key.gap_on_restore, at("gap_on_restore"), "goes on after a restore with numbers that were handed out before");
    }
    Some(demands.ruling(subject.clone(), |lacks| format!("{column} {lacks}")))
}
