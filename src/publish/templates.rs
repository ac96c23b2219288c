//! A team's templates beside its plan.

use super::{Published, beside};
use crate::document::{DiskError, Folder, FolderLimits};
use crate::render::Templates;
use crate::render::templates::{BadName, of_kind};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A team has some dozens of templates of some kilobytes.
const TEMPLATES: FolderLimits = FolderLimits { files: 1_000, bytes: 1 << 20 };

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

/// Writes the templates of one of our kinds into the folder of the team, to start from; what is there already stays as it is.
///
/// The files are named from the folder of the plan.
pub fn eject(plan: &Path, kind: &str) -> Result<Published, DiskError> {
    let folder = Folder::at(at(plan));
    let there = folder.read(TEMPLATES)?;
    let mut done = Published::default();
    for (name, text) in of_kind(kind) {
        let shown = format!("{FOLDER}/{name}");
        if there.texts.contains_key(name) {
            done.refused.push((shown, "it is there already".to_owned()));
        } else {
            folder.write(name, text)?;
            done.written.push(shown);
        }
    }
    Ok(done)
}

/// Where a team's templates are, from the folder of its plan.
const FOLDER: &str = ".groundplan/templates";

fn at(plan: &Path) -> PathBuf {
    beside(plan).join(FOLDER)
}

/// The templates of this program, with those of `.groundplan/templates/` beside the plan in their place.
///
/// Only files that end in `.j2` are templates.
pub fn templates(plan: &Path) -> Result<Templates, TemplatesError> {
    let found = Folder::at(at(plan)).read(TEMPLATES)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::System;
    use crate::render::{self, Input};
    use std::fs;

    #[test]
    fn templates_are_written_once_to_start_from() {
        let place = tempfile::tempdir().unwrap();
        let plan = place.path().join("groundplan.yaml");
        let mine = place.path().join(".groundplan/templates/slo/index.md.j2");
        fs::create_dir_all(mine.parent().unwrap()).unwrap();
        fs::write(&mine, "mine").unwrap();
        let first = eject(&plan, "slo").unwrap();
        assert!(first.written.contains(&".groundplan/templates/slo/journey.md.j2".to_owned()));
        assert_eq!(first.refused, [(".groundplan/templates/slo/index.md.j2".to_owned(), "it is there already".to_owned())]);
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
        assert!(eject(&plan, "slo").unwrap().written.is_empty());
        assert!(templates(&plan).is_ok(), "what was written can be used");
    }

    #[cfg(unix)]
    #[test]
    fn templates_lead_nowhere_else() {
        let place = tempfile::tempdir().unwrap();
        let plan = place.path().join("groundplan.yaml");
        let folder = place.path().join(".groundplan/templates/adr");
        fs::create_dir_all(&folder).unwrap();
        fs::write(place.path().join("secret"), "secret").unwrap();
        std::os::unix::fs::symlink(place.path().join("secret"), folder.join("index.md.j2")).unwrap();
        assert!(matches!(templates(&plan), Err(TemplatesError::Disk(DiskError::LeadsOut(_)))));
        assert!(matches!(eject(&plan, "adr"), Err(DiskError::LeadsOut(_))));
    }

    #[test]
    fn a_teams_templates_stand_beside_the_plan() {
        let place = tempfile::tempdir().unwrap();
        let plan = place.path().join("groundplan.yaml");
        let folder = place.path().join(".groundplan/templates/adr");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.md.j2"), "# {{ entries|length }} of {{ system.title }}\n").unwrap();
        fs::write(folder.join("notes.txt"), "{{").unwrap();
        let text = "groundplan: 1\nsystem: shop\ndata: {decisions: {a: {}, b: {}}}\n";
        let study = crate::study(text, None);
        let system = System::new(study.plan());
        let kinds = [render::kind("adr").unwrap()];
        let documents = render::render(kinds, &Input::new(&system, &study, text), &templates(&plan).unwrap()).unwrap();
        assert!(documents[0].text.ends_with("# 2 of Shop\n"), "{}", documents[0].text);
    }
}
