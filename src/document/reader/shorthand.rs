//! Values that stand for a map or a list: `timeout: 800ms`, `instances: 3..12`, `runtimes: node 24`.

use super::super::tree::Kind;
use super::deserializer::NodeReader;
use super::error::Error;
use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The field that a value stands for.
const MAIN: &str = "$main";
/// The fields that the two sides of `a..b` stand for.
const SIDES: [&str; 2] = ["$from", "$to"];
const BETWEEN: &str = "..";

/// The entries of the map that a node stands for.
pub(super) type StandIn<'de, 't> = MapDeserializer<'de, std::vec::IntoIter<(Name, NodeReader<'t>)>, Error>;

/// The name of a field, as a key.
pub(super) struct Name(&'static str);

impl<'de> IntoDeserializer<'de, Error> for Name {
    type Deserializer = StrDeserializer<'de, Error>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.0.into_deserializer()
    }
}

impl IntoDeserializer<'_, Error> for NodeReader<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The map that a scalar or list stands for, if the type with these fields has such a shorthand.
///
/// A scalar with `..` takes `$from` and `$to` where the type has them; an open side is left out. Any
/// other takes `$main` or, without one, both sides.
pub(super) fn of<'de, 't>(value: NodeReader<'t>, fields: &'static [&'static str]) -> Option<StandIn<'de, 't>> {
    let has_main = fields.contains(&MAIN);
    let has_sides = SIDES.iter().all(|side| fields.contains(side));
    let text = match value.node.kind {
        Kind::Scalar { .. } => value.text(),
        _ => None,
    };
    let sides = text.and_then(|text| text.split_once(BETWEEN));
    let entries: Vec<(Name, NodeReader<'t>)> = match (text, sides) {
        (_, Some((from, to))) if has_sides => SIDES
            .iter()
            .zip([from.trim(), to.trim()])
            .filter(|(_, part)| !part.is_empty())
            .map(|(side, part)| {
                let part = Some(part);
                (Name(side), NodeReader { part, ..value })
            })
            .collect(),
        _ if has_main => vec![(Name(MAIN), value)],
        (Some(_), None) if has_sides => SIDES.iter().map(|side| (Name(side), value)).collect(),
        _ => return None,
    };
    Some(MapDeserializer::new(entries.into_iter()))
}

/// A value that is read as a list with itself as the only item.
pub(super) struct ListOfOne<'t>(pub NodeReader<'t>);

impl<'de> Deserializer<'de> for ListOfOne<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = std::iter::once(self.0);
        visitor.visit_seq(serde::de::value::SeqDeserializer::new(items))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
