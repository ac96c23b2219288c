//! A document that is open for editing.

use super::disk::{self, DiskError, Recovery};
use super::edit::{self, Change, Edit, EditError, KeyOrder};
use super::history::{History, Step};
use super::parse::Limits;
use super::problem::Problem;
use super::source::Source;
use super::tree::Tree;
use std::path::{Path, PathBuf};

/// A text with its tree, its history and its file.
#[derive(Debug)]
pub struct Document {
    path: PathBuf,
    text: String,
    /// The text of the file when it was last read or written.
    saved: String,
    tree: Tree,
    problems: Vec<Problem>,
    /// Whether the text is YAML at all.
    is_yaml: bool,
    history: History,
}

impl Document {
    /// Reads a file. A text that is not YAML opens too, with the problem; it can't be edited, only
    /// loaded again or replaced.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DiskError> {
        let path = path.into();
        let text = disk::read_text(&path)?;
        Ok(Self::with(path, text))
    }

    /// Makes a new file; one that is there already is left alone.
    pub fn create(path: impl Into<PathBuf>, text: impl Into<String>) -> Result<Self, DiskError> {
        let (path, text) = (path.into(), text.into());
        disk::create_text(&path, &text)?;
        Ok(Self::with(path, text))
    }

    fn with(path: PathBuf, text: String) -> Self {
        let mut document = Self {
            path,
            saved: text.clone(),
            text: String::new(),
            tree: Tree::empty(),
            problems: Vec::new(),
            is_yaml: true,
            history: History::default(),
        };
        document.show(text);
        document
    }

    /// The file, as it was named on opening.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text with all edits.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as data; empty if it is not YAML.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What is wrong with the text as YAML.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The text under its file's name, for reports.
    pub fn source(&self) -> Source {
        Source::new(self.path.display().to_string(), self.text.clone())
    }

    /// Makes edits, each told of the document that the ones before it leave, as one step of undoing.
    /// If one can't be made, none is.
    pub fn apply(&mut self, edits: &[Edit], order: KeyOrder<'_>) -> Result<(), EditError> {
        if !self.is_yaml {
            let first = self.problems.first().map(|problem| problem.message.clone());
            return Err(EditError::Unreadable(first.unwrap_or_default()));
        }
        if let Some(made) = edit::made(&self.text, &self.tree, edits, order)? {
            self.history.push(Step(made.back));
            (self.text, self.tree, self.problems) = (made.text, made.tree, made.problems);
        }
        Ok(())
    }

    /// Puts another text in place of this one, as one step of undoing.
    pub fn replace(&mut self, text: impl Into<String>) {
        let text = text.into();
        if text == self.text {
            return;
        }
        let change = Change::between(&self.text, &text);
        self.history.push(Step(vec![change.inverse(&self.text)]));
        self.show(text);
    }

    /// Takes the last step back, saved or not. Gives the offset at which the text changed.
    pub fn undo(&mut self) -> Option<usize> {
        let (text, step) = self.history.undo(&self.text)?;
        self.show(text);
        step.start()
    }

    /// Makes the step again that was taken back last. Gives the offset at which the text changed.
    pub fn redo(&mut self) -> Option<usize> {
        let (text, step) = self.history.redo(&self.text)?;
        self.show(text);
        step.start()
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Whether the text is not the file's.
    pub fn is_unsaved(&self) -> bool {
        self.text != self.saved
    }

    /// Whether someone else changed or removed the file since it was read or written.
    pub fn changed_on_disk(&self) -> Result<bool, DiskError> {
        match disk::read_text(&self.path) {
            Ok(text) => Ok(text != self.saved),
            Err(DiskError::NotFound(_) | DiskError::NotUtf8 { .. } | DiskError::TooLarge { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Writes the text to its file, at once or not at all, and throws the recovery file away. A file
    /// that someone else changed or removed is left alone.
    pub fn save(&mut self) -> Result<(), DiskError> {
        match disk::read_text(&self.path) {
            Ok(text) if text == self.saved => self.overwrite(),
            Ok(_) | Err(DiskError::NotUtf8 { .. } | DiskError::TooLarge { .. }) => Err(DiskError::Changed(self.path.clone())),
            Err(DiskError::NotFound(path)) => Err(DiskError::Gone(path)),
            Err(error) => Err(error),
        }
    }

    /// Writes the text to its file, whatever is there now.
    pub fn overwrite(&mut self) -> Result<(), DiskError> {
        disk::write_text(&self.path, &self.text)?;
        self.saved.clone_from(&self.text);
        disk::forget(&self.path);
        Ok(())
    }

    /// Reads the file again. What was edited since is one step back.
    pub fn reload(&mut self) -> Result<(), DiskError> {
        let text = disk::read_text(&self.path)?;
        self.saved.clone_from(&text);
        self.replace(text);
        Ok(())
    }

    /// Whether the file is there no more.
    pub fn is_gone(&self) -> bool {
        matches!(disk::read_text(&self.path), Err(DiskError::NotFound(_)))
    }

    /// Keeps the text in the recovery file while its file does not hold it; call it when the user pauses.
    pub fn keep_recovery(&self) -> Result<(), DiskError> {
        if self.is_unsaved() || self.is_gone() {
            disk::keep(&self.path, &self.text)
        } else {
            disk::forget(&self.path);
            Ok(())
        }
    }

    /// The text of an earlier session that ended without saving, if there is one. Take it over with
    /// [`Document::replace`], or discard it.
    pub fn recovery(&self) -> Option<Recovery> {
        Recovery::of(&self.path)
    }

    /// Shows a text and reads it.
    fn show(&mut self, text: String) {
        self.text = text;
        match Tree::parse(&self.text, &Limits::default()) {
            Ok((tree, problems)) => (self.tree, self.problems, self.is_yaml) = (tree, problems, true),
            Err(problem) => (self.tree, self.problems, self.is_yaml) = (Tree::empty(), vec![problem], false),
        }
    }
}
