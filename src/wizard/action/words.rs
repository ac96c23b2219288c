//! The everyday words for actions, by which the palette finds them.

use super::name::Action;

impl Action {
    /// What people call it, the usual word first; nothing for what has no name but its key.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Quit => &["quit", "exit", "leave", "close", "end"],
            Self::Help => &["help", "keys", "shortcuts"],
            Self::NextQuestion => &["next question", "ask", "answer", "guide"],
            Self::Findings => &["findings", "problems", "risks", "issues"],
            Self::Graph => &["graph", "picture", "diagram", "map"],
            Self::Documents => &["documents", "design document", "preview"],
            Self::Add => &["add", "new", "insert", "create"],
            Self::Rename => &["rename"],
            Self::Duplicate => &["duplicate", "copy", "clone"],
            Self::Delete => &["delete", "remove"],
            Self::MoveUp => &["move up"],
            Self::MoveDown => &["move down"],
            Self::Write => &["write", "type", "edit as text"],
            Self::SetNone => &["none"],
            Self::SetUnknown => &["unknown", "clear", "unset"],
            Self::Undo => &["undo", "take back", "revert"],
            Self::Redo => &["redo"],
            Self::Save => &["save"],
            Self::Autosave => &["autosave"],
            Self::Editor => &["editor", "open in editor"],
            Self::Fix => &["fix", "apply fix"],
            Self::Accept => &["accept", "accept risk"],
            Self::Skip => &["later", "skip"],
            Self::Filter => &["filter", "search", "find"],
            Self::Toggle => &["toggle"],
            Self::WriteOne => &["write document", "render one"],
            Self::WriteAll => &["write all documents", "render", "export"],
            Self::KeepMine => &["keep mine"],
            Self::TakeTheirs => &["take theirs", "reload"],
            Self::Theme => &["theme", "colours", "colors", "dark", "light"],
            Self::Mouse => &["mouse"],
            Self::Suspend => &["suspend", "background"],
            Self::Redraw => &["redraw", "refresh"],
            Self::NewPlan => &["new plan", "start"],
            Self::Step(0) => &["overview", "step 0"],
            Self::Step(1) => &["goals", "step 1"],
            Self::Step(2) => &["map", "step 2"],
            Self::Step(3) => &["data", "step 3"],
            Self::Step(4) => &["contracts", "step 4"],
            Self::Step(5) => &["build", "step 5"],
            Self::Step(6) => &["validation", "step 6"],
            Self::Step(7) => &["operations", "step 7"],
            Self::Step(_)
            | Self::Palette
            | Self::Back
            | Self::Open
            | Self::Up
            | Self::Down
            | Self::PageUp
            | Self::PageDown
            | Self::First
            | Self::Last
            | Self::Left
            | Self::Right
            | Self::NextPane
            | Self::PreviousPane => &[],
        }
    }
}
