//! `groundplan analyze`: the arithmetic behind the findings, whether or not it ends in one.

mod availability;
mod best;
mod capacity;
mod cost;
mod experiments;
mod explain;
mod figure;
mod growth;
mod human;
mod journey;
mod latency;
mod line;
mod risks;
mod structure;
mod system;
mod what_if;

use super::Answer;
use super::failure::Failure;
use super::opened::Opened;
use crate::analysis::availability::Solved;
use crate::cli::side_by_side::side_by_side;
use crate::document::nearest;
use crate::graph::{Route, System};
use clap::{Args, ValueEnum};
use indexmap::IndexMap;
use serde::Serialize;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

/// Show the arithmetic: availability, worst case, latency, retries, load, connections, keys, cost
///
/// For each journey its availability against the target, with the smallest sets of events that bring it down, how much each
/// event matters and which changes would help most, each found by computing it; the
/// longest time it can take against its deadline, its quantiles and what the p99 is made of, and how its retries multiply;
/// for the system its load against its capacity and when growth fills it, the connections of every database, when keys run out, and the cost. Facts that are missing make a figure a bound.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan analyze                    all journeys of the nearest plan, and the system
  groundplan analyze --journey pay      one journey
  groundplan analyze --explain          every figure with its formula and the lines of the plan
  groundplan analyze --what-if 'payments slow x5' --what-if 'traffic x3'
  groundplan analyze --journey pay --sweep 'api -> payments.timeout = 500ms..5000ms'
  groundplan analyze --format json | jq '.journeys[] | {id, worst_case}'

In JSON times are in ms, rates per second, shares fractions; docs/analyze-json.md describes the fields.")]
pub struct Arguments {
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    path: Option<PathBuf>,
    /// Only this journey
    #[arg(long, value_name = "ID")]
    journey: Option<String>,
    /// Compute again with something changed, and show before and after: `payments down`, `payments slow x5`, `zone eu-a down`,
    /// `traffic x3`, `pay traffic x3`, `redis cold`, `api -> payments.timeout = 300ms`; several together
    #[arg(long, value_name = "CHANGE")]
    what_if: Vec<String>,
    /// Changes from a file, one a line; `#` begins a comment
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Compute for values of one field from one end to the other: `api -> payments.timeout = 100ms..2000ms`
    #[arg(long, value_name = "FIELD=FROM..TO")]
    sweep: Option<String>,
    /// Say of every figure how it was got: its formula with the numbers put in, the lines of the plan that they come from,
    /// what was assumed and what is missing
    #[arg(long, conflicts_with_all = ["what_if", "scenario", "sweep"])]
    explain: bool,
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
    #[serde(flatten)]
    figures: Figures,
}

/// The figures of the journeys and of the system.
#[derive(Debug, Serialize)]
struct Figures {
    /// By id, in the order of the plan.
    journeys: IndexMap<String, journey::Journey>,
    /// What money buys; absent where no change that was tried helps.
    best_change: Option<best::Best>,
    /// Absent where one journey was asked for.
    #[serde(flatten)]
    system: Option<system::Whole>,
}

impl Figures {
    /// Of one journey, or of all and the system. Places are those of the opened plan, whatever was changed since.
    fn of(opened: &Opened, system: &System<'_>, journey: Option<&str>) -> anyhow::Result<Self> {
        let routes = match journey {
            Some(id) => vec![route(system, id)?],
            None => system.routes().iter().collect(),
        };
        let solved: Vec<Solved<'_, '_>> = routes.into_iter().map(|route| Solved::of(system, route)).collect();
        // Half of the time goes into the journeys: the rest is computed beside them.
        let (best_change, whole, journeys) = thread::scope(|scope| {
            let rest = scope.spawn(|| (best::of(opened, system, &solved), journey.is_none().then(|| system::of(opened, system))));
            let journeys = side_by_side(&solved, |solved| (solved.route.id.to_owned(), journey::of(opened, system, solved)));
            let (best_change, whole) = rest.join().unwrap_or_else(|panic| resume_unwind(panic));
            (best_change, whole, journeys.into_iter().collect())
        });
        Ok(Self { journeys, best_change, system: whole })
    }
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let opened = Opened::unjudged(arguments.path.as_deref())?;
    let changes = what_if::changes(arguments)?;
    if let Some(sweep) = &arguments.sweep {
        let report = what_if::swept(&opened, sweep, &changes, arguments)?;
        return Ok(answer(arguments.format, &report, human::sweep::text));
    }
    let system = System::new(opened.plan());
    let figures = Figures::of(&opened, &system, arguments.journey.as_deref())?;
    if arguments.explain {
        let explanations = explain::all(&opened, &system, &figures);
        let file = opened.source.name();
        return Ok(answer(arguments.format, &explanations, |all| human::explain::page(file, all)));
    }
    if changes.is_empty() {
        let report = Report { plan: opened.source.name().to_owned(), figures };
        return Ok(answer(arguments.format, &report, human::text));
    }
    let report = what_if::compared(&opened, figures, &changes, arguments)?;
    Ok(answer(arguments.format, &report, human::what_if::text))
}

fn answer<R: Serialize>(format: Format, report: &R, human: impl FnOnce(&R) -> String) -> Answer {
    Answer::fine(match format {
        Format::Human => human(report),
        Format::Json => super::json::text(report),
    })
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
