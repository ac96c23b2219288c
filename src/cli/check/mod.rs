//! `groundplan check`: findings, questions and the scorecard of a plan.

mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod selection;

use super::failure::Failure;
use super::opened::Opened;
use super::{Answer, Exit, day};
use crate::knowledge::Severity;
use crate::plan::value::Date;
use clap::{Args, ValueEnum};
use selection::{Selected, Selection};
use std::path::PathBuf;

/// Check a plan: what is wrong with it, what is not known, and how each category stands
///
/// Shows the seven worst findings, each with its arithmetic, the lines it rests on, and the fix.
/// A plan with mistakes is not judged: all of them are told, with their places.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan check                                  the nearest plan
  groundplan check --all --step map                 everything that step 2 is to settle
  groundplan check --fail-on high --date today      in CI: also fail on high, and on accepted risks that expired
  groundplan check --format json | jq '.findings[] | {id, line, message}'
  groundplan check --format github                  in a GitHub workflow: findings beside the lines of the plan

Exit code: 0 no open finding at or above the limit; 1 some; 2 the plan can't be read.
The fields of the JSON are described in docs/check-json.md.")]
pub struct Arguments {
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    path: Option<PathBuf>,
    /// For people, or for which program
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// All findings and questions, not only the worst
    #[arg(long)]
    all: bool,
    /// The lowest severity with which the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Blocker)]
    fail_on: FailOn,
    #[arg(long, value_name = "DATE", value_parser = day::read, help = day::HELP)]
    date: Option<Date>,
    #[command(flatten)]
    selection: Selection,
}

/// For whom the answer is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for a terminal
    Human,
    /// Stable JSON
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML: a test case for each condition; findings at or above --fail-on fail
    Junit,
    /// Annotations of a GitHub workflow
    Github,
}

/// What makes a check fail.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Blocker,
    High,
    Medium,
    Low,
    /// Nothing does
    Never,
}

impl FailOn {
    fn limit(self) -> Option<Severity> {
        match self {
            Self::Blocker => Some(Severity::Blocker),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Never => None,
        }
    }
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let opened = Opened::at(arguments.path.as_deref(), arguments.date)?;
    let broken = &opened.study.judgement().broken;
    if !broken.is_empty() {
        let files: Vec<_> = broken.iter().map(|broken| ((*broken.source).clone(), vec![broken.problem.clone()])).collect();
        return Err(Failure::unsound_files(&files).into());
    }
    let selected = arguments.selection.of(&opened.study)?;
    let limit = arguments.fail_on.limit();
    let text = match arguments.format {
        Format::Human => human::report(&opened, &selected, arguments.all),
        Format::Json => super::json::text(&json::report(&opened, &selected)),
        Format::Sarif => super::json::text(&sarif::report(&opened, &selected)),
        Format::Junit => junit::report(&opened, &selected, limit)?,
        Format::Github => github::report(&opened, &selected),
    };
    let fails = limit.is_some_and(|limit| selected.open().any(|finding| finding.severity >= limit));
    Ok(Answer { text, exit: if fails { Exit::Found } else { Exit::Fine } })
}

/// The seven worst findings, as `check` shows them.
pub fn worst(opened: &Opened) -> String {
    human::findings(opened, &Selected::all(&opened.study), false)
}
