//! The isolation that a transaction really has, against what its invariants rest on.

use super::{engine_of, steps};
use crate::document::Path;
use crate::knowledge::{Anomaly, isolation_table};
use crate::plan::data::{EnforcedBy, Invariant, Isolation, Requirement, Rows, Store, StoreKind, Transaction};
use crate::plan::reference::{ComponentRef, StoreRef};
use crate::plan::value::Fact;
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::{BTreeMap, BTreeSet};

/// TX3: the isolation level is not named, or what the engine gives under its name lets an invariant be broken.
pub(in crate::rules) fn too_weak(context: &Context<'_>) -> Vec<Ruling> {
    let wanted = Wanted::of(context);
    let mut written: BTreeSet<&str> = BTreeSet::new();
    let mut rulings = Vec::new();
    for (id, transaction) in context.plan.transactions().filter(|(_, transaction)| steps(transaction).is_none()) {
        written.extend(transaction.writes.iter().flatten().map(StoreRef::as_str));
        rulings.extend(of_transaction(context, &wanted, id.as_str(), transaction));
    }
    for (id, store) in context.plan.stores() {
        rulings.extend(of_store(context, &wanted, id.as_str(), store, written.contains(id.as_str())));
    }
    rulings
}

/// What must not happen in a store, and which fact says so.
struct Want {
    not: Vec<Anomaly>,
    path: Path,
    /// `one-charge, which code checks before it writes`.
    what: String,
    /// Whether it is known already to be too weak by its name.
    only_under_a_misleading_name: bool,
}

/// By store, what must not happen there.
struct Wanted<'p>(BTreeMap<&'p str, Vec<Want>>);

impl<'p> Wanted<'p> {
    fn of(context: &Context<'p>) -> Self {
        let mut by_store: BTreeMap<&str, Vec<Want>> = BTreeMap::new();
        for (id, invariant) in context.plan.invariants() {
            for store in invariant.over.iter().flatten() {
                by_store.entry(store.as_str()).or_default().extend(want(id.as_str(), invariant));
            }
        }
        Self(by_store)
    }

    fn at(&self, store: &str) -> &[Want] {
        self.0.get(store).map_or(&[], Vec::as_slice)
    }
}

/// What an invariant rests on. A constraint, a single writer and a reservation hold under any level.
fn want(id: &str, invariant: &Invariant) -> Option<Want> {
    let path = Path::of(["data", "invariants", id, "by"]);
    let (not, what, only_under_a_misleading_name) = match (invariant.by.known()?, invariant.rows) {
        (EnforcedBy::Serializable, _) => {
            (vec![Anomaly::LostUpdate, Anomaly::ReadSkew, Anomaly::WriteSkew], "rests on serializable transactions", false)
        }
        (EnforcedBy::ApplicationCheck, Some(Rows::One)) => {
            (vec![Anomaly::LostUpdate], "is checked in code that reads before it writes", false)
        }
        // That a name such as read committed is too weak for it, the invariant itself is told.
        (EnforcedBy::ApplicationCheck, Some(Rows::Several)) => {
            (vec![Anomaly::WriteSkew], "is checked in code that reads several rows before it writes", true)
        }
        _ => return None,
    };
    Some(Want { not, path, what: format!("{id} {what}"), only_under_a_misleading_name })
}

/// The level that counts, and where it stands.
struct Named {
    name: Isolation,
    path: Path,
    by_default: bool,
}

fn of_transaction(context: &Context<'_>, wanted: &Wanted<'_>, id: &str, transaction: &Transaction) -> Option<Ruling> {
    let writes = transaction.writes.as_ref().filter(|writes| !writes.is_empty())?;
    let subject = SubjectRef::transaction(id, transaction.by.as_ref().map(ComponentRef::as_str));
    let own = subject.path.clone().key("isolation");
    let mut open = None;
    for store in writes {
        let Some(facts) = context.plan.store(store.as_str()) else { continue };
        let named = match (transaction.isolation, &facts.isolation) {
            (Some(name), _) => Some(Named { name, path: own.clone(), by_default: false }),
            (None, Fact::Known(name)) => {
                Some(Named { name: *name, path: Path::of(["data", "stores", store.as_str(), "isolation"]), by_default: false })
            }
            // What has no isolation has no level to name.
            (None, Fact::None) => continue,
            (None, Fact::Unknown) if !has_levels(facts) => continue,
            (None, Fact::Unknown) => {
                open.get_or_insert_with(|| own.clone());
                default_of(context, store.as_str()).map(|name| Named { name, path: own.clone(), by_default: true })
            }
        };
        let Some(named) = named else { continue };
        match broken(context, store.as_str(), &named, wanted.at(store.as_str())) {
            Broken::By(violation) => return Some(Ruling::violated(subject, violation(id))),
            Broken::Open(path) => {
                open.get_or_insert(path);
            }
            Broken::Not => {}
        }
    }
    Some(match open {
        Some(path) => Ruling::unknown(subject, path),
        None => Ruling::holds(subject),
    })
}

/// A store that no transaction of the plan writes, or that is needed for rules over several rows.
fn of_store(context: &Context<'_>, wanted: &Wanted<'_>, id: &str, store: &Store, is_written: bool) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("isolation");
    let required = several_rows(context, id, store);
    let wants: Vec<&Want> = if is_written { Vec::new() } else { wanted.at(id).iter().collect() };
    let is_asked = !is_written && store.kind.is_some() && has_levels(store);
    if required.is_none() && wants.is_empty() && !is_asked {
        return None;
    }
    let name = match store.isolation {
        Fact::Known(name) => name,
        Fact::None => return None,
        Fact::Unknown => match default_of(context, id) {
            Some(name) if required.is_some() || !wants.is_empty() => name,
            _ => return Some(Ruling::unknown(subject, path)),
        },
    };
    let by_default = store.isolation.is_unknown();
    let named = Named { name, path: path.clone(), by_default };
    let required: Vec<Want> = required.into_iter().collect();
    for wants in [required.as_slice(), if is_written { &[] } else { wanted.at(id) }] {
        match broken(context, id, &named, wants) {
            Broken::By(violation) => return Some(Ruling::violated(subject, violation(id))),
            Broken::Open(path) => return Some(Ruling::unknown(subject, path)),
            Broken::Not => {}
        }
    }
    Some(if by_default { Ruling::unknown(subject, path) } else { Ruling::holds(subject) })
}

/// Whether transactions of a store run at levels that have names.
fn has_levels(store: &Store) -> bool {
    matches!(store.kind, None | Some(StoreKind::Relational | StoreKind::DistributedSql))
}

/// A need of rules over several rows, where no such rule is written down that could be asked itself.
fn several_rows(context: &Context<'_>, id: &str, store: &Store) -> Option<Want> {
    let place = store.requires.iter().flatten().position(|requirement| *requirement == Requirement::MultiRow)?;
    let mut invariants = context.plan.invariants().filter(|(_, invariant)| invariant.rows != Some(Rows::One));
    if invariants.any(|(_, invariant)| invariant.over.iter().flatten().any(|over| over.as_str() == id)) {
        return None;
    }
    let path = Path::of(["data", "stores", id, "requires"]).index(place);
    let what = "its users need rules over several rows (multi-row)".to_owned();
    Some(Want { not: vec![Anomaly::WriteSkew], path, what, only_under_a_misleading_name: false })
}

fn default_of(context: &Context<'_>, store: &str) -> Option<Isolation> {
    engine_of(context.plan, store).and_then(|engine| isolation_table().engine(engine)).map(|engine| engine.default)
}

enum Broken<'b> {
    By(Box<dyn FnOnce(&str) -> Violation + 'b>),
    Open(Path),
    Not,
}

/// Whether the level that a store really gives under this name lets happen what must not.
fn broken<'b>(context: &'b Context<'_>, store: &'b str, named: &'b Named, wants: &'b [Want]) -> Broken<'b> {
    if wants.is_empty() {
        return Broken::Not;
    }
    let engine = engine_of(context.plan, store);
    let known = engine.and_then(|engine| isolation_table().engine(engine));
    let level = known.map_or(&isolation_table().any, |known| &known.levels).get(named.name);
    let engine_path = Path::of(["data", "stores", store, "engine"]);
    let Some(level) = level else {
        // Of an engine that is not in the table nobody can tell more.
        return if engine.is_none() { Broken::Open(engine_path) } else { Broken::Not };
    };
    let misleads = named.name == Isolation::Serializable;
    let relevant = wants.iter().filter(|want| misleads || !want.only_under_a_misleading_name);
    for want in relevant {
        let happen: Vec<&str> = want.not.iter().filter(|anomaly| level.allows.contains(anomaly)).map(|anomaly| anomaly.as_str()).collect();
        if !happen.is_empty() {
            let happen = joined(&happen);
            return Broken::By(Box::new(move |id| {
                let name = word(named.name);
                let of = engine.unwrap_or(store);
                let by = if named.by_default { ", the default of" } else { " of" };
                let gives = if level.gives == name { String::new() } else { format!(", which gives {}", level.gives) };
                let unless = if want.not == [Anomaly::LostUpdate] { " unless the row is locked" } else { "" };
                let message = format!("{id} runs under {name}{by} {of}{gives} and lets {happen} happen{unless}; {}", want.what);
                let mut violation = Violation::new(message, named.path.clone()).because(named.path.clone(), name);
                if engine.is_some() {
                    violation = violation.because(engine_path, format!("{}: {}", engine.unwrap_or_default(), level.gives));
                }
                violation.because(want.path.clone(), want.what.clone())
            }));
        }
    }
    Broken::Not
}

fn word(name: Isolation) -> &'static str {
    match name {
        Isolation::ReadCommitted => "read committed",
        Isolation::RepeatableRead => "repeatable read",
        Isolation::Snapshot => "snapshot isolation",
        Isolation::Serializable => "serializable",
    }
}
