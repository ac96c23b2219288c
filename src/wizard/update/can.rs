//! Why an action can't be done now: the footer dims it, and pressing its key says so.

use crate::wizard::action::Action;
use crate::wizard::form::{Role, none_of};
use crate::wizard::state::{Asked, Desk, Disk, Layer, Pane, State};

/// The reason; nothing where it can be done.
pub fn why_not(state: &State, action: Action) -> Option<String> {
    let Some(desk) = &state.desk else {
        let needs_plan = matches!(
            action,
            Action::NextQuestion
                | Action::Findings
                | Action::Graph
                | Action::Documents
                | Action::Save
                | Action::Undo
                | Action::Redo
                | Action::Step(_)
        );
        return needs_plan.then(|| "no plan is open".to_owned());
    };
    let reason = match action {
        Action::Undo if !desk.document.can_undo() => "nothing to take back",
        Action::Redo if !desk.document.can_redo() => "nothing was taken back",
        Action::KeepMine | Action::TakeTheirs if desk.disk == Disk::Same => "the file has not changed on disk",
        Action::TakeTheirs if desk.disk == Disk::Gone => "the file was removed: there is nothing to take",
        Action::Fix => return no_fix(state, desk),
        Action::Accept if state.finding().is_none() => "no finding is selected",
        _ => return in_form(state, desk, action),
    };
    Some(reason.to_owned())
}

fn no_fix(state: &State, desk: &Desk) -> Option<String> {
    let finding = match state.top() {
        Layer::Plan if desk.focus == Pane::Form => desk.here().into_iter().find(|finding| finding.suggestion.is_some()),
        _ => state.finding(),
    };
    match finding {
        None => Some("no finding with a suggested fix is here".to_owned()),
        Some(finding) if finding.suggestion.is_none() => Some("no single edit settles it: see what to do in its text".to_owned()),
        Some(_) => None,
    }
}

fn in_form(state: &State, desk: &Desk, action: Action) -> Option<String> {
    if let Layer::Reading(reading) = state.top() {
        return (action == Action::Delete && reading.or.is_none()).then(|| "there is one thing to do: Enter does it".to_owned());
    }
    if let Layer::Question(asking) = state.top() {
        let finished = matches!(asking.asked, Asked::Done | Asked::Nothing);
        return (action == Action::SetNone && (finished || !asking.may_be_none())).then(|| "`none` is no answer here".to_owned());
    }
    if !matches!(state.top(), Layer::Plan) || desk.focus != Pane::Form {
        return None;
    }
    let row = desk.selected();
    let reason = match (action, &row) {
        (Action::Add, _) if desk.collection().is_none() => "these are fixed fields: nothing can be added here",
        (
            Action::Delete
            | Action::Write
            | Action::Rename
            | Action::Duplicate
            | Action::MoveUp
            | Action::MoveDown
            | Action::SetNone
            | Action::SetUnknown
            | Action::Toggle,
            None,
        ) => "nothing is selected",
        (Action::Rename | Action::Duplicate, Some(row)) if row.role != Role::Entry => "only an entry has a name of its own",
        (Action::MoveUp | Action::MoveDown, Some(row)) if row.role == Role::Field => "fields have their order from the format",
        (Action::Delete, Some(row)) if row.role == Role::Field => "a field stays: x takes its answer back",
        (Action::Delete | Action::SetUnknown, Some(row)) if row.place.written.is_absent() => "nothing is written there",
        (Action::SetNone, Some(row)) if none_of(row.place.spot).is_none() => "`none` is no answer here: x makes it unknown",
        _ => return None,
    };
    Some(reason.to_owned())
}
