//! The table from which events are published, in the database whose transaction writes them.

use crate::graph::{System, Vertex};
use crate::plan::contracts::{Channel, Publish};
use crate::plan::value::Fact;
use crate::plan::{Entity, Plan};
use crate::render::kind::{Page, view};
use crate::render::words;
use indexmap::IndexMap;
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;

/// A channel that is published by an outbox.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ChannelView<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: Option<&'p str>,
    /// What its messages are ordered by.
    key: &'p Fact<String>,
    /// How its schema is versioned.
    version: &'p Fact<String>,
    /// How long a published row is kept, in seconds; null: the plan does not say, or it stays.
    purge_seconds: Option<f64>,
    /// How published rows are purged.
    purge: Fact<String>,
}

/// One file for each store that holds an outbox.
pub(super) fn pages(system: &System<'_>) -> Vec<Page<'static>> {
    let mut stores: IndexMap<&str, Vec<ChannelView<'_>>> = IndexMap::new();
    for (id, channel) in system.plan.channels().filter(|(_, channel)| channel.publish == Some(Publish::Outbox)) {
        for store in stores_of(system, id.as_str(), channel) {
            stores.entry(store).or_default().push(of(id.as_str(), channel));
        }
    }
    let only = stores.len() == 1;
    let page = |(store, channels): (&str, Vec<ChannelView<'_>>)| {
        let file = if only { "outbox.sql".to_owned() } else { format!("outbox-{}.sql", words::slug(store)) };
        let engine = system.plan.store(store).and_then(|store| store.engine.as_deref());
        Page {
            path: format!("typescript/{file}"),
            template: "typescript/outbox.sql.j2",
            view: context! { store => store, engine => engine, dialect => dialect(engine), channels => view(&channels) },
        }
    };
    stores.into_iter().map(page).collect()
}

fn of<'p>(id: &'p str, channel: &'p Channel) -> ChannelView<'p> {
    let purge = channel.outbox.as_ref().map_or(&Fact::Unknown, |outbox| &outbox.purge);
    ChannelView {
        id,
        title: channel.title(),
        key: &channel.key,
        version: &channel.version,
        purge_seconds: purge.known().map(|purge| purge.secs()),
        purge: purge.part(|purge| Some(purge.to_string())),
    }
}

/// The stores in whose transactions the channel is written; without any, those that its producers change.
fn stores_of<'p>(system: &System<'p>, id: &str, channel: &Channel) -> Vec<&'p str> {
    let transactions = transactions(system.plan, id);
    if !transactions.is_empty() {
        return transactions;
    }
    let producers = channel.producers.iter().flat_map(|producers| producers.0.keys());
    let mut stores: Vec<&str> = Vec::new();
    for producer in producers.filter_map(|producer| system.find(producer.as_str())) {
        for (_, hop) in system.hops_from(producer).filter(|(_, hop)| hop.call.mutates == Some(true)) {
            if let Vertex::Store(store, _) = system.vertex(hop.callee)
                && !stores.contains(&store)
            {
                stores.push(store);
            }
        }
    }
    stores
}

fn transactions<'p>(plan: &'p Plan, channel: &str) -> Vec<&'p str> {
    let mut stores: Vec<&str> = Vec::new();
    for (_, transaction) in plan.transactions() {
        let publishes = transaction.publishes.known().is_some_and(|channels| channels.iter().any(|id| id.as_str() == channel));
        for store in transaction.writes.iter().flatten().filter(|_| publishes) {
            if !stores.contains(&store.as_str()) {
                stores.push(store.as_str());
            }
        }
    }
    stores
}

/// The dialect of an engine: `postgres`, `sqlite`, or the standard.
fn dialect(engine: Option<&str>) -> &'static str {
    let engine = engine.unwrap_or_default().to_ascii_lowercase();
    match engine.split(|c: char| !c.is_alphabetic()).next() {
        Some("postgres" | "postgresql" | "cockroach" | "cockroachdb" | "yugabyte" | "aurora" | "alloydb") => "postgres",
        Some("sqlite" | "turso" | "libsql") => "sqlite",
        _ => "standard",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects() {
        for (engine, expected) in [
            (Some("postgres 17"), "postgres"),
            (Some("PostgreSQL"), "postgres"),
            (Some("sqlite 3"), "sqlite"),
            (Some("mysql 8.4"), "standard"),
            (None, "standard"),
        ] {
            assert_eq!(dialect(engine), expected, "{engine:?}");
        }
    }
}
