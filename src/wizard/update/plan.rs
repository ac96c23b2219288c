//! The screen of the plan: from pane to pane, from step to step, down and up.

use super::{findings, form, moved, page};
use crate::document::Path;
use crate::knowledge::StepId;
use crate::wizard::action::Action;
use crate::wizard::intent::Effect;
use crate::wizard::state::{Desk, Pane, State};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = page(state);
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    match (action, desk.focus) {
        (Action::Step(step), _) => {
            desk.open(section(step));
            desk.focus = Pane::Form;
        }
        (Action::NextPane, _) => desk.focus = around(desk.focus, true),
        (Action::PreviousPane, _) => desk.focus = around(desk.focus, false),
        (Action::Open | Action::Right, Pane::Steps) | (Action::Left | Action::Back, Pane::Beside) => desk.focus = Pane::Form,
        (Action::Left | Action::Back, Pane::Form) => up(desk),
        (Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last, _) => step(desk, action, page),
        (_, Pane::Form) => return form::act(state, action),
        (_, Pane::Beside) => return findings::act(state, action),
        _ => {}
    }
    Vec::new()
}

/// The path of a step's section; the overview is the plan itself.
pub fn section(step: u8) -> Path {
    let section = StepId::ALL.iter().find(|id| id.number() == step);
    section.map_or_else(Path::root, |id| Path::of([id.as_str()]))
}

fn around(pane: Pane, forth: bool) -> Pane {
    match (pane, forth) {
        (Pane::Steps, true) | (Pane::Beside, false) => Pane::Form,
        (Pane::Form, true) | (Pane::Steps, false) => Pane::Beside,
        (Pane::Beside, true) | (Pane::Form, false) => Pane::Steps,
    }
}

fn step(desk: &mut Desk, action: Action, page: usize) {
    match desk.focus {
        Pane::Steps => {
            let step = moved(usize::from(desk.step()), StepId::ALL.len() + 1, action, page);
            desk.open(section(u8::try_from(step).unwrap_or_default()));
        }
        Pane::Form => {
            let rows = desk.form().map_or(0, |form| form.len());
            desk.row = moved(desk.row, rows, action, page);
            desk.beside = 0;
        }
        Pane::Beside => desk.beside = moved(desk.beside, desk.beside_len(), action, page),
    }
}

/// One level up, with what was open selected; from a section to the steps.
fn up(desk: &mut Desk) {
    let Some(parent) = desk.at.parent().filter(|_| desk.at.steps().len() > 1) else {
        desk.focus = Pane::Steps;
        return;
    };
    let left = std::mem::replace(&mut desk.at, parent);
    // An entity of a section stands below its register on the page of the section: one step up is enough.
    let section = left.steps().len() == 3 && desk.at.steps().len() == 2;
    if let Some(above) = desk.at.parent().filter(|_| section) {
        desk.at = above;
    }
    desk.row = desk.form().and_then(|form| form.find(&left)).unwrap_or(0);
    desk.beside = 0;
    desk.settle();
}
