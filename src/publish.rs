//! What stands on disk around a plan: a team's checklists and templates, and the folder that rendered documents are written to.
//!
//! Joins the rooms that may not know each other: `render` compares texts, `document` reads and writes files.

mod library;
mod rulebook;
mod templates;

pub use library::{Library, Published};
pub use rulebook::{RulebookError, rulebook};
pub use templates::{TemplatesError, eject, templates};

use std::path::Path;

fn beside(plan: &Path) -> &Path {
    plan.parent().unwrap_or(Path::new(""))
}
