//! Changing the plan.

use crate::document::{Edit, Value};
use crate::wizard::form::Answer;
use crate::wizard::intent::Effect;
use crate::wizard::state::{Disk, State, Weight};

/// Makes edits as one step of the history. Gives nothing where they were refused, and says why.
pub fn edit(state: &mut State, edits: &[Edit], done: impl Into<String>) -> Option<Vec<Effect>> {
    let desk = state.desk.as_mut()?;
    if edits.is_empty() {
        state.say(Weight::Info, "nothing to change");
        return None;
    }
    match desk.edit(edits) {
        Ok(()) => {
            state.say(Weight::Done, done);
            Some(after(state))
        }
        Err(reason) => {
            state.say(Weight::Wrong, reason.to_string());
            None
        }
    }
}

/// What has to be done once the text is another one.
pub fn after(state: &State) -> Vec<Effect> {
    let study = state.desk.as_ref().map(|_| Effect::Study);
    study.into_iter().chain(store(state)).collect()
}

/// Saves where that is wanted and nothing stands in the way, and keeps the text in the recovery file otherwise.
pub fn store(state: &State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    vec![if state.options.autosave && desk.disk == Disk::Same { Effect::Save } else { Effect::Keep }]
}

/// Takes the last edit back, or makes it again.
pub fn travel(state: &mut State, back: bool) -> Vec<Effect> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    let travelled = if back { desk.document.can_undo() } else { desk.document.can_redo() };
    if !travelled {
        return Vec::new();
    }
    let before = desk.tree().clone();
    let changed = if back { desk.document.undo() } else { desk.document.redo() };
    let place = desk.tree().changed_since(&before).or_else(|| changed.map(|offset| desk.tree().path_at(offset)));
    desk.changed();
    if let Some(place) = place {
        desk.show(&place);
    }
    state.say(Weight::Done, if back { "taken back" } else { "made again" });
    after(state)
}

/// The value that a typed answer stands for.
pub fn value(answer: &Answer, text: &str) -> Value {
    let parts = answer.parts(text);
    let is_word = answer.offers.iter().any(|offer| offer.text == text.trim() && answer.is_word(&offer.text));
    match parts.as_slice() {
        [only] if !answer.several || is_word || answer.single => scalar(answer, only),
        _ if answer.keys => Value::Map(parts.into_iter().map(|key| (key, Value::empty())).collect()),
        _ => Value::List(parts.iter().map(|part| scalar(answer, part)).collect()),
    }
}

/// A text in which a word of the format stands for itself must be quoted, or it would be read as that word.
fn scalar(answer: &Answer, text: &str) -> Value {
    let is_null = matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let is_none = text == "none" && !answer.offers.iter().any(|offer| offer.text == "none");
    if is_null || is_none { Value::Quoted(text.to_owned()) } else { Value::Scalar(text.to_owned()) }
}
