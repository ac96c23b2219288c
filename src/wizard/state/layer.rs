//! What can be on the screen: screens, and what lies on top of them.

use super::entry::Entry;
use super::guide::Asking;
use crate::document::{Edit, Path};
use crate::wizard::action::{Action, Scope};
use tui_input::Input;

/// A screen, or something that lies on top of one.
#[derive(Debug)]
pub enum Layer {
    /// Nothing is open yet.
    Start(Start),
    /// The file can't be read as YAML.
    Broken(Broken),
    /// The plan: steps, form and findings.
    Plan,
    /// All findings.
    Findings(AllFindings),
    /// One finding in full.
    Finding(OneFinding),
    /// The graph.
    Graph(GraphScreen),
    /// The documents.
    Documents(DocumentsScreen),
    /// What can be done.
    Help(HelpScreen),
    /// A text to be read, and a question whether to go on.
    Reading(Reading),
    /// A line to be typed.
    Typing(Typing),
    /// The next question.
    Question(Box<Asking>),
    /// Commands and everything else that has a name.
    Palette(Palette),
}

impl Layer {
    /// Whether it covers the whole screen.
    pub fn is_screen(&self) -> bool {
        matches!(self, Self::Start(_) | Self::Broken(_) | Self::Plan | Self::Findings(_) | Self::Graph(_) | Self::Documents(_))
    }
}

/// The start screen.
#[derive(Debug, Default)]
pub struct Start {
    /// The selected row.
    pub row: usize,
}

impl Start {
    /// What can be chosen, the last of which is to leave.
    pub const ROWS: [(&str, &str); 2] =
        [("New plan", "answer a question at a time; the plan is a file in this folder"), ("Quit", "leave everything as it is")];
}

/// A file that can't be read as a plan.
#[derive(Debug)]
pub struct Broken {
    /// Its name.
    pub name: String,
    /// What is wrong, with the lines.
    pub report: String,
    /// The line to open the editor at.
    pub line: usize,
}

/// The screen of all findings.
#[derive(Debug, Default)]
pub struct AllFindings {
    /// The selected one, among those that are shown.
    pub row: usize,
    /// What they must hold to be shown.
    pub filter: Input,
    /// Whether the filter is being typed.
    pub filtering: bool,
}

/// One finding in full.
#[derive(Debug)]
pub struct OneFinding {
    /// Its id.
    pub id: String,
    /// The first line that is shown.
    pub scroll: usize,
}

/// The screen of the graph.
#[derive(Debug, Default)]
pub struct GraphScreen {
    /// The selected node.
    pub node: Option<String>,
    /// Whether it is shown as an outline.
    pub outline: bool,
}

/// The screen of the documents.
#[derive(Debug, Default)]
pub struct DocumentsScreen {
    /// The selected kind.
    pub row: usize,
    /// Whether the preview has the focus.
    pub reading: bool,
    /// The first line of the preview that is shown.
    pub scroll: usize,
}

/// The help.
#[derive(Debug)]
pub struct HelpScreen {
    /// Where it was asked for.
    pub scope: Scope,
    /// The first line that is shown.
    pub scroll: usize,
}

/// A text to be read, and a question whether to go on.
#[derive(Debug)]
pub struct Reading {
    /// What it is.
    pub title: String,
    /// Its lines, each with `+`, `-` or a blank before it where it is a difference.
    pub lines: Vec<String>,
    /// The first line that is shown.
    pub scroll: usize,
    /// What Enter does; its name stands in the footer.
    pub then: Confirmed,
    /// What else can be done, and its name.
    pub or: Option<(&'static str, Confirmed)>,
}

impl Reading {
    /// A question with a text below it.
    pub fn of(title: impl Into<String>, lines: Vec<String>, then: Confirmed) -> Self {
        Self { title: title.into(), lines, scroll: 0, then, or: None }
    }

    /// With something else that can be done.
    #[must_use]
    pub fn or(self, name: &'static str, other: Confirmed) -> Self {
        Self { or: Some((name, other)), ..self }
    }
}

/// What is done when a question is answered with yes.
#[derive(Debug, Clone)]
pub enum Confirmed {
    /// The edits are made.
    Edit(Vec<Edit>, String),
    /// The text of the recovery file is taken.
    Recover,
    /// What is on disk is taken.
    TakeTheirs,
    /// The program ends without saving.
    Quit,
    /// Nothing: it was only to be read.
    Close,
}

/// A line to be typed.
#[derive(Debug)]
pub struct Typing {
    /// What it is.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// What stands there already.
    pub before: String,
    /// The line.
    pub entry: Entry,
}

/// What a typed line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// The value of a place.
    Value(Path),
    /// The key of a new entry of a register.
    Key(Path),
    /// A new item of a list.
    Item(Path),
    /// Another key of an entry.
    Rename(Path),
    /// The key of a copy of an entry.
    Duplicate(Path),
    /// The id of a new system.
    NewPlan,
    /// The acceptance of a finding: its id, and what is known so far of owner, reason and date.
    Accept(String, Vec<String>),
}

impl Purpose {
    /// The place under which what is typed and not taken is kept.
    pub fn draft(&self) -> Option<Path> {
        match self {
            Self::Value(path) => Some(path.clone()),
            Self::Key(path) | Self::Item(path) => Some(path.clone().key("+")),
            Self::Accept(id, known) => Some(Path::of(["operations", "accepted"]).key(id.as_str()).index(known.len())),
            Self::Rename(_) | Self::Duplicate(_) | Self::NewPlan => None,
        }
    }
}

/// Commands, and everything else that has a name.
#[derive(Debug)]
pub struct Palette {
    /// What is looked for.
    pub input: Input,
    /// All there is.
    pub items: Vec<PaletteItem>,
    /// What matches, best first: positions in `items`.
    pub matches: Vec<usize>,
    /// The selected one: a position in `matches`.
    pub row: usize,
}

/// A line of the palette.
#[derive(Debug, Clone)]
pub struct PaletteItem {
    /// What is looked for in it.
    pub name: String,
    /// Other words for it: who types one of them means it before all else.
    pub words: &'static [&'static str],
    /// What it is.
    pub kind: &'static str,
    /// Its keys, or why it can't be done.
    pub detail: String,
    /// What choosing it does.
    pub target: PaletteTarget,
}

/// What choosing a line of the palette does.
#[derive(Debug, Clone)]
pub enum PaletteTarget {
    /// Acts, where the action belongs.
    Action(Action, Scope),
    /// Adds to a register.
    Add(Path),
    /// Shows a place of the plan.
    Place(Path),
    /// Shows a finding.
    Finding(String),
}
