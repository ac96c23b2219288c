//! A line that is typed: it is taken, refused with a reason, or put aside; it is never lost.

use super::{accept, change, moved};
use crate::document::{Edit, Path, Tree, Value};
use crate::plan::CallKey;
use crate::plan::fields::Spot;
use crate::wizard::action::Action;
use crate::wizard::form::{Answer, Place, Shape, insert, put};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Entry, Layer, Purpose, State, Typing, Weight};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Back => put_aside(state),
        Action::Open => submit(state),
        Action::Up | Action::Down => {
            if let Some(Layer::Typing(typing)) = state.top_mut() {
                typing.entry.choose(action == Action::Down);
            }
            Vec::new()
        }
        Action::PageUp | Action::PageDown => {
            if let Some(Layer::Typing(Typing { entry, .. })) = state.top_mut() {
                entry.chosen = entry.chosen.map(|at| moved(at, entry.matches.len(), action, 8));
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Closes the line and keeps what was typed for the next time.
fn put_aside(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Typing(typing)) = state.pop() else { return Vec::new() };
    let Some((desk, place)) = state.desk.as_mut().zip(typing.purpose.draft()) else { return Vec::new() };
    let text = typing.entry.text().trim();
    if text.is_empty() || text == typing.before {
        desk.drafts.remove(&place);
    } else {
        desk.drafts.insert(place, text.to_owned());
        state.say(Weight::Info, "what you typed is kept: it stands there again when you come back");
    }
    Vec::new()
}

fn submit(state: &mut State) -> Vec<Effect> {
    let State { layers, desk, .. } = &mut *state;
    let Some(Layer::Typing(typing)) = layers.last_mut() else { return Vec::new() };
    let nothing = Tree::empty();
    let tree = desk.as_ref().map_or(&nothing, |desk| desk.tree());
    match ready(&mut typing.entry, tree) {
        Ready::No => Vec::new(),
        Ready::Yes(text, created) => {
            let (purpose, answer) = (typing.purpose.clone(), typing.entry.answer.clone());
            taken(state, purpose, &answer, &text, created)
        }
    }
}

/// Whether a line can be taken.
pub enum Ready {
    /// It can't, and its reason stands beside it; or it was completed and waits for more.
    No,
    /// It can; with the edits that declare what it names first.
    Yes(String, Vec<Edit>),
}

/// Looks whether a line can be taken. A name that is new is declared, where that is possible.
pub fn ready(entry: &mut Entry, tree: &Tree) -> Ready {
    let result = entry.result();
    if entry.answer.is_call() && result.ends_with("->") || result.ends_with("-> ") {
        entry.input = tui_input::Input::new(result);
        entry.again(tree);
        return Ready::No;
    }
    let Some(reason) = entry.objection(tree) else {
        let result = if entry.answer.is_call() { CallKey(result).to_string() } else { result };
        return Ready::Yes(result, Vec::new());
    };
    if let (None, Some(name), Some(register)) = (entry.chosen, entry.could_create(), entry.answer.creates.clone()) {
        return Ready::Yes(result, insert(tree, &register, Some(&name), Value::empty()));
    }
    if let (None, Some(meant)) = (entry.chosen, entry.answer.suggestion(entry.text())) {
        entry.input = tui_input::Input::new(meant);
        entry.again(tree);
        entry.meant = true;
        return Ready::No;
    }
    entry.refusal = Some(reason);
    Ready::No
}

fn taken(state: &mut State, purpose: Purpose, answer: &Answer, text: &str, mut edits: Vec<Edit>) -> Vec<Effect> {
    if let Purpose::NewPlan = purpose {
        state.pop();
        return vec![Effect::Create(text.to_owned())];
    }
    if let Purpose::Accept(id, known) = purpose {
        return accept::go_on(state, id, known, text);
    }
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    if let Some(place) = purpose.draft() {
        desk.drafts.remove(&place);
    }
    let tree = desk.tree();
    let (done, goal) = match &purpose {
        Purpose::Value(path) => {
            let before = Place::find(tree, path).and_then(|place| place.written.text()).map(str::to_owned);
            if before.as_deref() == Some(text) {
                state.pop();
                return Vec::new();
            }
            edits.extend(put(tree, path, change::value(answer, text)));
            (format!("{}: {text}", last(path)), None)
        }
        Purpose::Key(path) => {
            let entry = path.clone().key(text);
            if tree.find(&entry).is_some() {
                return refuse(state, format!("there is a {text} already"));
            }
            let value =
                Place::find(tree, path).map_or_else(Spot::root, |place| place.spot.entries().map_or(place.spot, |(_, value)| value));
            if let Shape::Leaf = Shape::of(Place { spot: value, written: crate::wizard::form::Written::Absent }) {
                return then_value(state, entry, text, value);
            }
            edits.extend(insert(tree, path, Some(text), Value::empty()));
            (format!("{text} is there"), Some(entry))
        }
        Purpose::Item(path) => {
            let at = path.clone().index(desk.items(path));
            edits.extend(insert(tree, path, None, change::value(answer, text)));
            (format!("{text} is there"), Some(at))
        }
        Purpose::Rename(path) if last(path) == text => {
            state.pop();
            return Vec::new();
        }
        Purpose::Rename(path) | Purpose::Duplicate(path) => {
            let Some(parent) = path.parent() else { return Vec::new() };
            let entry = parent.clone().key(text);
            if tree.find(&entry).is_some() {
                return refuse(state, format!("there is a {text} already"));
            }
            if matches!(purpose, Purpose::Rename(_)) {
                edits.push(desk.renaming(path, text));
                (format!("it is called {text} now"), Some(entry))
            } else {
                let copy = tree.find(path).map_or_else(Value::empty, Value::of);
                let at = desk.position(path).map(|(at, _)| at + 1);
                edits.push(Edit::Insert { path: parent, key: Some(text.to_owned()), value: copy, at });
                (format!("{text} is a copy"), Some(entry))
            }
        }
        Purpose::NewPlan | Purpose::Accept(..) => return Vec::new(),
    };
    match change::edit(state, &edits, done) {
        Some(effects) => {
            state.pop();
            if let (Some(desk), Some(goal)) = (state.desk.as_mut(), goal) {
                let opens = matches!(purpose, Purpose::Key(_)) && desk.shape(&goal).is_some_and(Shape::opens);
                if opens && !matches!(desk.shape(&goal), Some(Shape::Fields) if desk.is_listed(&goal)) {
                    desk.open(goal);
                } else {
                    desk.select(&goal);
                }
            }
            effects
        }
        None => match state.notice.take() {
            Some(notice) => refuse(state, notice.text),
            None => Vec::new(),
        },
    }
}

/// The key is there; now its value.
fn then_value(state: &mut State, path: Path, key: &str, spot: Spot) -> Vec<Effect> {
    state.pop();
    let Some(desk) = &state.desk else { return Vec::new() };
    let entry = Entry::new(Answer::of(spot, desk.tree()), "", desk.tree());
    state.push(Layer::Typing(Typing { title: key.to_owned(), purpose: Purpose::Value(path), before: String::new(), entry }));
    Vec::new()
}

fn refuse(state: &mut State, reason: String) -> Vec<Effect> {
    if let Some(Layer::Typing(typing)) = state.top_mut() {
        typing.entry.refusal = Some(reason);
    }
    Vec::new()
}

fn last(path: &Path) -> &str {
    path.last_key().unwrap_or_default()
}
