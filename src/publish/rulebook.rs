//! A team's checklists beside its plan.

use super::beside;
use crate::document::{DiskError, Folder, FolderLimits, Problem, Source};
use crate::knowledge::TeamChecklist;
use crate::rules::Rulebook;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// A team has some dozens of checklists of some kilobytes.
const CHECKLISTS: FolderLimits = FolderLimits { files: 1_000, bytes: 1 << 20 };

/// A team's checklists can't be used.
#[derive(Debug, Error)]
pub enum RulebookError {
    /// A file can't be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Files have mistakes.
    #[error("the team's checklists have mistakes")]
    Unsound(Vec<(Source, Vec<Problem>)>),
}

/// The guidance, with what the files of `.groundplan/checklists/` beside the plan change and add.
///
/// # Errors
/// The first file that can't be read, or every mistake in those that can.
pub fn rulebook(plan: &Path) -> Result<Arc<Rulebook>, RulebookError> {
    let folder = beside(plan).join(".groundplan").join("checklists");
    let found = Folder::at(&folder).read(CHECKLISTS)?;
    if let Some(error) = found.left_out.into_iter().next() {
        return Err(error.into());
    }
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for (name, text) in &found.texts {
        let Some(stem) = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")) else { continue };
        match TeamChecklist::read(&folder.join(name).display().to_string(), stem, text) {
            Ok(file) => files.push(file),
            Err(problems) => refused.push(problems),
        }
    }
    if !refused.is_empty() {
        return Err(RulebookError::Unsound(refused));
    }
    if files.is_empty() {
        return Ok(Rulebook::guidance());
    }
    Rulebook::of_team(&files).map(Arc::new).map_err(RulebookError::Unsound)
}
