//! From keys to intents.

use crate::wizard::action::{Scope, action_for};
use crate::wizard::intent::Intent;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

/// What a key means in a scope.
pub fn intent(scope: Scope, key: KeyEvent) -> Option<Intent> {
    if let Some(action) = action_for(scope, key.into()) {
        return Some(Intent::Act(action));
    }
    if scope.takes_text() { request(key).map(Intent::Write) } else { None }
}

/// The usual keys of a line that is typed.
fn request(key: KeyEvent) -> Option<InputRequest> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let request = match (key.code, control, alt) {
        (KeyCode::Char(c), false, false) => InputRequest::InsertChar(c),
        (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => InputRequest::DeletePrevChar,
        (KeyCode::Backspace, ..) | (KeyCode::Char('w'), true, false) => InputRequest::DeletePrevWord,
        (KeyCode::Delete, false, false) => InputRequest::DeleteNextChar,
        (KeyCode::Delete, ..) => InputRequest::DeleteNextWord,
        (KeyCode::Left, false, false) => InputRequest::GoToPrevChar,
        (KeyCode::Left, ..) | (KeyCode::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, false, false) => InputRequest::GoToNextChar,
        (KeyCode::Right, ..) | (KeyCode::Char('f'), false, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => InputRequest::GoToStart,
        (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => InputRequest::GoToEnd,
        (KeyCode::Char('u'), true, false) => InputRequest::DeleteFromStart,
        (KeyCode::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        (KeyCode::Char('y'), true, false) => InputRequest::Yank,
        _ => return None,
    };
    Some(request)
}
