//! The figures of the system as a whole.

use super::capacity::{self, AtPeak};
use super::cost::{self, Cost};
use super::growth::{self, Growth};
use super::line::{Part, missing, parts};
use super::risks::{self, Scored};
use super::structure::{self, Structure};
use crate::analysis::connections::connections;
use crate::analysis::keys::{End, keys};
use crate::analysis::load::{Requests, hop_rate, node_rate};
use crate::cli::opened::Opened;
use crate::graph::System;
use crate::plan::value::Date;
use serde::Serialize;

/// Load, connections and keys.
#[derive(Debug, Serialize)]
pub struct Whole {
    pub nodes: Vec<Load>,
    pub calls: Vec<Load>,
    pub connections: Vec<Connections>,
    pub keys: Vec<Key>,
    pub capacity: Vec<AtPeak>,
    /// Absent where no journey says how it grows.
    pub growth: Option<Growth>,
    /// Failure modes by what to deal with first.
    pub failure_modes: Vec<Scored>,
    /// Absent where the plan states no cost.
    pub cost: Option<Cost>,
    pub structure: Structure,
}

/// Requests at peak.
#[derive(Debug, Serialize)]
pub struct Load {
    pub id: String,
    /// Requests a second.
    pub per_second: f64,
    /// The journeys that bring them; each amount a rate per second.
    pub parts: Vec<Part>,
    /// Facts that are missing. While there are some, the rate is a bound from below.
    pub missing: Vec<String>,
}

/// The connections of all pools to a database while a release is under way.
#[derive(Debug, Serialize)]
pub struct Connections {
    pub store: String,
    /// Absent where a pool has no bound.
    pub wanted: Option<f64>,
    pub available: f64,
    pub parts: Vec<Part>,
    pub missing: Vec<String>,
}

/// An integer key.
#[derive(Debug, Serialize)]
pub struct Key {
    pub id: String,
    /// Years until its highest value is reached; absent where it never is, or facts are missing.
    pub years_left: Option<f64>,
    pub ends: Ends,
    pub path: String,
    pub line: usize,
}

/// Years beyond which a date says nothing.
pub const FORESEEN: f64 = 1_000.0;

/// When a key runs out: `"never"`, `"unknown"`, a date where the plan says what day it is, else the number of years.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Ends {
    Not(NoEnd),
    On(Date),
    InYears(f64),
}

/// Why a key has no end that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoEnd {
    /// It does not run out.
    Never,
    /// Facts are missing.
    Unknown,
}

/// The figures of the system.
pub fn of(opened: &Opened, system: &System<'_>) -> Whole {
    let load = |id: String, rate: Requests| Load {
        id,
        per_second: rate.per_second,
        parts: parts(opened, rate.how.terms()),
        missing: missing(rate.how.missing()),
    };
    Whole {
        capacity: capacity::of(opened, system),
        growth: growth::of(opened, system),
        failure_modes: risks::scored(opened, system),
        cost: cost::of(opened, system),
        structure: structure::of(opened, system),
        nodes: system.nodes().map(|at| load(system.vertex(at).id().to_owned(), node_rate(system, at))).collect(),
        calls: system.hops().map(|(id, hop)| load(hop.id().to_owned(), hop_rate(system, id))).collect(),
        connections: system.nodes().filter_map(|at| of_store(opened, system, at)).collect(),
        keys: keys(system)
            .iter()
            .map(|key| Key {
                id: key.id(),
                years_left: key.years_left(),
                ends: ends(opened, key.end()),
                path: key.path().to_string(),
                line: opened.place(&key.path()).line,
            })
            .collect(),
    }
}

fn ends(opened: &Opened, end: End) -> Ends {
    match (end, opened.study.today) {
        (End::Never, _) => Ends::Not(NoEnd::Never),
        (End::Unknown, _) => Ends::Not(NoEnd::Unknown),
        (End::In(years), Some(today)) if years <= FORESEEN => Ends::On(today.plus_years(years)),
        (End::In(years), _) => Ends::InYears(years),
    }
}

fn of_store(opened: &Opened, system: &System<'_>, at: petgraph::graph::NodeIndex) -> Option<Connections> {
    let found = connections(system, at)?;
    Some(Connections {
        store: system.vertex(at).id().to_owned(),
        wanted: found.wanted,
        available: found.available,
        parts: parts(opened, found.how.terms()),
        missing: missing(found.how.missing()),
    })
}
