//! `groundplan new`: a commented plan to begin with.

use super::Answer;
use super::failure::Failure;
use super::opened::FILE;
use crate::cli::{json, paint};
use crate::document::{DiskError, create_text, printable};
use crate::plan::schema::schema;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// The line of a starter that names the system.
const SYSTEM: &str = "system: my-service";

/// Where editors find the schema, from the plan's directory.
const SCHEMA: &str = ".groundplan/groundplan.schema.json";

/// Begin a plan: a commented starter, and a schema for your editor
///
/// Writes groundplan.yaml and, for editors that know the YAML language server, .groundplan/groundplan.schema.json.
/// A plan that is there already is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan new                                  here, named after this directory
  groundplan new shop --from event-driven
  groundplan new --from review --system checkout  for a system that runs already")]
pub struct Arguments {
    /// The directory; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// What the plan is for
    #[arg(long, value_enum, default_value_t = Starter::Service)]
    from: Starter,
    /// The id of the system; without it, made from the directory's name
    #[arg(long, value_name = "ID", value_parser = system_id)]
    system: Option<String>,
}

/// A plan to begin with.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Starter {
    /// A service with a database and something outside that it calls
    Service,
    /// Services that talk by events
    EventDriven,
    /// The review of a system that runs already
    Review,
    /// A move from one store or service to another
    Migration,
    /// Growth by a factor
    Scale,
    /// Spending less
    Cost,
    /// What follows from an incident
    Incident,
}

impl Starter {
    fn text(self) -> &'static str {
        match self {
            Self::Service => include_str!("../../templates/starters/service.yaml"),
            Self::EventDriven => include_str!("../../templates/starters/event-driven.yaml"),
            Self::Review => include_str!("../../templates/starters/review.yaml"),
            Self::Migration => include_str!("../../templates/starters/migration.yaml"),
            Self::Scale => include_str!("../../templates/starters/scale.yaml"),
            Self::Cost => include_str!("../../templates/starters/cost.yaml"),
            Self::Incident => include_str!("../../templates/starters/incident.yaml"),
        }
    }
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let folder = &arguments.folder;
    let file = if folder == Path::new(".") { PathBuf::from(FILE) } else { folder.join(FILE) };
    if file.exists() {
        let shown = file.display();
        return Err(Failure::usage(format!("`{shown}` is there already")).hint(format!("`groundplan {shown}` opens it")).into());
    }
    make(folder)?;
    let system = match &arguments.system {
        Some(id) => id.clone(),
        None => named_after(folder),
    };
    let has_schema = write_schema(&folder.join(SCHEMA))?;
    create_text(&file, &text(arguments.from, &system))?;
    Ok(Answer::fine(told(&file, &system, has_schema)))
}

/// The starter for this system, with the line by which an editor finds the schema.
fn text(starter: Starter, system: &str) -> String {
    let named = starter.text().replacen(SYSTEM, &format!("system: {system}"), 1);
    format!("# yaml-language-server: $schema={SCHEMA}\n{named}")
}

/// Writes the schema unless there is one already.
fn write_schema(file: &Path) -> anyhow::Result<bool> {
    if let Some(folder) = file.parent() {
        make(folder)?;
    }
    match create_text(file, &json::text(schema())) {
        Ok(()) => Ok(true),
        Err(DiskError::Exists(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes a directory, with those above it.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::usage(format!("the directory `{}` can't be made: {error}", folder.display())).into())
}

/// An id from a directory's name: `My Shop` becomes `my-shop`.
fn named_after(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = absolute.components().next_back().map(|part| part.as_os_str().to_string_lossy().to_lowercase()).unwrap_or_default();
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let id = words.join("-");
    system_id(&id).unwrap_or_else(|_| "my-service".to_owned())
}

/// Reads the id of a system: kebab-case, beginning with a letter.
fn system_id(text: &str) -> Result<String, String> {
    let sound = crate::plan::load(&format!("groundplan: 1\nsystem: {text}\n"));
    let is_word = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match sound.problems.first() {
        None if is_word => Ok(text.to_owned()),
        Some(problem) if is_word => Err(problem.message.clone()),
        _ => Err("write small letters, digits and hyphens, beginning with a letter, as in `my-shop`".to_owned()),
    }
}

fn told(file: &Path, system: &str, has_schema: bool) -> String {
    let shown = file.display().to_string();
    let mut told = format!("{} {}, the plan of {system}\n", paint::good("wrote"), printable(&shown));
    if has_schema {
        let schema = file.with_file_name(SCHEMA).display().to_string();
        told.push_str(&format!(
            "{} {}, so that your editor completes fields and shows their help\n",
            paint::good("wrote"),
            printable(&schema)
        ));
    }
    let folder = file.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let at = if folder.is_empty() { String::new() } else { format!(" {}", printable(&folder)) };
    told.push_str(&format!(
        "\nNext:\n  groundplan{at}          the wizard: press n for the next question\n  groundplan check{at}    findings and questions\n"
    ));
    told
}
