//! Texts that are read: a question whether to go on, the help, a file that is no plan.

use super::{change, page};
use crate::wizard::action::Action;
use crate::wizard::intent::Effect;
use crate::wizard::state::{Confirmed, Layer, Reading, State};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = page(state);
    match (action, state.top_mut()) {
        (Action::Back, Some(Layer::Help(_) | Layer::Reading(_))) | (Action::Open, Some(Layer::Help(_))) => {
            state.pop();
            Vec::new()
        }
        (Action::Open, Some(Layer::Reading(_))) => match state.pop() {
            Some(Layer::Reading(reading)) => confirmed(state, reading.then),
            _ => Vec::new(),
        },
        (Action::Delete, Some(Layer::Reading(_))) => match state.pop() {
            Some(Layer::Reading(Reading { or: Some((_, other)), .. })) => confirmed(state, other),
            _ => Vec::new(),
        },
        (_, Some(Layer::Help(help))) => {
            help.scroll = scrolled(help.scroll, action, page);
            Vec::new()
        }
        (_, Some(Layer::Reading(reading))) => {
            reading.scroll = scrolled(reading.scroll, action, page).min(reading.lines.len().saturating_sub(1));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// The first line that is shown after a step; the view knows where the end is.
pub fn scrolled(from: usize, action: Action, page: usize) -> usize {
    match action {
        Action::Up => from.saturating_sub(1),
        Action::Down => from.saturating_add(1),
        Action::PageUp => from.saturating_sub(page),
        Action::PageDown => from.saturating_add(page),
        Action::First => 0,
        Action::Last => usize::MAX / 2,
        _ => from,
    }
}

fn confirmed(state: &mut State, then: Confirmed) -> Vec<Effect> {
    match then {
        Confirmed::Edit(edits, done) => change::edit(state, &edits, done).unwrap_or_default(),
        Confirmed::Recover => vec![Effect::Recover],
        Confirmed::TakeTheirs => vec![Effect::Reload],
        Confirmed::Quit => vec![Effect::Quit],
        Confirmed::Close => Vec::new(),
    }
}
