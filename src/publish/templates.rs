//! A team's templates beside its plan.

use super::beside;
use crate::document::{DiskError, Folder, FolderLimits};
use crate::render::Templates;
use crate::render::templates::BadName;
use std::path::Path;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::System;
    use crate::render::{self, Input};
    use std::fs;

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
