//! Accepting a finding as a risk: an owner, a reason and a date, all three.

use crate::document::{Path, Value};
use crate::plan::fields::Spot;
use crate::plan::value::Date;
use crate::wizard::form::{Answer, put};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Confirmed, Entry, Layer, Purpose, Reading, State, Typing};

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

/// Takes one answer and asks for the next; after the last, shows them all before they are written.
pub fn go_on(state: &mut State, id: String, mut known: Vec<String>, text: &str) -> Vec<Effect> {
    if let Some(reason) = FIELDS.get(known.len()).and_then(|(field, _)| unfit(state, field, text)) {
        if let Some(Layer::Typing(typing)) = state.top_mut() {
            typing.entry.refusal = Some(reason);
        }
        return Vec::new();
    }
    // Whoever goes back before the end finds it again.
    if let (Some(desk), Some(place)) = (state.desk.as_mut(), Purpose::Accept(id.clone(), known.clone()).draft()) {
        desk.drafts.insert(place, text.to_owned());
    }
    known.push(text.to_owned());
    state.pop();
    if known.len() < FIELDS.len() {
        ask(state, id, known);
    } else {
        summary(state, &id, &known);
    }
    Vec::new()
}

/// A day that is over accepts nothing.
fn unfit(state: &State, field: &str, text: &str) -> Option<String> {
    let (until, today) = (text.parse::<Date>().ok()?, state.options.today?);
    (field == "until" && until < today).then(|| format!("{until} is over: name a day to come"))
}

/// What will be written, to be confirmed.
fn summary(state: &mut State, id: &str, known: &[String]) {
    let Some(desk) = &state.desk else { return };
    let path = Path::of(["operations", "accepted"]).key(id);
    let fields = FIELDS.iter().zip(known).map(|((name, _), text)| ((*name).to_owned(), Value::from(text.as_str()))).collect();
    let edits = put(desk.tree(), &path, Value::Map(fields));
    let lines = FIELDS.iter().zip(known).map(|((name, _), text)| format!("  {name:<8}{text}")).collect();
    let done = Confirmed::Edit(edits, format!("{id} is accepted; see operations.accepted"));
    state.push(Layer::Reading(Reading::of(format!("Accept {id} as a risk?"), lines, done)));
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
