//! The documents of the plan that is open, as they would be written now.

use crate::Study;
use crate::document::Source;
use crate::graph::System;
use crate::publish::{self, Library};
use crate::render::sync::{Change, State};
use crate::render::{Input, Press, Rendered, kinds};
use crate::wizard::state::Paper;
use std::path::Path;

/// The documents, and how each stands to its file.
pub fn compared(study: &Study, text: &str, plan: &Path) -> Result<Vec<Paper>, String> {
    let papers = changes(study, text, plan)?.into_iter();
    Ok(papers.filter_map(|(kind, change)| Some(Paper { path: change.path, title: kind, state: change.state, text: change.new? })).collect())
}

/// Writes what is not as it should be: one file, or all, and then removes what is no longer made. Gives how many files changed.
pub fn written(study: &Study, text: &str, plan: &Path, only: Option<&str>) -> Result<usize, String> {
    let wanted = |change: &Change| only.is_none_or(|only| change.path == only);
    let changes: Vec<Change> = changes(study, text, plan)?.into_iter().map(|(_, change)| change).filter(wanted).collect();
    let done = library(plan)?.write(&changes).map_err(|error| error.to_string())?;
    match done.refused.first() {
        Some((path, reason)) if done.written.is_empty() && done.removed.is_empty() => Err(format!("{path}: {reason}")),
        _ => Ok(done.written.len() + done.removed.len()),
    }
}

fn changes(study: &Study, text: &str, plan: &Path) -> Result<Vec<(String, Change)>, String> {
    if let Some(problem) = study.loaded.problems.first() {
        let line = Source::new("", text).place(problem.span.start).line;
        return Err(format!("the plan has a mistake in line {line}: documents are made once it is corrected"));
    }
    let told = |error: &dyn std::error::Error| error.to_string();
    let templates = publish::templates(plan).map_err(|error| told(&error))?;
    let system = System::new(study.plan());
    let library = library(plan)?;
    let input = Input::new(&system, study, text).beside(library.shelf());
    let press = Press::new(&input, &templates).map_err(|error| told(&error))?;
    let mut found = Vec::new();
    let mut take = |kind: &str, title: &str, rendered: &[Rendered]| {
        let changes = library.changes(rendered, |name| name == kind, study.plan().system_id()).into_iter();
        let shown = changes.filter(|change| change.state != State::Orphaned || change.old.is_some());
        found.extend(shown.map(|change| (title.to_owned(), change)));
    };
    for kind in kinds() {
        take(kind.name, kind.title, &press.print(kind).map_err(|error| told(&error))?);
    }
    for own in templates.own() {
        take(&own.name, &own.name, &press.print_own(own).map_err(|error| told(&error))?);
    }
    Ok(found)
}

fn library(plan: &Path) -> Result<Library, String> {
    Library::beside(plan).map_err(|error| error.to_string())
}
