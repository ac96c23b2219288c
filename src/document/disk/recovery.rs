//! Unsaved text, kept in a hidden file beside the plan until it is saved.

use super::error::DiskError;
use super::read_text;
use super::write::{resolved, write_private};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Text that a program held when it ended without saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The unsaved text.
    pub text: String,
    /// The file that keeps it.
    pub file: PathBuf,
}

impl Recovery {
    /// The unsaved text of a plan, if some was kept that its file does not hold.
    pub fn of(path: &Path) -> Option<Self> {
        let file = file_of(path);
        let text = read_text(&file).ok()?;
        let is_new = read_text(path).map_or(true, |saved| saved != text);
        is_new.then_some(Self { text, file })
    }

    /// Throws the kept text away.
    pub fn discard(self) -> Result<(), DiskError> {
        fs::remove_file(&self.file).map_err(|error| DiskError::of_writing(&self.file, error))
    }
}

/// Keeps the unsaved text of a plan, readable by its user alone.
pub(in crate::document) fn keep(path: &Path, text: &str) -> Result<(), DiskError> {
    write_private(&file_of(path), text)
}

/// Removes the kept text, now that it is saved. A file that can't be removed is found to hold nothing
/// new when the plan is opened again.
pub(in crate::document) fn forget(path: &Path) {
    let _ = fs::remove_file(file_of(path));
}

/// `.groundplan.yaml.recovery` beside `groundplan.yaml`, where a link to it leads.
fn file_of(path: &Path) -> PathBuf {
    let path = resolved(path);
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".recovery");
    path.with_file_name(name)
}
