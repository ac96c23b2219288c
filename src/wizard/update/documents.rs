//! The documents: chosen, read, written.

use super::{moved, page, reading};
use crate::wizard::action::Action;
use crate::wizard::intent::Effect;
use crate::wizard::state::{Layer, State};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = page(state);
    let rows = state.documents.len();
    let chosen = state.document().map(|document| document.path.clone());
    let Some(Layer::Documents(screen)) = state.top_mut() else { return Vec::new() };
    match action {
        Action::Back if screen.reading => screen.reading = false,
        Action::Back => drop(state.pop()),
        Action::NextPane | Action::PreviousPane => screen.reading = !screen.reading,
        Action::Left => screen.reading = false,
        Action::Right => screen.reading = true,
        Action::Open | Action::WriteOne => return chosen.map(|path| vec![Effect::WriteDocuments(Some(path))]).unwrap_or_default(),
        Action::WriteAll => return vec![Effect::WriteDocuments(None)],
        _ if screen.reading => screen.scroll = reading::scrolled(screen.scroll, action, page),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            screen.row = moved(screen.row, rows, action, page);
            screen.scroll = 0;
        }
        _ => {}
    }
    Vec::new()
}
