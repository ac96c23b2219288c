//! Stores in figures: load, connections, and when their keys run out.

use super::parts::{capacity, rate};
use crate::analysis::connections::connections;
use crate::analysis::keys;
use crate::analysis::load::node_rate;
use crate::graph::{System, Vertex};
use crate::plan::data::StoreKey;
use crate::plan::value::counted;
use crate::render::storage::{self, StoreView};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// A store with what is computed about it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "StoreFigures")]
pub struct Figures<'p> {
    #[serde(flatten)]
    store: StoreView<'p>,
    /// Requests a second at peak, behind its caches.
    peak: String,
    /// The load that it can take: of the whole, else of each instance.
    capacity: Option<String>,
    /// Connections that all pools take together during a release; null: its limit is not stated.
    connections: Option<String>,
}

/// All stores, in the order of the plan.
pub(in crate::render) fn stores<'p>(system: &System<'p>) -> Vec<Figures<'p>> {
    let figures = |at| {
        let Vertex::Store(id, facts) = system.vertex(at) else { return None };
        let connections = connections(system, at).map(|found| match found.wanted {
            Some(wanted) => format!("{}{} of {}", found.how.at_least(), words::figure(wanted.ceil()), words::figure(found.available)),
            None => format!("without bound, of {}", words::figure(found.available)),
        });
        Some(Figures {
            store: storage::store(system.plan, id)?,
            peak: rate(&node_rate(system, at)),
            capacity: capacity(facts),
            connections,
        })
    };
    system.nodes().filter_map(figures).collect()
}

/// A key column.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeyView<'p> {
    /// The store.
    store: &'p str,
    /// The column.
    column: &'p str,
    /// What the plan says of it.
    facts: &'p StoreKey,
    /// How long until its highest value is reached.
    runs_out: Option<String>,
}

/// The key columns that count up, in the order of the plan.
pub(super) fn keys<'p>(system: &System<'p>) -> Vec<KeyView<'p>> {
    let counts = |key: &keys::Key<'_>| key.facts.r#type.is_some_and(|kind| kind.largest().is_some());
    let keys = keys::keys(system).into_iter().filter(counts);
    keys.map(|key| KeyView { runs_out: key.years_left().map(years), store: key.store, column: key.column, facts: key.facts }).collect()
}

fn years(years: f64) -> String {
    let time = match years {
        years if years > 1_000.0 => "more than 1000 years".to_owned(),
        years if years < 2.0 => counted((years * 12.0).floor(), "month", "months"),
        years => format!("{} years", words::figure(years)),
    };
    format!("in {time} at today's rate")
}
