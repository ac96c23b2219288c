//! The desk: one open plan, what is known of it, and where on it the user is.

use super::findings::FindingIndex;
use super::progress::Outlook;
use crate::Study;
use crate::document::{Document, Edit, EditError, Path, Step, Tree};
use crate::knowledge::StepId;
use crate::rules::Finding;
use crate::wizard::form::{Form, Row, key_order};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One open plan.
#[derive(Debug)]
pub struct Desk {
    /// The text, and its history.
    pub document: Document,
    /// Counts the texts: each edit, undo and reload makes a new one.
    pub revision: u64,
    /// What is known of the text, or of an earlier one while the judge works.
    pub study: Option<Arc<Study>>,
    /// The text that `study` is about.
    pub studied: u64,
    /// The findings of `study` by place.
    pub index: FindingIndex,
    /// The opened place.
    pub at: Path,
    /// The selected row of the form.
    pub row: usize,
    /// The selected finding beside it.
    pub beside: usize,
    /// The pane that has the focus.
    pub focus: Pane,
    /// What was typed and not taken, by place.
    pub drafts: BTreeMap<Path, String>,
    /// The questions that were left for later.
    pub skipped: BTreeSet<String>,
    /// Whether the workflow has asked something in this session: at its end the documents are offered.
    pub guided: bool,
    /// What happened to the file outside.
    pub disk: Disk,
    /// Whether the text is on disk.
    pub saved: Saved,
    /// How far the guided path and each step are, and what is asked next: it follows from all that stands above.
    pub outlook: Outlook,
}

/// A part of the screen of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The steps of the workflow.
    Steps,
    /// The form of the opened place.
    Form,
    /// The findings about it.
    Beside,
}

/// What happened to the file since it was read or saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// Nothing.
    Same,
    /// Somebody else has changed it, while something here is not saved.
    Changed,
    /// Somebody else has removed it.
    Gone,
}

impl Disk {
    /// What happened and what can be done about it; nothing where nothing happened.
    pub fn trouble(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Changed => Some("the file has changed on disk, and what is here is not saved: M keeps yours, T takes theirs"),
            Self::Gone => Some("the file was removed or renamed: M writes it again with what stands here"),
        }
    }
}

/// Whether the text is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It could not be written, for this reason.
    Failed(String),
}

impl Desk {
    /// An opened plan, at its overview.
    pub fn new(document: Document) -> Self {
        let mut desk = Self {
            document,
            revision: 1,
            study: None,
            studied: 0,
            index: FindingIndex::default(),
            at: Path::root(),
            row: 0,
            beside: 0,
            focus: Pane::Form,
            drafts: BTreeMap::new(),
            skipped: BTreeSet::new(),
            guided: false,
            disk: Disk::Same,
            saved: Saved::Yes,
            outlook: Outlook::default(),
        };
        desk.look_ahead();
        desk
    }

    /// Looks again how far everything is. It takes longer than a frame may, so it is done when something has changed.
    pub fn look_ahead(&mut self) {
        self.outlook = Outlook::of(self);
    }

    /// The text as data.
    pub fn tree(&self) -> &Tree {
        self.document.tree()
    }

    /// The form of the opened place.
    pub fn form(&self) -> Option<Form<'_>> {
        Form::open(self.tree(), &self.at)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<Row<'_>> {
        self.form()?.row(self.row)
    }

    /// The place that the findings beside are about: the selected row, or the opened place where nothing is selected.
    pub fn place(&self) -> Path {
        self.selected().map_or_else(|| self.at.clone(), |row| row.path)
    }

    /// The step whose section is open, 0 for the overview.
    pub fn step(&self) -> u8 {
        let section = match self.at.steps().first() {
            Some(Step::Key(key)) => key.as_str(),
            _ => "",
        };
        StepId::ALL.iter().find(|step| step.as_str() == section).map_or(0, |step| step.number())
    }

    /// Opens a place and selects its first row.
    pub fn open(&mut self, path: Path) {
        self.at = path;
        self.row = 0;
        self.beside = 0;
    }

    /// Shows a place: an entity or a section is opened, of a field or an item the form that it stands in.
    pub fn show(&mut self, path: &Path) {
        let mut at = path.clone();
        let mut inner = None;
        loop {
            let is_open = Form::open(self.tree(), &at).is_some();
            let is_written = at.is_root() || self.tree().find(&at).is_some();
            if is_open && is_written && (inner.is_some() || is_entity(&at)) {
                break;
            }
            match at.parent() {
                Some(parent) => inner = Some(std::mem::replace(&mut at, parent)),
                None => break,
            }
        }
        let row = inner.as_ref().and_then(|_| Form::open(self.tree(), &at)?.find(path));
        self.open(at);
        self.row = row.unwrap_or(0);
        self.focus = Pane::Form;
    }

    /// Keeps the selection inside what there is.
    pub fn settle(&mut self) {
        while self.form().is_none() {
            match self.at.parent() {
                Some(parent) => self.at = parent,
                None => break,
            }
        }
        let rows = self.form().map_or(0, |form| form.len());
        self.row = self.row.min(rows.saturating_sub(1));
        self.beside = self.beside.min(self.beside_len().saturating_sub(1));
    }

    /// Changes the text, as one step of the history.
    pub fn edit(&mut self, edits: &[Edit]) -> Result<(), EditError> {
        self.document.apply(edits, &key_order)?;
        self.changed();
        Ok(())
    }

    /// The text is another one now.
    pub fn changed(&mut self) {
        self.revision += 1;
        self.saved = if self.document.is_unsaved() { Saved::No } else { Saved::Yes };
        self.settle();
        self.look_ahead();
    }

    /// Takes what is known of a text; what is known of an older one is dropped.
    pub fn take(&mut self, revision: u64, study: Arc<Study>) {
        if revision > self.studied {
            self.index = FindingIndex::new(&study);
            self.study = Some(study);
            self.studied = revision;
            self.settle();
            self.look_ahead();
        }
    }

    /// All findings, worst first.
    pub fn findings(&self) -> &[Finding] {
        self.study.as_ref().map_or(&[], |study| study.judgement().findings.as_slice())
    }

    /// The findings about the selected row, or about the whole opened place where the row has none.
    pub fn here(&self) -> Vec<&Finding> {
        let mut found = self.index.below(&self.place());
        if found.is_empty() {
            found = self.index.below(&self.at);
        }
        found.into_iter().filter_map(|at| self.findings().get(at)).collect()
    }

    /// How many rows the pane of the findings has.
    pub fn beside_len(&self) -> usize {
        self.here().len()
    }

    /// The finding that is selected beside the form.
    pub fn finding(&self) -> Option<&Finding> {
        self.here().get(self.beside).copied()
    }
}

/// Whether a path is a section, a register or an entity: something with a page of its own.
fn is_entity(path: &Path) -> bool {
    let steps = path.steps();
    match steps.len() {
        0 | 1 | 3 => matches!(steps.first(), None | Some(Step::Key(_))),
        _ => false,
    }
}
