//! What has to be changed in the text so that a place says something else. Short forms are kept as long as they suffice, and
//! written in full when a field is set that they leave out.

use super::shape::Shape;
use super::written::{Place, Written};
use crate::document::{Edit, Expansion, Kind, Node, Path, Step, Tree, Value};
use crate::plan::fields::{Kind as Fits, Spot};

/// Writes a value at a place.
pub fn put(tree: &Tree, path: &Path, value: Value) -> Vec<Edit> {
    if let (Some(parent), Some(Step::Key(key))) = (path.parent(), path.last()) {
        let place = Place::find(tree, &parent);
        let is_main = place.is_some_and(|place| place.spot.main().is_some_and(|main| main.name == key));
        let stands_alone = place.is_some_and(|place| place.written.is_absent() || place.is_short() || place.is_none());
        if is_main && stands_alone && matches!(value, Value::Scalar(_) | Value::Quoted(_)) {
            return put(tree, &parent, value);
        }
    }
    match obstacle(tree, path) {
        Obstacle::None => vec![Edit::Set { path: path.clone(), value }],
        Obstacle::Short(at, to) => vec![Edit::Expand { path: at, to }, Edit::Set { path: path.clone(), value }],
        Obstacle::Word(at) => vec![Edit::Set { value: nested(path, &at, value), path: at }],
        Obstacle::Single(at) => vec![Edit::Set { path: at, value }],
    }
}

/// Adds an entry to a register, or an item to a list.
pub fn insert(tree: &Tree, path: &Path, key: Option<&str>, value: Value) -> Vec<Edit> {
    let inner = match key {
        Some(key) => path.clone().key(key),
        None => path.clone().index(usize::MAX),
    };
    let insert = |value: Value| Edit::Insert { path: path.clone(), key: key.map(str::to_owned), value, at: None };
    let whole = |value: Value| match key {
        Some(key) => Value::entry(key, value),
        None => Value::List(vec![value]),
    };
    let place = Place::find(tree, path);
    let is_roll = place.is_some_and(|place| place.spot.item().is_some() && place.spot.entries().is_some());
    // A roll stays a list of names as long as no details are given.
    let as_item = |edit: Edit| match (edit, key) {
        (Edit::Insert { path, .. }, Some(key)) => Edit::Insert { path, key: None, value: key.into(), at: None },
        (edit, _) => edit,
    };
    if is_roll && key.is_some() && value == Value::empty() && place.is_some_and(|place| !place.written.is_map()) {
        let names = place.is_some_and(|place| place.written.is_list());
        let key = key.unwrap_or_default();
        return if names { vec![as_item(insert(value))] } else { put(tree, path, Value::List(vec![key.into()])) };
    }
    match obstacle(tree, &inner) {
        Obstacle::None if place.is_some_and(|place| place.written.is_absent()) => put(tree, path, whole(value)),
        Obstacle::None => vec![insert(value)],
        Obstacle::Short(at, to) => vec![Edit::Expand { path: at, to }, insert(value)],
        Obstacle::Word(at) | Obstacle::Single(at) => vec![Edit::Set { value: nested(path, &at, whole(value)), path: at }],
    }
}

/// Makes a place unknown: what stands there is taken out, and with it the maps above that would be left empty.
pub fn forget(tree: &Tree, path: &Path) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut path = path.clone();
    match obstacle(tree, &path) {
        // In a list of names the item itself goes.
        Obstacle::None | Obstacle::Short(_, Expansion::Keys) => {}
        Obstacle::Short(at, Expansion::Main(_)) | Obstacle::Single(at) => path = at,
        Obstacle::Short(at, to) => edits.push(Edit::Expand { path: at, to }),
        Obstacle::Word(_) => return Vec::new(),
    }
    if edits.is_empty() {
        path = topmost(tree, path);
    }
    edits.push(Edit::Remove { path: by_position(tree, path) });
    edits
}

/// Declares that there is none: the word, or the empty list or register. Nothing where the format has no such answer.
pub fn none_of(spot: Spot) -> Option<Value> {
    if spot.accepts_none() {
        return Some("none".into());
    }
    match Shape::of(Place { spot, written: Written::Absent }) {
        Shape::Entries(..) if spot.item().is_some() => Some(Value::List(Vec::new())),
        Shape::Entries(..) => Some(Value::empty()),
        Shape::Items(_) => Some(Value::List(Vec::new())),
        Shape::Fields | Shape::Leaf => None,
    }
}

/// The names of the fields of the map at a path, in the order of the format: where a new field has its place.
pub fn key_order(path: &Path) -> Vec<String> {
    let keys = path.steps().iter().map(|step| match step {
        Step::Key(key) => key.as_str(),
        Step::Index(_) => "*",
    });
    let fields = Spot::at(keys).map(Spot::fields).unwrap_or_default();
    fields.into_iter().map(|field| field.name.to_owned()).collect()
}

/// What stands in the way of an edit below it.
enum Obstacle {
    None,
    /// A short form that has to be written in full.
    Short(Path, Expansion),
    /// A word, as `none` or `all`, that gives way.
    Word(Path),
    /// A value that stands for a list of one: it is the item itself.
    Single(Path),
}

/// The first thing above a path that is no map or list of its own.
fn obstacle(tree: &Tree, path: &Path) -> Obstacle {
    let mut at = Path::root();
    let mut place = Place::root(tree);
    for step in path.steps() {
        let found = standing(place, step, &at);
        if !matches!(found, Obstacle::None) {
            return found;
        }
        at = at.step(step.clone());
        match place.child(step) {
            Some(child) => place = child,
            None => return Obstacle::None,
        }
    }
    Obstacle::None
}

fn standing(place: Place<'_>, step: &Step, at: &Path) -> Obstacle {
    let Some(node) = place.written.node() else { return Obstacle::None };
    let here = || at.clone();
    match (&node.kind, step) {
        (Kind::Map { .. }, _) | (Kind::Seq { .. }, Step::Index(_)) => Obstacle::None,
        _ if place.is_none() => Obstacle::Word(here()),
        (Kind::Seq { .. }, Step::Key(_)) if place.spot.entries().is_some() => Obstacle::Short(here(), Expansion::Keys),
        (Kind::Scalar { .. }, Step::Index(0)) => Obstacle::Single(here()),
        (Kind::Scalar { .. }, Step::Index(_)) if place.spot.item().is_some() && !is_fixed(place) => {
            Obstacle::Short(here(), Expansion::Item)
        }
        _ => match (place.spot.main(), place.spot.range()) {
            (Some(main), _) => Obstacle::Short(here(), Expansion::Main(main.name.to_owned())),
            (None, Some((from, to))) => Obstacle::Short(here(), Expansion::Sides(from.name.to_owned(), to.name.to_owned())),
            (None, None) => Obstacle::Word(here()),
        },
    }
}

fn is_fixed(place: Place<'_>) -> bool {
    let text = place.written.text().unwrap_or_default();
    place.spot.kinds().iter().any(|kind| matches!(kind, Fits::Word(word, _) if *word == text))
}

/// The value with the maps and lists around it that lead from `at` to `path`.
fn nested(path: &Path, at: &Path, value: Value) -> Value {
    let steps = path.steps().get(at.steps().len()..).unwrap_or_default();
    steps.iter().rev().fold(value, |value, step| match step {
        Step::Key(key) => Value::entry(key.as_str(), value),
        Step::Index(_) => Value::List(vec![value]),
    })
}

/// The highest place that would say nothing once `path` is gone; entities and items stay, they are more than their fields.
fn topmost(tree: &Tree, mut path: Path) -> Path {
    while let Some(parent) = path.parent().filter(|parent| !parent.is_root()) {
        let Some(node) = Place::find(tree, &parent).and_then(|place| place.written.node()) else { break };
        let is_only = node.entries().len() + node.items().len() == 1;
        let above = parent.parent().and_then(|above| Place::find(tree, &above));
        let is_field = above.is_some_and(|above| matches!(Shape::of(above), Shape::Fields));
        if !is_only || !is_field {
            break;
        }
        path = parent;
    }
    path
}

/// In a list of names, the place of the name.
fn by_position(tree: &Tree, path: Path) -> Path {
    let (Some(parent), Some(Step::Key(key))) = (path.parent(), path.last()) else { return path };
    let items = tree.find(&parent).map(Node::items).unwrap_or_default();
    match items.iter().position(|item| item.text() == Some(key)) {
        Some(index) => parent.index(index),
        None => path,
    }
}
