//! The folder of the documents.

use crate::Study;
use crate::document::{Source, read_text, write_text};
use crate::graph::System;
use crate::render::{Input, Templates, kinds, render, sync};
use crate::wizard::state::Paper;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the documents of a plan are written: `docs/groundplan` beside it.
pub fn of(plan: &Path) -> PathBuf {
    plan.parent().unwrap_or(Path::new("")).join("docs").join("groundplan")
}

/// The documents as they would be written now, and how each stands to its file.
pub fn compared(study: &Study, text: &str, folder: &Path) -> Result<Vec<Paper>, String> {
    if !study.loaded.problems.is_empty() {
        let report = Source::new("the plan", text).place(study.loaded.problems.first().map_or(0, |problem| problem.span.start));
        return Err(format!("the plan has mistakes, the first in line {}: documents are made once they are corrected", report.line));
    }
    let system = System::new(study.plan());
    let input = Input { system: &system, study, text };
    let templates = Templates::default();
    let mut papers = Vec::new();
    for kind in kinds() {
        let rendered = render([kind], &input, &templates).map_err(|error| error.to_string())?;
        let files: BTreeMap<String, String> =
            rendered.iter().filter_map(|document| Some((document.path.clone(), read_text(&folder.join(&document.path)).ok()?))).collect();
        let changes = sync::compare(&rendered, &[kind], study.plan().system_id(), &files);
        papers.extend(
            changes
                .into_iter()
                .filter_map(|change| Some(Paper { path: change.path, title: kind.title, state: change.state, text: change.new? })),
        );
    }
    Ok(papers)
}

/// Writes what is not as it should be: one file, or all. Gives how many were written.
pub fn written(study: &Study, text: &str, folder: &Path, only: Option<&str>) -> Result<usize, String> {
    let papers = compared(study, text, folder)?;
    let mut count = 0;
    for paper in papers.iter().filter(|paper| only.is_none_or(|only| paper.path == only)) {
        match &paper.state {
            sync::State::Stale | sync::State::Missing => {}
            sync::State::Foreign(reason) if only.is_some() => return Err(format!("{}: {reason}", paper.path)),
            _ => continue,
        }
        let path = folder.join(&paper.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        }
        write_text(&path, &paper.text).map_err(|error| error.to_string())?;
        count += 1;
    }
    Ok(count)
}
