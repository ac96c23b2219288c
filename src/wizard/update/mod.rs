//! What happens: an intent changes the state and asks for effects.

mod accept;
mod can;
mod change;
mod delete;
pub mod difference;
mod documents;
mod findings;
mod form;
mod global;
mod graph;
mod mouse;
mod outside;
mod palette;
mod plan;
mod question;
mod reading;
mod start;
mod typing;

pub use can::why_not;

use super::action::Action;
use super::intent::{Effect, Intent};
use super::state::{Layer, State, Weight};
use tui_input::InputRequest;

/// Takes in what happened.
pub fn update(state: &mut State, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Act(action) => {
            state.notice = None;
            act(state, action)
        }
        Intent::Write(request) => {
            state.notice = None;
            write(state, request);
            Vec::new()
        }
        Intent::Paste(text) => {
            paste(state, &text);
            Vec::new()
        }
        Intent::Click(column, row) => mouse::click(state, column, row),
        Intent::Wheel(column, row, down) => mouse::wheel(state, column, row, down),
        Intent::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        news => outside::news(state, news),
    }
}

/// Does what an action says, or says why it can't be done.
fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if let Some(reason) = why_not(state, action) {
        state.say(Weight::Info, reason);
        return Vec::new();
    }
    if let Some(effects) = global::act(state, action) {
        return effects;
    }
    match state.top() {
        Layer::Start(_) => start::act(state, action),
        Layer::Broken(_) | Layer::Reading(_) | Layer::Help(_) => reading::act(state, action),
        Layer::Plan => plan::act(state, action),
        Layer::Findings(_) | Layer::Finding(_) => findings::act(state, action),
        Layer::Graph(_) => graph::act(state, action),
        Layer::Documents(_) => documents::act(state, action),
        Layer::Typing(_) => typing::act(state, action),
        Layer::Question(_) => question::act(state, action),
        Layer::Palette(_) => palette::act(state, action),
    }
}

/// Types into what takes text.
fn write(state: &mut State, request: InputRequest) {
    let State { layers, desk, .. } = state;
    let nothing = crate::document::Tree::empty();
    let tree = desk.as_ref().map_or(&nothing, |desk| desk.tree());
    match layers.last_mut() {
        Some(Layer::Typing(typing)) => typing.entry.write(request, tree),
        Some(Layer::Question(asking)) => asking.entry.write(request, tree),
        Some(Layer::Palette(palette)) => {
            palette.input.handle(request);
            palette.look();
        }
        Some(Layer::Findings(screen)) if screen.filtering => {
            screen.filter.handle(request);
            screen.row = 0;
        }
        _ => {}
    }
}

/// A pasted text is text, whatever keys its letters are.
fn paste(state: &mut State, text: &str) {
    let State { layers, desk, .. } = state;
    let nothing = crate::document::Tree::empty();
    let tree = desk.as_ref().map_or(&nothing, |desk| desk.tree());
    match layers.last_mut() {
        Some(Layer::Typing(typing)) => typing.entry.paste(text, tree),
        Some(Layer::Question(asking)) => asking.entry.paste(text, tree),
        _ => {
            for c in text.chars().filter(|c| !c.is_control()) {
                write(state, InputRequest::InsertChar(c));
            }
        }
    }
}

/// The position after a step up or down in a list of this length.
fn moved(at: usize, len: usize, action: Action, page: usize) -> usize {
    let last = len.saturating_sub(1);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => at,
    }
    .min(last)
}

/// How many rows a screen shows, about.
fn page(state: &State) -> usize {
    usize::from(state.size.1).saturating_sub(6).max(1)
}
