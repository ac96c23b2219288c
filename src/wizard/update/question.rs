//! The next question: answered in place, left for later, or put aside.

use super::typing::{Ready, ready};
use super::{change, global};
use crate::document::{Edit, Path, Value};
use crate::rules::QuestionKind;
use crate::wizard::action::Action;
use crate::wizard::form::{Place, Shape, insert, none_of, put};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Asked, Asking, Desk, Follow, Layer, State};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Back => {
            keep_draft(state);
            state.pop();
            Vec::new()
        }
        Action::Up | Action::Down => {
            if let Some(Layer::Question(asking)) = state.top_mut() {
                asking.entry.choose(action == Action::Down);
            }
            Vec::new()
        }
        Action::Skip => {
            keep_draft(state);
            later(state);
            Vec::new()
        }
        Action::Open => submit(state),
        Action::SetNone => none(state),
        _ => Vec::new(),
    }
}

fn keep_draft(state: &mut State) {
    let State { layers, desk, .. } = state;
    if let (Some(Layer::Question(asking)), Some(desk)) = (layers.last(), desk.as_mut())
        && let Some(path) = asking.asked.path()
    {
        match asking.entry.text().trim() {
            "" => desk.drafts.remove(&path),
            text => desk.drafts.insert(path, text.to_owned()),
        };
    }
}

fn later(state: &mut State) {
    let State { layers, desk, .. } = &mut *state;
    let (Some(Layer::Question(asking)), Some(desk)) = (layers.last(), desk.as_mut()) else { return };
    if let Asked::Nothing = asking.asked {
        state.pop();
        return;
    }
    desk.skipped.insert(asking.asked.id());
    let follow = if let Asked::Field(follow) = &asking.asked { follow.clone().next(desk) } else { None };
    ask(state, follow);
}

/// Asks the next field of what was just created, or whatever is next.
fn ask(state: &mut State, follow: Option<Follow>) {
    match (follow, &state.desk) {
        (Some(follow), Some(desk)) => {
            let asking = Asking::new(Asked::Field(follow), desk);
            state.pop();
            state.push(Layer::Question(Box::new(asking)));
        }
        _ => global::next_question(state),
    }
}

fn submit(state: &mut State) -> Vec<Effect> {
    let State { layers, desk, .. } = &mut *state;
    let (Some(Layer::Question(asking)), Some(desk)) = (layers.last_mut(), desk.as_mut()) else { return Vec::new() };
    match &asking.asked {
        Asked::Nothing => {
            state.pop();
            return Vec::new();
        }
        Asked::Done => {
            desk.skipped.insert(asking.asked.id());
            state.pop();
            let mut effects = global::act(state, Action::Documents).unwrap_or_default();
            effects.push(Effect::WriteDocuments(None));
            return effects;
        }
        asked if asking.entry.answer.is_nothing() => {
            let path = asked.path().unwrap_or_default();
            desk.show(&path);
            if desk.form().is_some() && desk.shape(&path).is_some_and(Shape::opens) {
                desk.open(path);
            }
            state.to_plan();
            return Vec::new();
        }
        _ if asking.entry.is_empty() => {
            later(state);
            return Vec::new();
        }
        _ => {}
    }
    match ready(&mut asking.entry, desk.tree()) {
        Ready::No => Vec::new(),
        Ready::Yes(text, mut edits) => {
            let asked = asking.asked.clone();
            let value = change::value(&asking.entry.answer, &text);
            let created = match answer(desk, &asked, &text, value) {
                Ok((more, created)) => {
                    edits.extend(more);
                    created
                }
                Err(reason) => return refuse(state, reason),
            };
            written(state, &asked, &edits, created, text)
        }
    }
}

/// The edits that write an answer, and the entry that they create.
fn answer(desk: &Desk, asked: &Asked, text: &str, value: Value) -> Result<(Vec<Edit>, Option<Path>), String> {
    let tree = desk.tree();
    let Some(path) = asked.path() else { return Ok((Vec::new(), None)) };
    let place = Place::find(tree, &path);
    let is_register = place.is_some_and(|place| matches!(Shape::of(place), Shape::Entries(..)) && place.spot.item().is_none());
    match asked {
        Asked::Missing { .. } if is_register => {
            let entry = path.clone().key(text);
            if tree.find(&entry).is_some() {
                return Err(format!("there is a {text} already: name another one"));
            }
            Ok((insert(tree, &path, Some(text), Value::empty()), Some(entry)))
        }
        _ => Ok((put(tree, &path, value), None)),
    }
}

fn written(state: &mut State, asked: &Asked, edits: &[Edit], created: Option<Path>, text: String) -> Vec<Effect> {
    let answered = text.clone();
    let Some(effects) = change::edit(state, edits, text) else {
        return match state.notice.take() {
            Some(notice) => refuse(state, notice.text),
            None => Vec::new(),
        };
    };
    let Some(desk) = state.desk.as_mut() else { return effects };
    if let Some(path) = asked.path() {
        desk.drafts.remove(&path);
        desk.show(created.as_ref().unwrap_or(&path));
    }
    desk.guided |= matches!(asked, Asked::Missing { .. });
    if let Asked::Fact(question) = asked
        && question.kind == QuestionKind::Practice
        && answered != "unmet"
    {
        let asking = Asking::new(Asked::Evidence(question.clone()), desk);
        state.pop();
        state.push(Layer::Question(Box::new(asking)));
        return effects;
    }
    let follow = match (asked, created) {
        (Asked::Missing { step, ask, .. }, Some(entry)) => {
            let first = Follow { step: *step, ask, entry, position: 0 };
            let open = Place::find(desk.tree(), &first.path()).is_some_and(|place| place.written.is_absent());
            if open && first.then().is_some() { Some(first) } else { first.next(desk) }
        }
        (Asked::Field(follow), _) => follow.clone().next(desk),
        _ => None,
    };
    ask(state, follow);
    effects
}

fn none(state: &mut State) -> Vec<Effect> {
    let State { layers, desk, .. } = &mut *state;
    let (Some(Layer::Question(asking)), Some(desk)) = (layers.last(), desk.as_ref()) else { return Vec::new() };
    let asked = asking.asked.clone();
    let Some(path) = asked.path() else { return Vec::new() };
    let Some(value) = Place::find(desk.tree(), &path).and_then(|place| none_of(place.spot)) else { return Vec::new() };
    let edits = put(desk.tree(), &path, value);
    written(state, &asked, &edits, None, "there is none".to_owned())
}

fn refuse(state: &mut State, reason: String) -> Vec<Effect> {
    if let Some(Layer::Question(asking)) = state.top_mut() {
        asking.entry.refusal = Some(reason);
    }
    Vec::new()
}

impl Asking {
    /// Whether "there is none" is an answer.
    pub fn may_be_none(&self) -> bool {
        match &self.asked {
            Asked::Missing { ask, .. } => ask.may_be_none,
            Asked::Field(_) | Asked::Fact(_) => self.none,
            Asked::Evidence(_) | Asked::Done | Asked::Nothing => false,
        }
    }
}
