//! Schema evolution: old and new version live with one schema, and no change of it stops the rest.

use super::transactions::engine_of;
use crate::document::Path;
use crate::knowledge::isolation_table;
use crate::plan::Plan;
use crate::plan::contracts::{Channel, ChannelKind, Compatibility};
use crate::plan::data::{Requirement, SchemaChanges, SchemaStyle, Store, StoreKind};
use crate::plan::value::{Duration, Fact};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// SV1: a schema is changed in a way that the version before can't live with.
pub(in crate::rules) fn breaks_the_old_version(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.stores().filter_map(|(id, store)| changed(id.as_str(), store)).collect()
}

fn changed(id: &str, store: &Store) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("schema_changes");
    let changes = match &store.schema_changes {
        Fact::None => return None,
        Fact::Unknown => return has_schema(store).then(|| Ruling::unknown(subject, path)),
        Fact::Known(changes) => changes,
    };
    let (style, reads) = (path.clone().key("style"), path.key("old_code_reads_new"));
    Some(match (changes.style, changes.old_code_reads_new) {
        (_, Some(false)) => {
            let message = format!(
                "the version before can't read what the new one writes into {id}: during a release some requests fail, and after a rollback all that meet new rows"
            );
            Ruling::violated(subject, Violation::new(message, reads.clone()).because(reads, "old code can't read new rows"))
        }
        (Some(SchemaStyle::InPlace), None) => {
            let message = format!("the schema of {id} is changed at once, while the version before still runs and may come back");
            let violation = Violation::new(message, style.clone()).because(style.clone(), "schemas are changed in place");
            Ruling::violated(subject, violation.suggest(style, "expand-contract"))
        }
        // Each step of expand and contract is one that the version before can live with.
        (Some(SchemaStyle::ExpandContract), None) | (Some(_), Some(true)) => Ruling::holds(subject),
        (None, _) => Ruling::unknown(subject, style),
    })
}

/// Whether what it holds has a form that code relies on.
fn has_schema(store: &Store) -> bool {
    matches!(store.kind, Some(StoreKind::Relational | StoreKind::DistributedSql | StoreKind::Document | StoreKind::WideColumn))
}

/// SV2: messages have no compatibility mode, or nothing checks it.
pub(in crate::rules) fn unchecked_events(context: &Context<'_>) -> Vec<Ruling> {
    // What is done is gone from a queue, so that its reader is never more than a release away from its writer.
    let events = context.plan.channels().filter(|(_, channel)| matches!(channel.kind, Some(ChannelKind::Topic | ChannelKind::Log)));
    events.map(|(id, channel)| compatible(id.as_str(), channel)).collect()
}

fn compatible(id: &str, channel: &Channel) -> Ruling {
    let subject = SubjectRef::channel(id);
    let at = |field: &str| subject.path.clone().key(field);
    let place = channel.requires.iter().flatten().position(|requirement| *requirement == Requirement::Replay);
    let stays = match (place, channel.kind) {
        (Some(place), _) => Some((at("requires").index(place), "its messages are read again")),
        (None, Some(ChannelKind::Log)) => Some((at("kind"), "a log keeps its messages")),
        _ => None,
    };
    let full = channel.compatibility == Fact::Known(Compatibility::FullTransitive);
    let mut demands = Demands::default().want_some(&channel.compatibility, at("compatibility"), "no compatibility mode");
    if stays.is_some() && channel.compatibility.known().is_some() {
        let lack = "no compatibility with all versions that are stored";
        demands = demands.want(Some(full), at("compatibility"), lack);
    }
    let demands = demands.want_some(&channel.gate, at("gate"), "no check of it in CI");
    let ruling = demands.ruling(subject.clone(), |lacks| format!("the messages of {id} have {lacks}"));
    ruling.adding(|violation| match stays {
        Some((path, why)) if !full => violation.because(path, why),
        _ => violation,
    })
}

/// The stores on `PostgreSQL` whose schema changes; with what is said of the changes.
fn on_postgres<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (&'c str, Option<&'c SchemaChanges>)> {
    let stores = context.plan.stores().map(|(id, store)| (id.as_str(), store));
    let changing = stores.filter(|(id, store)| !store.schema_changes.is_none() && is_postgres(context.plan, id));
    changing.map(|(id, store)| (id, store.schema_changes.known()))
}

fn is_postgres(plan: &Plan, store: &str) -> bool {
    let engine = engine_of(plan, store).and_then(|engine| isolation_table().engine(engine));
    engine.is_some_and(|engine| engine.name == "postgres")
}

/// SV3: a change may wait for a lock, or hold one, without limit, and everything else waits behind it.
pub(in crate::rules) fn locks_without_limit(context: &Context<'_>) -> Vec<Ruling> {
    let most = |id: &str| Duration::from_secs(context.threshold(id));
    let (lock, statement) = (most("SV3.lock_timeout"), most("SV3.statement_timeout"));
    on_postgres(context).map(|(id, changes)| locks(id, changes, lock, statement)).collect()
}

fn locks(id: &str, changes: Option<&SchemaChanges>, lock: Duration, statement: Duration) -> Ruling {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("schema_changes");
    let Some(changes) = changes else { return Ruling::unknown(subject, path) };
    let at = |field: &str| path.clone().key(field);
    let demands = limited(Demands::default(), changes.lock_timeout, at("lock_timeout"), lock, "may wait for its lock");
    let demands = limited(demands, changes.statement_timeout, at("statement_timeout"), statement, "may hold its lock");
    let demands = demands.want(changes.concurrent_indexes, at("concurrent_indexes"), "stops writes while an index is built");
    demands.ruling(subject, |lacks| format!("a schema change on {id} {lacks}, and whoever comes after it waits too"))
}

fn limited(demands: Demands, limit: Fact<Duration>, path: Path, most: Duration, what: &str) -> Demands {
    match limit {
        Fact::Unknown => demands.want(None, path, ""),
        Fact::None => demands.want(Some(false), path, format!("{what} without limit")),
        Fact::Known(limit) => demands.want(Some(limit <= most), path, format!("{what} for {} (at most {})", limit.spoken(), most.spoken())),
    }
}

/// SV4: statistics are not taken anew after a rewrite.
pub(in crate::rules) fn stale_statistics(context: &Context<'_>) -> Vec<Ruling> {
    let rulings = on_postgres(context).map(|(id, changes)| {
        let subject = SubjectRef::store(id);
        let path = subject.path.clone().key("schema_changes");
        let Some(changes) = changes else { return Ruling::unknown(subject, path) };
        let path = path.key("analyze_after");
        let demands = Demands::default().want(changes.analyze_after, path.clone(), "statistics are not refreshed");
        let ruling = demands.ruling(subject, |_| {
            format!("after a column of {id} is rewritten, queries are planned on the statistics of what was there before")
        });
        ruling.adding(|violation| violation.suggest(path, "true"))
    });
    rulings.collect()
}
