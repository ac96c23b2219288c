//! Accepting a finding as a risk: an owner, a reason and a date, all three.

use super::change;
use crate::document::{Path, Value};
use crate::plan::fields::Spot;
use crate::wizard::action::Action;
use crate::wizard::form::{Answer, put};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Entry, Layer, Purpose, State, Typing};

/// The fields of an acceptance and what they ask, in the order in which they are asked.
const FIELDS: [(&str, &str); 3] = [
    ("owner", "Who lives with this risk? Name the team."),
    ("reason", "Why is it acceptable?"),
    ("until", "Until which day? Then it is looked at again."),
];

/// Asks for the first thing.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.finding().map(|finding| finding.id.clone()) else { return Vec::new() };
    ask(state, id, Vec::new());
    Vec::new()
}

/// Takes one answer and asks for the next; after the last, writes them all.
pub fn go_on(state: &mut State, id: String, mut known: Vec<String>, text: &str) -> Vec<Effect> {
    known.push(text.to_owned());
    state.pop();
    if known.len() < FIELDS.len() {
        ask(state, id, known);
        return Vec::new();
    }
    let Some(desk) = &state.desk else { return Vec::new() };
    let path = Path::of(["operations", "accepted"]).key(id.as_str());
    let fields = FIELDS.iter().zip(&known).map(|((name, _), text)| ((*name).to_owned(), Value::from(text.as_str()))).collect();
    let edits = put(desk.tree(), &path, Value::Map(fields));
    let effects = change::edit(state, &edits, format!("{id} is accepted; see operations.accepted"));
    if effects.is_some() && matches!(state.top(), Layer::Finding(_)) {
        super::act(state, Action::Back);
    }
    effects.unwrap_or_default()
}

fn ask(state: &mut State, id: String, known: Vec<String>) {
    let Some(((field, title), desk)) = FIELDS.get(known.len()).zip(state.desk.as_ref()) else { return };
    let spot = Spot::at(["operations", "accepted", "*", field]).unwrap_or_else(Spot::root);
    let purpose = Purpose::Accept(id, known);
    let own = || desk.tree().find(&Path::of(["owner"])).and_then(|node| node.text()).unwrap_or_default().to_owned();
    let draft = purpose.draft().and_then(|path| desk.drafts.get(&path).cloned());
    let text = draft.unwrap_or_else(|| if *field == "owner" { own() } else { String::new() });
    let entry = Entry::new(Answer::of(spot, desk.tree()), &text, desk.tree());
    state.push(Layer::Typing(Typing { title: (*title).to_owned(), purpose, before: String::new(), entry }));
}
