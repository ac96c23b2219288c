//! `groundplan analyze`: the arithmetic behind the findings, whether or not it ends in one.

mod availability;
mod capacity;
mod cost;
mod human;
mod journey;
mod latency;
mod line;
mod system;

use super::Answer;
use super::failure::Failure;
use super::opened::Opened;
use crate::document::nearest;
use crate::graph::{Route, System};
use clap::{Args, ValueEnum};
use indexmap::IndexMap;
use serde::Serialize;
use std::path::PathBuf;

/// Show the arithmetic: availability, worst case, latency, retries, load, connections, keys, cost
///
/// For each journey its availability against the target, with the smallest sets of events that bring it down, how much each
/// event matters and which changes would help most, each found by computing it; the
/// longest time it can take against its deadline, its quantiles and what the p99 is made of, and how its retries multiply;
/// for the system its load against its capacity, the connections of every database, when keys run out, and the cost. Facts that are missing make a figure a bound.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan analyze                    all journeys of the nearest plan, and the system
  groundplan analyze --journey pay      one journey
  groundplan analyze --format json | jq '.journeys[] | {id, worst_case}'

In JSON times are in ms, rates per second, shares fractions; docs/analyze-json.md describes the fields.")]
pub struct Arguments {
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    path: Option<PathBuf>,
    /// Only this journey
    #[arg(long, value_name = "ID")]
    journey: Option<String>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// For whom the answer is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for a terminal
    Human,
    /// Stable JSON
    Json,
}

/// All figures of a plan.
#[derive(Debug, Serialize)]
struct Report {
    plan: String,
    /// By id, in the order of the plan.
    journeys: IndexMap<String, journey::Journey>,
    /// Absent where one journey was asked for.
    #[serde(flatten)]
    system: Option<system::Whole>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let opened = Opened::at(arguments.path.as_deref(), None)?;
    let system = System::new(opened.plan());
    let routes = match arguments.journey.as_deref() {
        Some(id) => vec![route(&system, id)?],
        None => system.routes().iter().collect(),
    };
    let report = Report {
        plan: opened.source.name().to_owned(),
        journeys: routes.into_iter().map(|route| (route.id.to_owned(), journey::of(&opened, &system, route))).collect(),
        system: arguments.journey.is_none().then(|| system::of(&opened, &system)),
    };
    Ok(Answer::fine(match arguments.format {
        Format::Human => human::text(&report),
        Format::Json => super::json::text(&report),
    }))
}

/// The way of a journey.
///
/// # Errors
/// There is no such journey.
pub fn route<'s, 'p>(system: &'s System<'p>, id: &str) -> Result<&'s Route<'p>, Failure> {
    system.route(id).ok_or_else(|| {
        let failure = Failure::usage(format!("the plan has no journey `{id}`"));
        match nearest(id, system.routes().iter().map(|route| route.id)) {
            Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
            None => failure,
        }
    })
}
