//! A plan that a command works on: found, read, sound, judged, and with its places.

use super::failure::Failure;
use crate::Study;
use crate::document::{self, Place, Source, read_text};
use crate::plan::value::Date;
use crate::plan::{Loaded, Plan, load};
use crate::publish::{self, RulebookError};
use crate::rules::Rulebook;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// The name of a plan's file.
pub const FILE: &str = "groundplan.yaml";

/// A plan without mistakes.
pub struct Opened {
    /// The file, as it was named or found.
    pub file: PathBuf,
    /// Its text, for places.
    pub source: Source,
    /// What it says, and what the guidance says of it.
    pub study: Study,
}

impl Opened {
    /// Opens the plan of a path, or the nearest one, to be judged. A plan with mistakes is not judged: all of them are the error.
    pub fn at(path: Option<&Path>, today: Option<Date>) -> anyhow::Result<Self> {
        let file = find(path)?;
        let text = read_text(&file)?;
        // The guidance takes longer to read than most plans.
        let (loaded, rulebook) = thread::scope(|scope| {
            let rulebook = scope.spawn(|| {
                let rulebook = rulebook(&file)?;
                rulebook.conditions();
                anyhow::Ok(rulebook)
            });
            (load(&text), rulebook.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        Self::sound(file, text, loaded, rulebook?, today)
    }

    /// The same for a command that does not judge: the guidance is read only if the plan names something of it.
    pub fn unjudged(path: Option<&Path>) -> anyhow::Result<Self> {
        let file = find(path)?;
        let text = read_text(&file)?;
        let (loaded, rulebook) = (load(&text), rulebook(&file)?);
        Self::sound(file, text, loaded, rulebook, None)
    }

    fn sound(file: PathBuf, text: String, loaded: Loaded, rulebook: Arc<Rulebook>, today: Option<Date>) -> anyhow::Result<Self> {
        let study = Study::of(loaded, rulebook, today);
        let source = Source::new(file.display().to_string(), text);
        if !study.loaded.problems.is_empty() {
            return Err(Failure::unsound(&source, &study.loaded.problems).into());
        }
        Ok(Self { file, source, study })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        self.study.plan()
    }

    /// The line and column of a part of the plan; where it is not written, of the nearest that is.
    pub fn place(&self, path: &document::Path) -> Place {
        self.source.place(self.study.loaded.tree.label_span(path).start)
    }

    /// For people and editors: `groundplan.yaml:12:5`.
    pub fn location(&self, path: &document::Path) -> String {
        let Place { line, column } = self.place(path);
        format!("{}:{line}:{column}", self.source.name())
    }
}

/// What a plan is judged by: the guidance, with what the team's checklists beside it change and add.
pub fn rulebook(plan: &Path) -> anyhow::Result<Arc<Rulebook>> {
    publish::rulebook(plan).map_err(|error| match error {
        RulebookError::Unsound(files) => Failure::unsound_files(&files).into(),
        RulebookError::Disk(error) => error.into(),
    })
}

/// The file of a path: itself, or the plan in a directory. Without a path the nearest plan, here or above.
pub fn find(path: Option<&Path>) -> anyhow::Result<PathBuf> {
    match path {
        Some(path) if path.is_dir() => {
            let file = path.join(FILE);
            let missing = || {
                let folder = path.display();
                Failure::usage(format!("there is no {FILE} in `{folder}`")).hint(format!("`groundplan new {folder}` begins one"))
            };
            if file.exists() { Ok(file) } else { Err(missing().into()) }
        }
        Some(path) => Ok(path.to_owned()),
        None => nearest(),
    }
}

fn nearest() -> anyhow::Result<PathBuf> {
    let above = std::env::current_dir()?.ancestors().count();
    let mut folder = PathBuf::new();
    for _ in 0..above {
        let file = folder.join(FILE);
        if file.exists() {
            return Ok(file);
        }
        folder.push("..");
    }
    let hint = "`groundplan new` begins one here, `groundplan demo` shows an example";
    Err(Failure::usage(format!("there is no {FILE} here or in a directory above")).hint(hint).into())
}
