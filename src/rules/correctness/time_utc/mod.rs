//! Time: instants with their offset, local times with their zone, and no lease that a slow clock prolongs.

mod zone;

pub(in crate::rules) use zone::no_zone;

use crate::analysis::structure::fleet;
use crate::document::Path;
use crate::plan::data::{Clock, Consistency, LastWriteWins, Requirement, Store, StoreKind, Timestamps};
use crate::plan::map::{Component, Singleton, SingletonGuard};
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TU1: points in time without their offset.
pub(in crate::rules) fn no_offset(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.stores().filter_map(|(id, store)| offset(id.as_str(), store)).collect()
}

fn offset(id: &str, store: &Store) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("timestamps");
    match store.timestamps {
        Some(Timestamps::WithZone) => Some(Ruling::holds(subject)),
        // Whoever keeps records keeps times in them; a cache, a bucket or an index may well have none of its own.
        None => {
            let keeps_records =
                matches!(store.kind, Some(StoreKind::Relational | StoreKind::DistributedSql | StoreKind::Document | StoreKind::WideColumn));
            keeps_records.then(|| Ruling::unknown(subject, path))
        }
        Some(Timestamps::WithoutZone) => {
            let message = format!("{id} keeps points in time without an offset: each reader takes them for times of its own zone");
            let violation = Violation::new(message, path.clone()).because(path, "without an offset");
            Some(Ruling::violated(subject, violation))
        }
    }
}

/// TU2: two holders of a lease, or the wrong one of two writes, because clocks differ.
pub(in crate::rules) fn trusts_clocks(context: &Context<'_>) -> Vec<Ruling> {
    let leases = context.plan.components().filter_map(|(id, component)| {
        let duty = component.singleton.known()?;
        (duty.guard == Fact::Known(SingletonGuard::Lease)).then(|| lease(context, id.as_str(), component, duty)).flatten()
    });
    leases.chain(context.plan.stores().filter_map(|(id, store)| last_write(id.as_str(), store))).collect()
}

/// A lease ends by the clock of the one who gave it; its holder works on until its own clock says so, or it wakes from a pause.
fn lease(context: &Context<'_>, id: &str, component: &Component, duty: &Singleton) -> Option<Ruling> {
    if component.kind.is_some_and(crate::plan::map::ComponentKind::is_elsewhere) || fleet(context.plan, id).is_single() {
        return None;
    }
    let subject = SubjectRef::component(id);
    let at = |field: &str| subject.path.clone().key("singleton").key(field);
    if duty.fenced == Some(true) {
        return Some(Ruling::holds(subject));
    }
    let Some(ttl) = duty.ttl else { return Some(Ruling::unknown(subject.clone(), at("ttl"))) };
    let apart = duty.skew.unwrap_or_default().plus(duty.pause.unwrap_or_default());
    if ttl > apart {
        let missing = [(duty.skew, "skew"), (duty.pause, "pause")].into_iter().find(|(fact, _)| fact.is_none());
        return Some(missing.map_or_else(|| Ruling::holds(subject.clone()), |(_, field)| Ruling::unknown(subject.clone(), at(field))));
    }
    if duty.fenced.is_none() {
        return Some(Ruling::unknown(subject.clone(), at("fenced")));
    }
    let parts = [(duty.skew, "skew", "of clocks"), (duty.pause, "pause", "of a process")];
    let known: Vec<(Duration, &str, &str)> = parts.into_iter().filter_map(|(time, field, of)| Some((time?, field, of))).collect();
    let sum: Vec<String> = known.iter().map(|(time, field, of)| format!("{} {field} {of}", time.spoken())).collect();
    let message = format!(
        "the lease of {id} ends after {}, and its holder may not notice for {}: {}; what it still does is not refused",
        ttl.spoken(),
        apart.spoken(),
        sum.join(" + ")
    );
    let mut violation = Violation::new(message, at("ttl")).because(at("ttl"), format!("ends after {ttl}"));
    for (time, field, of) in known {
        violation = violation.because(at(field), format!("{time} {field} {of}"));
    }
    Some(Ruling::violated(subject.clone(), violation.because(at("fenced"), "an old holder is not refused")))
}

fn last_write(id: &str, store: &Store) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("last_write_wins");
    let clocks = match &store.last_write_wins {
        Fact::None => return None,
        Fact::Known(clocks) => clocks,
        Fact::Unknown => return writes_anywhere(store).then(|| Ruling::unknown(subject, path)),
    };
    Some(match clocks {
        LastWriteWins { clock: None, .. } => Ruling::unknown(subject, path.key("clock")),
        LastWriteWins { clock: Some(Clock::Logical | Clock::Hybrid), .. } | LastWriteWins { skew: Some(Limit::At(_)), .. } => {
            Ruling::holds(subject)
        }
        LastWriteWins { skew: None, .. } => Ruling::unknown(subject, path.key("skew")),
        LastWriteWins { skew: Some(Limit::Unlimited), .. } => unbounded(subject, id, path),
    })
}

fn unbounded(subject: SubjectRef, id: &str, path: Path) -> Ruling {
    let message =
        format!("in {id} the write with the later time of day wins, and nothing bounds how far clocks differ: a fast clock wins always");
    let violation = Violation::new(message, path.clone().key("clock"))
        .because(path.clone().key("clock"), "the wall clock decides")
        .because(path.key("skew"), "clocks may differ by any time");
    Ruling::violated(subject, violation)
}

/// Whether a store takes writes of one row in several places, so that something must settle them.
fn writes_anywhere(store: &Store) -> bool {
    let everywhere = store.requires.iter().flatten().any(|requirement| *requirement == Requirement::GlobalWrites);
    everywhere || (store.kind == Some(StoreKind::WideColumn) && store.consistency == Some(Consistency::Eventual))
}
