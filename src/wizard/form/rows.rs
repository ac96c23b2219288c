//! The rows of a form: made from the schema and from what is written, one at a time, so that a long register costs no more
//! than what is seen of it.

use super::{Place, Shape, Written};
use crate::document::{Entry, Node, Path, Step, Tree};
use crate::knowledge::StepId;
use crate::plan::fields::{Field, Kind, Spot};

/// One row.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    /// The place it stands for.
    pub path: Path,
    /// Its name: a field, the key of an entry, or the number of an item.
    pub name: String,
    /// What may stand there, and what does.
    pub place: Place<'t>,
    /// What it is for its parent.
    pub role: Role,
    /// How far it is set in: 1 for an entry shown below its register.
    pub depth: usize,
    /// Whether what it holds is shown below it.
    pub unfolded: bool,
}

/// What a row is for its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A field of a fixed name.
    Field,
    /// An entry, whose key can be changed.
    Entry,
    /// An item, which can be moved.
    Item,
}

/// An opened place.
#[derive(Debug)]
pub struct Form<'t> {
    /// Where it is.
    pub path: Path,
    /// What it is.
    pub place: Place<'t>,
    /// What it opens into.
    pub shape: Shape,
    blocks: Vec<Block<'t>>,
}

/// A row of its own, and the entries shown below it.
#[derive(Debug)]
struct Block<'t> {
    head: Option<(Path, &'static str, Place<'t>)>,
    path: Path,
    below: Below<'t>,
}

#[derive(Debug)]
enum Below<'t> {
    Nothing,
    Entries(Spot, &'t [Entry]),
    /// The items of a list; the flag says whether each stands for an entry of that name.
    Items(Spot, &'t [Node], bool),
    /// One value that stands for a list of one.
    Single(Spot, &'t Node, bool),
}

impl Below<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Entries(_, entries) => entries.len(),
            Self::Items(_, items, _) => items.len(),
            Self::Single(..) => 1,
        }
    }
}

impl<'t> Form<'t> {
    /// Opens the place at a path; nothing where the format has no such place, or it is a single value.
    pub fn open(tree: &'t Tree, path: &Path) -> Option<Self> {
        let place = Place::find(tree, path)?;
        let shape = Shape::of(place);
        let blocks = match shape {
            Shape::Leaf => return None,
            Shape::Fields => fields(path, place.spot).map(|field| Block::field(path, place, field)).collect(),
            Shape::Entries(..) | Shape::Items(_) => {
                vec![Block { head: None, path: path.clone(), below: below(place) }]
            }
        };
        Some(Self { path: path.clone(), place, shape, blocks })
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(Block::len).sum()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row, from 0.
    pub fn row(&self, index: usize) -> Option<Row<'t>> {
        let mut rest = index;
        for block in &self.blocks {
            if rest < block.len() {
                return block.row(rest);
            }
            rest -= block.len();
        }
        None
    }

    /// The row of a path, or of the nearest place above it that has one.
    pub fn find(&self, path: &Path) -> Option<usize> {
        let mut start = 0;
        for block in &self.blocks {
            if let Some(inner) = block.find(path) {
                return Some(start + inner);
            }
            start += block.len();
        }
        None
    }
}

/// The fields of a place. The sections have pages of their own, and the version of the format is nobody's first question.
fn fields(path: &Path, spot: Spot) -> impl Iterator<Item = Field> {
    let root = path.is_root();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for field in spot.fields() {
        match field.name {
            name if root && StepId::ALL.iter().any(|step| step.as_str() == name) => {}
            "groundplan" if root => last.push(field),
            _ => first.push(field),
        }
    }
    first.into_iter().chain(last)
}

fn below(place: Place<'_>) -> Below<'_> {
    let Some(node) = place.written.node().filter(|_| !place.is_none()) else { return Below::Nothing };
    match Shape::of(place) {
        Shape::Entries(_, value) if place.written.is_map() => Below::Entries(value, node.entries()),
        Shape::Entries(_, value) if place.written.is_list() => Below::Items(value, node.items(), true),
        Shape::Entries(_, value) if !is_word(place.spot, node) => Below::Single(value, node, true),
        Shape::Items(item) if place.written.is_list() => Below::Items(item, node.items(), false),
        Shape::Items(item) if !is_word(place.spot, node) => Below::Single(item, node, false),
        _ => Below::Nothing,
    }
}

/// Whether a value is one of the fixed words, not an item.
fn is_word(spot: Spot, node: &Node) -> bool {
    let words = spot.kinds();
    node.text().is_none_or(|text| words.iter().any(|kind| matches!(kind, Kind::Word(word, _) if *word == text)))
}

impl<'t> Block<'t> {
    fn field(parent: &Path, place: Place<'t>, field: Field) -> Self {
        let path = parent.clone().key(field.name);
        let step = Step::Key(field.name.into());
        let child = place.child(&step).unwrap_or(Place { spot: field.spot, written: Written::Absent });
        // A section shows what its registers hold: one look tells what is there.
        let outline = parent.steps().len() == 1 && matches!(Shape::of(child), Shape::Entries(..));
        let below = if outline { below(child) } else { Below::Nothing };
        Self { head: Some((path.clone(), field.name, child)), path, below }
    }

    fn len(&self) -> usize {
        usize::from(self.head.is_some()) + self.below.len()
    }

    fn row(&self, index: usize) -> Option<Row<'t>> {
        let depth = usize::from(self.head.is_some());
        let Some(inner) = index.checked_sub(depth) else {
            let (path, name, place) = self.head.as_ref()?;
            return Some(Row {
                path: path.clone(),
                name: (*name).to_owned(),
                place: *place,
                role: Role::Field,
                depth: 0,
                unfolded: self.below.len() > 0,
            });
        };
        let entry = |name: &str, spot: Spot, written: Written<'t>| Row {
            path: self.path.clone().key(name),
            name: name.to_owned(),
            place: Place { spot, written },
            role: Role::Entry,
            depth,
            unfolded: false,
        };
        let item = |spot: Spot, written: Written<'t>| Row {
            path: self.path.clone().index(inner),
            name: (inner + 1).to_string(),
            place: Place { spot, written },
            role: Role::Item,
            depth,
            unfolded: false,
        };
        match &self.below {
            Below::Nothing => None,
            Below::Entries(spot, entries) => {
                let written = entries.get(inner)?;
                Some(entry(written.key.text().unwrap_or_default(), *spot, Written::of(Some(&written.value))))
            }
            Below::Items(spot, items, true) => Some(entry(items.get(inner)?.text().unwrap_or_default(), *spot, Written::Listed)),
            Below::Items(spot, items, false) => Some(item(*spot, Written::of(items.get(inner)))),
            Below::Single(spot, node, true) => Some(entry(node.text().unwrap_or_default(), *spot, Written::Listed)),
            Below::Single(spot, node, false) => Some(item(*spot, Written::Node(node))),
        }
    }

    fn find(&self, path: &Path) -> Option<usize> {
        let head = usize::from(self.head.is_some());
        if !path.starts_with(&self.path) {
            return None;
        }
        let step = path.steps().get(self.path.steps().len());
        let inner = match (&self.below, step) {
            (Below::Entries(_, entries), Some(Step::Key(key))) => entries.iter().position(|entry| entry.key.text() == Some(key)),
            (Below::Items(_, items, true), Some(Step::Key(key))) => items.iter().position(|item| item.text() == Some(key)),
            (Below::Items(_, items, false), Some(Step::Index(index))) => (*index < items.len()).then_some(*index),
            (Below::Single(..), Some(_)) => Some(0),
            _ => None,
        };
        inner.map(|inner| head + inner).or((head == 1).then_some(0))
    }
}
