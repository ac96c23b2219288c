//! The start screen.

use super::moved;
use crate::document::Tree;
use crate::plan::fields::Spot;
use crate::plan::not_an_id;
use crate::wizard::action::Action;
use crate::wizard::form::{Answer, Offer};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Entry, Layer, Purpose, Start, State, Typing};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Layer::Start(start)) = state.top_mut() else { return Vec::new() };
    match action {
        Action::Open if start.row + 1 == Start::ROWS.len() => vec![Effect::Quit],
        Action::Open | Action::NewPlan => {
            new_plan(state);
            Vec::new()
        }
        _ => {
            start.row = moved(start.row, Start::ROWS.len(), action, 1);
            Vec::new()
        }
    }
}

fn new_plan(state: &mut State) {
    let tree = Tree::empty();
    let spot = Spot::at(["system"]).unwrap_or_else(Spot::root);
    let folder = state.folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut answer = Answer::of(spot, &tree);
    if not_an_id(&folder).is_none() {
        answer.offers.push(Offer { text: folder, meaning: "the name of this folder".to_owned() });
    }
    let entry = Entry::new(answer, "", &tree);
    state.push(Layer::Typing(Typing {
        title: "What is the system called? A short name.".to_owned(),
        purpose: Purpose::NewPlan,
        before: String::new(),
        entry,
    }));
}
