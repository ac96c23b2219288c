//! What stands on disk around a plan: a team's checklists and templates, and the folder that rendered documents are written to.
//!
//! Joins the rooms that may not know each other: `render` compares texts, `document` reads and writes files.

mod rulebook;

pub use rulebook::{RulebookError, rulebook};

use crate::document::{DiskError, Folder, FolderLimits};
use crate::render::sync::{Change, State, compare};
use crate::render::templates::BadName;
use crate::render::{Kind, Rendered, Templates};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A team has some dozens of templates of some kilobytes.
const TEMPLATES: FolderLimits = FolderLimits { files: 1_000, bytes: 1 << 20 };

/// A plan of 2 000 components has some thousand documents.
const DOCUMENTS: FolderLimits = FolderLimits { files: 20_000, bytes: 8 << 20 };

/// A team's templates can't be used.
#[derive(Debug, Error)]
pub enum TemplatesError {
    /// A file can't be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file's name is no template's name.
    #[error(transparent)]
    Name(#[from] BadName),
}

/// The templates of this program, with those of `.groundplan/templates/` beside the plan in their place.
///
/// Only files that end in `.j2` are templates.
pub fn templates(plan: &Path) -> Result<Templates, TemplatesError> {
    let found = Folder::at(beside(plan).join(".groundplan").join("templates")).read(TEMPLATES)?;
    if let Some(error) = found.left_out.into_iter().find(is_about_a_template) {
        return Err(error.into());
    }
    Ok(Templates::with(found.texts.into_iter().filter(|(name, _)| is_template(Path::new(name))))?)
}

fn is_about_a_template(error: &DiskError) -> bool {
    match error {
        DiskError::LeadsOut(path) | DiskError::NotUtf8 { path, .. } | DiskError::TooLarge { path, .. } => is_template(path),
        _ => true,
    }
}

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "j2")
}

/// Where the documents of a plan go unless someone says otherwise: `docs/groundplan` beside it.
pub fn folder(plan: &Path) -> PathBuf {
    beside(plan).join("docs").join("groundplan")
}

fn beside(plan: &Path) -> &Path {
    plan.parent().unwrap_or(Path::new(""))
}

/// How each rendered document stands to its file.
pub fn changes(rendered: &[Rendered], kinds: &[&Kind], system: &str, folder: &Path) -> Result<Vec<Change>, DiskError> {
    Ok(compare(rendered, kinds, system, &Folder::at(folder).read(DOCUMENTS)?.texts))
}

/// What was done to the folder.
#[derive(Debug, Default)]
pub struct Published {
    /// Files that were created or written anew.
    pub written: Vec<String>,
    /// Files of documents that are no longer rendered.
    pub removed: Vec<String>,
    /// Files that were left as they are, and why.
    pub refused: Vec<(String, String)>,
}

/// Writes what is missing or stale and removes what is orphaned; what is someone else's stays.
///
/// # Errors
/// The first file that can't be written. Those before it are written, each of them whole.
pub fn write(changes: &[Change], folder: &Path) -> Result<Published, DiskError> {
    let folder = Folder::at(folder);
    let mut done = Published::default();
    for change in changes {
        let path = change.path.clone();
        match (&change.state, &change.new) {
            (State::Missing | State::Stale, Some(text)) => {
                folder.write(&path, text)?;
                done.written.push(path);
            }
            (State::Orphaned, _) if change.holds_words_of_a_person() => {
                done.refused.push((path, "it is no longer rendered, but someone wrote into it".to_owned()));
            }
            (State::Orphaned, _) => {
                folder.remove(&path)?;
                done.removed.push(path);
            }
            (State::Foreign(why), _) => done.refused.push((path, why.clone())),
            (State::Current | State::Missing | State::Stale, _) => {}
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::System;
    use crate::render::{self, Input};
    use std::fs;

    fn rendered(text: &str, templates: &Templates) -> Vec<Rendered> {
        let study = crate::study(text, None);
        let system = System::new(study.plan());
        render::render([render::kind("adr").unwrap()], &Input { system: &system, study: &study, text }, templates).unwrap()
    }

    const PLAN: &str = "groundplan: 1\nsystem: shop\ndata: {decisions: {a: {question: Why?}, b: {question: Why not?}}}\n";

    fn publish(text: &str, folder: &Path) -> Published {
        let changes = changes(&rendered(text, &Templates::default()), &[render::kind("adr").unwrap()], "shop", folder).unwrap();
        write(&changes, folder).unwrap()
    }

    #[test]
    fn a_second_time_writes_nothing_and_a_smaller_plan_removes() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("docs");
        assert_eq!(publish(PLAN, &folder).written, ["adr/README.md", "adr/0001-a.md", "adr/0002-b.md"]);
        let again = publish(PLAN, &folder);
        assert!(again.written.is_empty() && again.removed.is_empty() && again.refused.is_empty());
        let smaller = publish(&PLAN.replace(", b: {question: Why not?}", ""), &folder);
        assert_eq!(smaller.removed, ["adr/0002-b.md"]);
    }

    #[test]
    fn words_of_a_person_stay() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        publish(PLAN, folder);
        let file = folder.join("adr/0002-b.md");
        let noted = fs::read_to_string(&file).unwrap().replace("<!-- keep: notes -->\n", "<!-- keep: notes -->\nMine.\n");
        fs::write(&file, &noted).unwrap();
        fs::write(folder.join("adr/0001-a.md"), "mine").unwrap();
        let done = publish(&PLAN.replace(", b: {question: Why not?}", ""), folder);
        assert_eq!(done.refused.len(), 2, "{:?}", done.refused);
        assert_eq!(fs::read_to_string(&file).unwrap(), noted);
        assert_eq!(fs::read_to_string(folder.join("adr/0001-a.md")).unwrap(), "mine");
    }

    #[test]
    fn a_teams_templates_stand_beside_the_plan() {
        let place = tempfile::tempdir().unwrap();
        let plan = place.path().join("groundplan.yaml");
        let folder = place.path().join(".groundplan/templates/adr");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.md.j2"), "# {{ records|length }} of {{ system.title }}\n").unwrap();
        fs::write(folder.join("notes.txt"), "{{").unwrap();
        let documents = rendered(PLAN, &templates(&plan).unwrap());
        assert!(documents[0].text.ends_with("# 2 of Shop\n"), "{}", documents[0].text);
        assert_eq!(super::folder(&plan), place.path().join("docs/groundplan"));
    }
}
