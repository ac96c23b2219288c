//! News from outside: from the judge, the disk, and the terminal.

use super::{change, global};
use crate::wizard::action::Action;
use crate::wizard::intent::{Effect, Intent};
use crate::wizard::state::{Disk, Layer, Saved, State, Weight};

pub fn news(state: &mut State, news: Intent) -> Vec<Effect> {
    match news {
        Intent::Studied(revision, study) => {
            if let Some(desk) = state.desk.as_mut() {
                desk.take(revision, study);
            }
            return follow_up(state);
        }
        Intent::Drawn(picture) => state.picture = Some(picture),
        Intent::Rendered(documents) => {
            let trouble = documents.as_ref().err().cloned();
            state.documents = documents.unwrap_or_default();
            if let Some(trouble) = trouble {
                state.say(Weight::Wrong, trouble);
            }
        }
        Intent::Saved(result) => saved(state, result),
        Intent::Touched => return vec![Effect::LookAtDisk],
        Intent::Conflict(disk) => {
            if let Some(desk) = state.desk.as_mut() {
                desk.disk = disk;
                desk.saved = Saved::No;
                state.say(Weight::Wrong, disk.trouble().unwrap_or_default());
            }
        }
        Intent::Found => {
            if let Some(desk) = state.desk.as_mut() {
                desk.disk = Disk::Same;
            }
            return change::store(state);
        }
        Intent::Reloaded => {
            if let Some(desk) = state.desk.as_mut() {
                desk.disk = Disk::Same;
                desk.changed();
                state.say(Weight::Info, "the file was changed outside, and read again");
            }
            return vec![Effect::Study];
        }
        Intent::Created => {
            global::next_question(state);
            return vec![Effect::Study];
        }
        Intent::Edited => return change::after(state),
        Intent::Written(Ok(count)) => {
            state.say(
                Weight::Done,
                match count {
                    0 => "nothing to write: it is on disk as it should be".to_owned(),
                    1 => "one document is on disk".to_owned(),
                    _ => format!("{count} documents are on disk"),
                },
            );
            return vec![Effect::Render];
        }
        Intent::Written(Err(reason)) | Intent::Failed(reason) => state.say(Weight::Wrong, reason),
        Intent::Ended => {
            take_what_is_typed(state);
            return vec![Effect::Keep, Effect::Quit];
        }
        _ => {}
    }
    Vec::new()
}

/// What is typed and fits is written into the text, not into the file: nobody has taken it, so it is offered as a difference
/// when the plan is opened again. What does not fit yet is no value, and is lost.
fn take_what_is_typed(state: &mut State) {
    let is_typed = match state.top() {
        Layer::Typing(typing) => typing.entry.text().trim() != typing.before,
        Layer::Question(asking) => !asking.entry.text().trim().is_empty(),
        _ => false,
    };
    if is_typed {
        drop(super::act(state, Action::Open));
    }
}

/// What is on the screen is made anew from what is known now.
fn follow_up(state: &State) -> Vec<Effect> {
    match state.top() {
        Layer::Graph(_) => vec![Effect::Layout],
        Layer::Documents(_) => vec![Effect::Render],
        _ => Vec::new(),
    }
}

fn saved(state: &mut State, result: Result<(), String>) {
    let Some(desk) = state.desk.as_mut() else { return };
    match result {
        Ok(()) => {
            desk.saved = if desk.document.is_unsaved() { Saved::No } else { Saved::Yes };
            desk.disk = Disk::Same;
        }
        Err(reason) => {
            desk.saved = Saved::Failed(reason.clone());
            state.say(Weight::Wrong, format!("not saved: {reason}"));
        }
    }
}
