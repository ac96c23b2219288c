//! What a place opens into: fields, entries, items, or nothing.

use super::written::{Place, Written};
use crate::plan::fields::{Kind, Spot};

/// What is inside a place.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One value: it is edited where it stands.
    Leaf,
    /// Fixed fields.
    Fields,
    /// Entries by key: what a key is, and what an entry holds.
    Entries(Spot, Spot),
    /// Items of a list.
    Items(Spot),
}

impl Shape {
    /// The shape of a place. Where a list and a map both fit, what is written decides.
    pub fn of(place: Place<'_>) -> Self {
        let (mut fields, mut entries, mut items) = (false, None, None);
        for kind in place.spot.kinds().iter().copied() {
            match kind {
                Kind::Record(_) => fields = true,
                Kind::Map(key, value) => entries = Some((key, value)),
                Kind::List(item) => items = Some(item),
                _ => {}
            }
        }
        match (entries, items) {
            _ if fields => Self::Fields,
            (Some((key, _)), Some(item)) if !is_roll(key) && !place.written.is_map() => Self::Items(item),
            (Some((key, value)), _) => Self::Entries(key, value),
            (None, Some(item)) => Self::Items(item),
            (None, None) => Self::Leaf,
        }
    }

    /// Whether it opens.
    pub fn opens(self) -> bool {
        !matches!(self, Self::Leaf)
    }
}

/// A list of names that may also be a map of the same names with details.
fn is_roll(key: Spot) -> bool {
    key.kinds().iter().any(|kind| matches!(kind, Kind::Reference(_)))
}

/// How many entries or items are written at a place.
pub fn count(place: Place<'_>) -> usize {
    match place.written {
        Written::Node(node) if !node.entries().is_empty() => node.entries().len(),
        Written::Node(node) if !node.items().is_empty() => node.items().len(),
        Written::Node(node) if node.text().is_some() && !place.is_none() => 1,
        _ => 0,
    }
}
