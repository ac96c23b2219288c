//! The mouse: what is clicked gets the focus, what has it is opened.

use super::act;
use crate::wizard::action::Action;
use crate::wizard::intent::{Effect, Target};
use crate::wizard::state::{Layer, Pane, Start, State};

pub fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let Some(target) = state.hits.at(column, row).cloned() else { return Vec::new() };
    state.notice = None;
    // Below what lies on top nothing can be clicked: what is typed there would be lost.
    let reachable = state.top().is_screen() || matches!(target, Target::Offer(_) | Target::Act(_) | Target::Row(_));
    if !reachable {
        return Vec::new();
    }
    match target {
        Target::Act(action) => return act(state, action),
        Target::Step(step) => {
            act(state, Action::Step(step));
        }
        Target::Pane(pane) => focus(state, pane),
        Target::Crumb(level) => crumb(state, level),
        Target::Row(at) => return row_clicked(state, at),
        Target::Beside(at) => {
            let again = state.desk.as_ref().is_some_and(|desk| desk.focus == Pane::Beside && desk.beside == at);
            focus(state, Pane::Beside);
            if let Some(desk) = state.desk.as_mut() {
                desk.beside = at;
            }
            if again {
                return act(state, Action::Open);
            }
        }
        Target::Offer(at) => return offer(state, at),
        Target::Node(node) => {
            if let Some(Layer::Graph(screen)) = state.top_mut() {
                let again = screen.node.as_ref() == Some(&node);
                screen.node = Some(node);
                if again {
                    return act(state, Action::Open);
                }
            }
        }
    }
    Vec::new()
}

pub fn wheel(state: &mut State, column: u16, row: u16, down: bool) -> Vec<Effect> {
    if let (Layer::Plan, Some(Target::Pane(pane))) = (state.top(), state.hits.pane_at(column, row)) {
        let pane = *pane;
        focus(state, pane);
    }
    let action = if down { Action::Down } else { Action::Up };
    (0..3).flat_map(|_| act(state, action)).collect()
}

fn focus(state: &mut State, pane: Pane) {
    if let Some(desk) = state.desk.as_mut() {
        desk.focus = pane;
    }
}

fn crumb(state: &mut State, level: usize) {
    let Some(desk) = state.desk.as_mut() else { return };
    let steps: Vec<_> = desk.at.steps().iter().take(level).cloned().collect();
    desk.open(steps.into());
    desk.settle();
    desk.focus = Pane::Form;
    state.to_plan();
}

/// The first click selects, the second opens.
fn row_clicked(state: &mut State, at: usize) -> Vec<Effect> {
    let State { layers, desk, .. } = &mut *state;
    let again = match (layers.last_mut(), desk.as_mut()) {
        (Some(Layer::Start(Start { row, .. })), _) => std::mem::replace(row, at) == at,
        (Some(Layer::Findings(screen)), _) => std::mem::replace(&mut screen.row, at) == at,
        (Some(Layer::Documents(screen)), _) => {
            (screen.row, screen.scroll, screen.reading) = (at, 0, false);
            false
        }
        (Some(Layer::Palette(palette)), _) => {
            palette.row = at;
            true
        }
        (Some(Layer::Plan), Some(desk)) => {
            let focused = std::mem::replace(&mut desk.focus, Pane::Form) == Pane::Form;
            focused && std::mem::replace(&mut desk.row, at) == at || {
                desk.row = at;
                false
            }
        }
        _ => false,
    };
    if again { act(state, Action::Open) } else { Vec::new() }
}

fn offer(state: &mut State, at: usize) -> Vec<Effect> {
    match state.top_mut() {
        Some(Layer::Typing(typing)) => typing.entry.chosen = Some(at),
        Some(Layer::Question(asking)) => asking.entry.chosen = Some(at),
        _ => return Vec::new(),
    }
    act(state, Action::Open)
}
