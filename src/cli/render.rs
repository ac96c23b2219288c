//! `groundplan render`: documents from a plan.

use super::opened::Opened;
use super::{Answer, day};
use crate::graph::System;
use crate::plan::value::Date;
use crate::render::{Input, Kind, Templates, kind, kinds, render};
use clap::Args;
use std::path::PathBuf;

/// Render documents from a plan
#[derive(Debug, Args)]
pub struct Arguments {
    /// The documents; without any, all
    #[arg(value_name = "KIND")]
    kinds: Vec<String>,
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    #[arg(short, long, value_name = "PATH")]
    plan: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = day::read, help = day::HELP)]
    date: Option<Date>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let wanted = wanted(&arguments.kinds)?;
    let opened = Opened::at(arguments.plan.as_deref(), arguments.date)?;
    let system = System::new(opened.plan());
    let documents = render(wanted, &Input { system: &system, text: opened.source.text() }, &Templates::default())?;
    Ok(Answer::fine(documents.iter().map(|document| format!("{}\n", document.path)).collect::<String>()))
}

/// The kinds of these names; without names, all.
fn wanted(names: &[String]) -> anyhow::Result<Vec<&'static Kind>> {
    if names.is_empty() {
        return Ok(kinds().iter().collect());
    }
    names.iter().map(|name| Ok(kind(name)?)).collect()
}
