//! `groundplan graph`: the dependency and failure-mode graph.

mod json;
mod outline;
mod part;

use super::opened::Opened;
use super::{Answer, analyze, failure::Failure};
use crate::analysis::availability::ceiling;
use crate::document::{nearest, printable};
use crate::graph::System;
use crate::plan::Plan;
use crate::render::{Input, Templates, kind, open_psa, render};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show the graph: journeys, calls, stores, channels and failure modes
///
/// As text it is an outline of each journey: every call with how much it is needed, its time-out and its attempts. What was
/// opened before is referred to, and cycles are marked, so that it always ends.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan graph                                        an outline of every journey
  groundplan graph --journey pay
  groundplan graph --focus payments                       what calls payments, what it calls, what falls with it
  groundplan graph --format dot | dot -Tsvg > system.svg
  groundplan graph --format mermaid --journey pay         for a page that draws Mermaid
  groundplan graph --format open-psa --journey pay | scram --probability 1 /dev/stdin
  groundplan graph --format json | jq '.calls[] | select(.need == \"hard\") | .id'")]
pub struct Arguments {
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    path: Option<PathBuf>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only what this journey comes to
    #[arg(long, value_name = "ID", required_if_eq("format", "open-psa"))]
    journey: Option<String>,
    /// Only this component, store or channel and its neighbours
    #[arg(long, value_name = "ID", conflicts_with = "journey")]
    focus: Option<String>,
}

/// A language for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An outline for people
    Text,
    /// A diagram for pages
    Mermaid,
    /// A diagram for Graphviz
    Dot,
    /// Nodes, calls, channels, failure modes and journeys, for programs
    Json,
    /// The fault tree of a journey in the Open-PSA format, for programs as SCRAM
    OpenPsa,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let opened = Opened::unjudged(arguments.path.as_deref())?;
    let whole = System::new(opened.plan());
    if let (Format::Text, Some(id)) = (arguments.format, &arguments.focus) {
        return Ok(Answer::fine(outline::focus(&whole, known(&whole, id)?)));
    }
    if let (Format::OpenPsa, Some(id)) = (arguments.format, &arguments.journey) {
        let ceiling = ceiling(&whole, analyze::route(&whole, id)?);
        return Ok(Answer::fine(open_psa::fault_tree(&ceiling.tree, ceiling.top, id)));
    }
    let plan = match (&arguments.journey, &arguments.focus) {
        (Some(id), _) => part::of_journey(&whole, analyze::route(&whole, id)?),
        (_, Some(id)) => part::around(&whole, known(&whole, id)?),
        _ => opened.plan().clone(),
    };
    let system = System::new(&plan);
    Ok(Answer::fine(match arguments.format {
        // A fault tree is that of a journey, and none was named.
        Format::Text | Format::OpenPsa => outline::of(&system),
        Format::Json => super::json::text(&json::of(&system)),
        Format::Mermaid => diagram(&opened, &plan, "mmd")?,
        Format::Dot => diagram(&opened, &plan, "dot")?,
    }))
}

/// The diagram that `render` writes, in one of its languages.
fn diagram(opened: &Opened, plan: &Plan, extension: &str) -> anyhow::Result<String> {
    let system = System::new(plan);
    let pages = render([kind("diagram")?], &Input::new(&system, &opened.study, opened.source.text()), &Templates::default())?;
    let page = pages.into_iter().find(|page| page.path.ends_with(&format!(".{extension}")));
    let text = page.map(|page| page.text).unwrap_or_default();
    Ok(text.lines().map(|line| format!("{}\n", printable(line))).collect())
}

fn known(system: &System<'_>, id: &str) -> Result<petgraph::graph::NodeIndex, Failure> {
    system.find(id).ok_or_else(|| {
        let failure = Failure::usage(format!("the plan has no component, store or channel `{id}`"));
        match nearest(id, system.nodes().map(|at| system.vertex(at).id())) {
            Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
            None => failure,
        }
    })
}
