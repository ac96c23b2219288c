//! The form: opening, editing, adding, taking out.

use super::{accept, change, delete, findings};
use crate::document::{Edit, Node, Path, Step, Value};
use crate::plan::fields::Kind;
use crate::wizard::action::Action;
use crate::wizard::form::{Answer, Role, Row, Shape, forget, none_of, put};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Desk, Entry, Layer, Purpose, State, Typing, Weight};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Open | Action::Right => open(state),
        Action::Write => write(state),
        Action::Toggle => toggle(state),
        Action::Add => add(state),
        Action::Rename => name(state, "Rename", Purpose::Rename),
        Action::Duplicate => name(state, "Name of the copy", Purpose::Duplicate),
        Action::Delete => delete::selected(state),
        Action::MoveUp => shift(state, false),
        Action::MoveDown => shift(state, true),
        Action::SetNone => none(state),
        Action::SetUnknown => unknown(state),
        Action::Fix => findings::fix(state),
        Action::Accept => accept::begin(state),
        _ => Vec::new(),
    }
}

fn open(state: &mut State) -> Vec<Effect> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    let Some(row) = desk.selected() else {
        // An empty list or register: there is only one thing to do.
        return add(state);
    };
    if is_flag(&row) {
        return toggle(state);
    }
    if Shape::of(row.place).opens() {
        let path = row.path;
        desk.open(path);
        return Vec::new();
    }
    write(state)
}

fn is_flag(row: &Row<'_>) -> bool {
    row.place.spot.kinds().iter().all(|kind| matches!(kind, Kind::Flag))
}

/// Writes the value as a text.
fn write(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    let has_details = row.place.written.is_map() || (row.place.written.is_list() && Shape::of(row.place).opens());
    if has_details && !is_plain_list(&row) {
        state.say(Weight::Info, "it has details: open it with Enter");
        return Vec::new();
    }
    if row.place.written.text().is_some_and(|text| text.trim_end().contains('\n')) {
        state.say(Weight::Info, "it has several lines: e opens your editor there");
        return Vec::new();
    }
    let answer = Answer::of(row.place.spot, desk.tree());
    let before = typed(&row);
    let text = desk.drafts.get(&row.path).cloned().unwrap_or_else(|| before.clone());
    let typing = Typing {
        title: row.name.clone(),
        purpose: Purpose::Value(row.path.clone()),
        entry: Entry::new(answer, &text, desk.tree()),
        before,
    };
    state.push(Layer::Typing(typing));
    Vec::new()
}

/// A list of single values can be typed with commas.
fn is_plain_list(row: &Row<'_>) -> bool {
    row.place
        .written
        .node()
        .is_some_and(|node| !node.items().is_empty() && node.items().iter().all(|item| item.text().is_some_and(|text| !text.contains(','))))
}

/// A value as it is typed.
fn typed(row: &Row<'_>) -> String {
    match row.place.written.node() {
        Some(node) if !node.items().is_empty() => node.items().iter().filter_map(Node::text).collect::<Vec<_>>().join(", "),
        _ => row.place.written.text().unwrap_or_default().to_owned(),
    }
}

/// The next of a few words: yes and no, or those of a choice.
fn toggle(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    let answer = Answer::of(row.place.spot, desk.tree());
    if !answer.closed || answer.several || Shape::of(row.place).opens() {
        state.say(Weight::Info, "it is no choice: Enter edits it");
        return Vec::new();
    }
    let at = row.place.written.text().and_then(|text| answer.offers.iter().position(|offer| offer.text == text));
    let next = at.map_or(0, |at| (at + 1) % answer.offers.len().max(1));
    let Some(offer) = answer.offers.get(next) else { return Vec::new() };
    let edits = put(desk.tree(), &row.path, offer.text.as_str().into());
    let done = format!("{}: {}", row.name, offer.text);
    change::edit(state, &edits, done).unwrap_or_default()
}

/// Adds to the register or list that is open or selected.
pub fn add(state: &mut State) -> Vec<Effect> {
    let collection = state.desk.as_ref().and_then(Desk::collection);
    collection.map_or_else(Vec::new, |(path, _)| add_to(state, &path))
}

/// Adds to a register or a list.
pub fn add_to(state: &mut State, path: &Path) -> Vec<Effect> {
    let Some((desk, shape)) = state.desk.as_ref().and_then(|desk| Some((desk, desk.shape(path)?))) else { return Vec::new() };
    let (tree, path) = (desk.tree(), path.clone());
    let (title, purpose, answer) = match shape {
        Shape::Entries(key, _) => (format!("Add to {path}"), Purpose::Key(path), Answer::key(key, tree)),
        Shape::Items(item) if item.fields().is_empty() || item.main().is_some() => {
            (format!("Add to {path}"), Purpose::Item(path), Answer::of(item, tree))
        }
        Shape::Items(_) => {
            let at = path.clone().index(desk.items(&path));
            return with_opened(state, &path, Value::empty(), at);
        }
        Shape::Fields | Shape::Leaf => return Vec::new(),
    };
    let draft = purpose.draft().and_then(|path| desk.drafts.get(&path).cloned()).unwrap_or_default();
    let entry = Entry::new(answer, &draft, tree);
    state.push(Layer::Typing(Typing { title, purpose, before: String::new(), entry }));
    Vec::new()
}

/// Adds an item that has fields, and opens it.
fn with_opened(state: &mut State, path: &Path, value: Value, opened: Path) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let edits = crate::wizard::form::insert(desk.tree(), path, None, value);
    let Some(effects) = change::edit(state, &edits, "added") else { return Vec::new() };
    if let Some(desk) = state.desk.as_mut() {
        desk.open(opened);
    }
    effects
}

fn name(state: &mut State, title: &str, purpose: fn(Path) -> Purpose) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    let Some(Shape::Entries(key, _)) = row.path.parent().and_then(|parent| desk.shape(&parent)) else { return Vec::new() };
    let entry = Entry::new(Answer::key(key, desk.tree()), &row.name, desk.tree());
    let typing = Typing { title: format!("{title} {}", row.name), purpose: purpose(row.path.clone()), before: row.name.clone(), entry };
    state.push(Layer::Typing(typing));
    Vec::new()
}

fn shift(state: &mut State, down: bool) -> Vec<Effect> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    let path = row.path;
    let Some((at, len)) = desk.position(&path) else { return Vec::new() };
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if to >= len {
        return Vec::new();
    }
    // In a list of names, what is moved is the item.
    let from = match (path.parent(), path.last()) {
        (Some(parent), Some(Step::Key(_))) if desk.tree().find(&path).is_none() => parent.index(at),
        _ => path.clone(),
    };
    let Some(effects) = change::edit(state, &[Edit::Move { path: from, to }], "moved") else { return Vec::new() };
    if let Some(desk) = state.desk.as_mut() {
        desk.row = if down { desk.row + 1 } else { desk.row.saturating_sub(1) };
        desk.settle();
    }
    effects
}

fn none(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some((row, value)) = desk.selected().and_then(|row| Some((none_of(row.place.spot)?, row))).map(|(value, row)| (row, value)) else {
        return Vec::new();
    };
    let edits = put(desk.tree(), &row.path, value);
    let done = format!("{}: there is none", row.name);
    change::edit(state, &edits, done).unwrap_or_default()
}

fn unknown(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    if row.role == Role::Entry {
        return delete::selected(state);
    }
    let edits = forget(desk.tree(), &row.path);
    let done = format!("{} is unknown now", row.name);
    change::edit(state, &edits, done).unwrap_or_default()
}

impl Desk {
    /// The register or list that something can be added to: the selected one, the one that holds the selected row, or the
    /// open one.
    pub fn collection(&self) -> Option<(Path, Shape)> {
        let holds = |path: &Path| self.shape(path).filter(|shape| matches!(shape, Shape::Entries(..) | Shape::Items(_)));
        let own = |path: &Path| holds(path).map(|shape| (path.clone(), shape));
        if let Some(found) = own(&self.at) {
            return Some(found);
        }
        let row = self.selected()?;
        own(&row.path).or_else(|| own(&row.path.parent()?))
    }
}
