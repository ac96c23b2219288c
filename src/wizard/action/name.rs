//! The names of actions, and of the places where keys mean them.

/// Something a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Show what can be done here.
    Help,
    /// Find anything by typing a part of its name.
    Palette,
    /// Go up one level, or close what lies on top.
    Back,
    /// Open, edit or choose what is selected.
    Open,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the pane on the left.
    Left,
    /// To the pane on the right.
    Right,
    /// To the next pane.
    NextPane,
    /// To the pane before.
    PreviousPane,
    /// To a step of the workflow, 0 for the overview.
    Step(u8),
    /// Answer the question that matters most.
    NextQuestion,
    /// See all findings.
    Findings,
    /// See the graph.
    Graph,
    /// See the documents.
    Documents,
    /// Add an entry or an item.
    Add,
    /// Give another name.
    Rename,
    /// Add a copy.
    Duplicate,
    /// Take out.
    Delete,
    /// One place up.
    MoveUp,
    /// One place down.
    MoveDown,
    /// Write the value as text, in its short form.
    Write,
    /// Say that there is none.
    SetNone,
    /// Take the answer back: unknown.
    SetUnknown,
    /// Take the last edit back.
    Undo,
    /// Make the edit again that was taken back.
    Redo,
    /// Save now.
    Save,
    /// Save by itself after each edit, or not.
    Autosave,
    /// Open the line in the editor.
    Editor,
    /// Apply the fix that a finding suggests.
    Fix,
    /// Accept a finding as a risk.
    Accept,
    /// Leave the question for later.
    Skip,
    /// Keep typing: look for something.
    Filter,
    /// Another view of the same.
    Toggle,
    /// Write the selected document.
    WriteOne,
    /// Write all documents.
    WriteAll,
    /// Keep what stands here, against what changed on disk.
    KeepMine,
    /// Take what changed on disk.
    TakeTheirs,
    /// The next colours.
    Theme,
    /// Leave the mouse to the terminal, or take it back.
    Mouse,
    /// Put the program to sleep.
    Suspend,
    /// Draw the screen anew.
    Redraw,
    /// Start a new plan.
    NewPlan,
}

/// Where keys are pressed: what lies on top of the screen, or the pane that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everywhere but where text is typed.
    Everywhere,
    /// The start screen.
    Start,
    /// A text that can't be read as a plan at all.
    Broken,
    /// The pane of the steps.
    Steps,
    /// The form.
    Form,
    /// The findings beside the form.
    Beside,
    /// The screen of all findings.
    Findings,
    /// One finding in full.
    Finding,
    /// The graph.
    Graph,
    /// The documents.
    Documents,
    /// The help.
    Help,
    /// A text that is read and scrolled: a difference, a message.
    Reading,
    /// A text that is typed.
    Typing,
    /// A question that is answered by typing.
    Question,
    /// The palette.
    Palette,
}

impl Scope {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Start => "Start",
            Self::Broken => "A plan that can't be read",
            Self::Steps => "Steps",
            Self::Form => "Form",
            Self::Beside => "Findings beside the form",
            Self::Findings => "All findings",
            Self::Finding => "A finding",
            Self::Graph => "Graph",
            Self::Documents => "Documents",
            Self::Help => "Help",
            Self::Reading => "Confirming",
            Self::Typing => "Typing",
            Self::Question => "Next question",
            Self::Palette => "Commands",
        }
    }

    /// Whether letters are text here.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Typing | Self::Question | Self::Palette)
    }
}
