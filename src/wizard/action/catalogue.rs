//! Every action with its keys, its names and its help.

use super::name::Action as A;
use super::name::{Action, Scope};
use Scope::{
    Beside, Broken, Documents, Everywhere, Finding, Findings, Form, Graph, Help, Palette, Question, Reading, Start, Steps, Typing,
};

/// What is known of an action.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// Its keys, the first of which is shown; in crokey's spelling.
    pub keys: &'static [&'static str],
    /// Where these keys mean it.
    pub scopes: &'static [Scope],
    /// Its name in the footer: a word or two. Empty: the footer leaves it out.
    pub label: &'static str,
    /// Its name in the palette and the help: what it does.
    pub title: &'static str,
}

const fn on(action: Action, keys: &'static [&'static str], scopes: &'static [Scope], label: &'static str, title: &'static str) -> Entry {
    Entry { action, keys, scopes, label, title }
}

/// Where one of several rows is selected.
const LISTS: &[Scope] = &[Start, Steps, Form, Beside, Findings, Documents, Graph, Broken];

/// All actions, in the order of footer and help.
pub const CATALOGUE: &[Entry] = &[
    on(A::Open, &["enter"], &[Start], "choose", "Choose what is selected"),
    on(A::Open, &["enter"], &[Steps], "open", "Open the step"),
    on(A::Open, &["enter"], &[Form], "edit", "Edit the value, or open what is inside"),
    on(A::Open, &["enter"], &[Beside], "show", "Show the finding in full"),
    on(A::Open, &["enter"], &[Findings], "go there", "Go to the field that the finding is about"),
    on(A::Open, &["enter"], &[Finding], "go there", "Go to the field that the finding is about"),
    on(A::Open, &["enter"], &[Graph], "open", "Open the form of the selected node"),
    on(A::Open, &["enter"], &[Documents], "write", "Write the selected document"),
    on(A::Open, &["enter"], &[Typing, Palette], "take it", "Take what is typed or selected"),
    on(A::Open, &["enter"], &[Question], "answer", "Write the answer into the plan"),
    on(A::Open, &["enter"], &[Reading], "yes", "Do what is asked"),
    on(A::Skip, &["tab"], &[Question], "later", "Leave the question for later"),
    on(A::SetNone, &["ctrl-n"], &[Question], "none", "Say that there is none"),
    on(
        A::NextQuestion,
        &["n"],
        &[Steps, Form, Beside, Findings, Graph, Documents],
        "next question",
        "Answer the question that matters most",
    ),
    on(A::Add, &["a"], &[Form], "add", "Add an entry or an item"),
    on(A::Delete, &["d", "delete"], &[Form], "delete", "Take the selected entry, item or value out"),
    on(A::Delete, &["d"], &[Reading], "this alone", "Do less of what is asked: delete this alone"),
    on(A::Write, &["=", "i"], &[Form], "", "Write the value as text, in its short form"),
    on(A::Toggle, &["space"], &[Form], "", "Turn a yes into a no, or take the next word of a few"),
    on(A::Rename, &["r"], &[Form], "rename", "Give the entry another name; everything that names it follows"),
    on(A::Duplicate, &["c"], &[Form], "", "Add a copy of the entry under another name"),
    on(A::MoveUp, &["shift-k", "alt-up"], &[Form], "", "Put the entry or item one place up"),
    on(A::MoveDown, &["shift-j", "alt-down"], &[Form], "", "Put the entry or item one place down"),
    on(A::SetNone, &["-"], &[Form], "none", "Say that there is none"),
    on(A::SetUnknown, &["x", "backspace"], &[Form], "unknown", "Take the answer back: nobody has said"),
    on(A::Fix, &["f"], &[Beside, Findings, Finding], "fix", "Apply the fix that the finding suggests"),
    on(A::Fix, &["f"], &[Form], "fix", "Apply the fix of the worst finding here"),
    on(A::Accept, &["a"], &[Beside, Findings, Finding], "accept", "Accept the finding as a risk, with an owner, a reason and a date"),
    on(A::Accept, &[], &[Form], "", "Accept the worst finding here as a risk, with an owner, a reason and a date"),
    on(A::Filter, &["/"], &[Findings], "filter", "Show only the findings that hold a text"),
    on(A::Toggle, &["t"], &[Graph], "as text", "Show the graph as a picture or as an outline"),
    on(A::WriteOne, &["w"], &[Documents], "", "Write the selected document"),
    on(A::WriteAll, &["shift-w"], &[Documents], "write all", "Write all documents"),
    on(A::Undo, &["u"], &[Steps, Form, Beside, Findings, Graph], "undo", "Take the last edit back"),
    on(A::Redo, &["ctrl-r"], &[Steps, Form, Beside, Findings, Graph], "", "Make the edit again that was taken back"),
    on(A::Findings, &["shift-f"], &[Steps, Form, Beside, Graph, Documents], "findings", "See all findings, the worst first"),
    on(A::Graph, &["g"], &[Steps, Form, Beside, Findings, Documents], "graph", "See components, calls and stores as a graph"),
    on(A::Documents, &["shift-d"], &[Steps, Form, Beside, Findings, Graph], "documents", "See, read and write the documents"),
    on(A::Editor, &["e"], &[Steps, Form, Beside, Findings, Broken], "editor", "Open the line in your editor"),
    on(A::KeepMine, &["shift-m"], &[Steps, Form, Beside], "keep mine", "Keep what stands here, against what changed on disk"),
    on(A::TakeTheirs, &["shift-t"], &[Steps, Form, Beside], "take theirs", "Take what changed on disk, and drop what is not saved"),
    on(A::NewPlan, &["shift-n"], &[Start], "new", "Start a new plan"),
    on(A::Palette, &[":", "ctrl-p"], &[Everywhere], "commands", "Find an action, a part of the plan or a finding by its name"),
    on(A::Help, &["?", "f1"], &[Everywhere], "help", "Show what can be done here"),
    on(A::Back, &["esc"], &[Steps, Form, Beside, Findings, Finding, Graph, Documents, Help], "back", "Go up one level"),
    on(A::Back, &["esc"], &[Reading], "no", "Leave it as it is"),
    on(A::Back, &["esc"], &[Typing, Question, Palette], "close", "Close; what was typed is kept"),
    on(A::Quit, &["q"], &[Start, Steps, Form, Beside, Findings, Graph, Documents, Broken], "quit", "Leave the program"),
    on(A::Quit, &["ctrl-c", "ctrl-q"], &[Everywhere], "", "Leave the program, from anywhere"),
    on(A::Up, &["up", "k"], LISTS, "", "To the row above"),
    on(A::Down, &["down", "j"], LISTS, "", "To the row below"),
    on(A::Up, &["up", "k"], &[Help, Reading, Finding], "", "Scroll up"),
    on(A::Down, &["down", "j"], &[Help, Reading, Finding], "", "Scroll down"),
    on(A::Up, &["up"], &[Typing, Question, Palette], "", "To the suggestion above"),
    on(A::Down, &["down"], &[Typing, Question, Palette], "", "To the suggestion below"),
    on(A::PageUp, &["pageup", "ctrl-b"], &[Everywhere], "", "A screen up"),
    on(A::PageDown, &["pagedown", "ctrl-f"], &[Everywhere], "", "A screen down"),
    on(A::First, &["home"], &[Steps, Form, Beside, Findings, Documents, Help, Reading], "", "To the first row"),
    on(A::Last, &["end", "shift-g"], &[Steps, Form, Beside, Findings, Documents, Help, Reading], "", "To the last row"),
    on(A::Left, &["left", "h"], &[Steps, Form, Beside, Graph, Documents], "", "To the pane on the left, or up one level"),
    on(A::Right, &["right", "l"], &[Steps, Form, Beside, Graph, Documents], "", "To the pane on the right, or into what is selected"),
    on(A::NextPane, &["tab"], &[Steps, Form, Beside, Documents], "", "To the next pane"),
    on(A::PreviousPane, &["backtab", "shift-backtab"], &[Steps, Form, Beside, Documents], "", "To the pane before"),
    on(A::Step(0), &["0"], &[Steps, Form, Beside], "", "To the overview"),
    on(A::Step(1), &["1"], &[Steps, Form, Beside], "", "To step 1, Goals"),
    on(A::Step(2), &["2"], &[Steps, Form, Beside], "", "To step 2, Map"),
    on(A::Step(3), &["3"], &[Steps, Form, Beside], "", "To step 3, Data"),
    on(A::Step(4), &["4"], &[Steps, Form, Beside], "", "To step 4, Contracts"),
    on(A::Step(5), &["5"], &[Steps, Form, Beside], "", "To step 5, Build"),
    on(A::Step(6), &["6"], &[Steps, Form, Beside], "", "To step 6, Validation"),
    on(A::Step(7), &["7"], &[Steps, Form, Beside], "", "To step 7, Operations"),
    on(A::Save, &["ctrl-s"], &[Everywhere], "", "Save now"),
    on(A::Autosave, &[], &[Everywhere], "", "Save by itself after each edit, or only when told to"),
    on(A::Theme, &[], &[Everywhere], "", "Change the colours: dark, light, high contrast, none"),
    on(A::Mouse, &[], &[Everywhere], "", "Leave the mouse to the terminal, for selecting text, or take it back"),
    on(A::Suspend, &["ctrl-z"], &[Everywhere], "", "Put the program to sleep; `fg` brings it back"),
    on(A::Redraw, &["ctrl-l"], &[Everywhere], "", "Draw the screen anew"),
];

/// The entry of an action in a scope, or the one that counts everywhere.
pub fn entry(action: Action, scope: Scope) -> Option<&'static Entry> {
    let in_scope = |wanted: Scope| CATALOGUE.iter().find(|entry| entry.action == action && entry.scopes.contains(&wanted));
    in_scope(scope).or_else(|| in_scope(Everywhere))
}
