//! A node of the tree as serde's `Deserializer`.

use super::super::tree::{Kind, Node};
use super::access::{Entries, Items};
use super::context::Context;
use super::enumeration::Variant;
use super::error::{Cause, Error};
use super::shorthand::{self, ListOfOne};
use super::wording;
use serde::de::{Deserializer, Visitor};

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct NodeReader<'t> {
    pub node: &'t Node,
    pub context: &'t Context<'t>,
    /// A part of the node's text that is read in its place: one side of `a..b`.
    pub part: Option<&'t str>,
}

impl<'t> NodeReader<'t> {
    pub(super) fn new(node: &'t Node, context: &'t Context<'t>) -> Self {
        Self { node, context, part: None }
    }

    /// The text of a scalar that says something.
    pub(super) fn text(self) -> Option<&'t str> {
        match self.part {
            Some(part) => Some(part),
            None if self.node.is_null() => None,
            None => self.node.text(),
        }
    }

    /// The text of a scalar without quotes.
    fn plain(self) -> Option<&'t str> {
        self.part.or_else(|| self.node.plain())
    }

    fn is_null(self) -> bool {
        self.part.is_none() && self.node.is_null()
    }

    /// The error of a node that is something else than the visitor wants.
    pub(super) fn mismatch<'de>(self, visitor: &impl Visitor<'de>) -> Error {
        let found = match self.part {
            Some(part) => format!("`{part}`"),
            None => wording::found(self.node),
        };
        Error::message(wording::mismatch(visitor, &found))
    }

    /// The same for visitors that no text can satisfy.
    fn not_bare<'de>(self, visitor: &impl Visitor<'de>) -> Error {
        let mut error = self.mismatch(visitor);
        if let (Cause::Message(message), Some(hint)) = (&mut error.cause, wording::unquote(self.node)) {
            message.push('\n');
            message.push_str(hint);
        }
        error
    }

    /// Tells an error of this node.
    pub(super) fn locate<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| error.within(self.node.id))
    }

    fn visit_seq<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Seq { items, .. } => visitor.visit_seq(Items::new(items, self.context)),
            _ if self.is_null() => visitor.visit_seq(Items::new(&[], self.context)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn visit_map<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Map { .. } => visitor.visit_map(Entries::of_map(self)),
            _ if self.is_null() => visitor.visit_map(Entries::of_map(self)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn visit_struct<'de, V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Map { .. } => visitor.visit_map(Entries::of_struct(self, fields)),
            _ if self.is_null() => visitor.visit_map(Entries::of_struct(self, fields)),
            _ => match shorthand::of(self, fields) {
                Some(stand_in) => visitor.visit_map(stand_in),
                None => Err(Error::message(wording::not_a_map(fields, self.node))),
            },
        }
    }

    /// A value whose type only its spelling tells, as in YAML's core schema.
    fn visit_any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match (&self.node.kind, self.plain()) {
            (Kind::Seq { .. }, _) => self.visit_seq(visitor),
            (Kind::Map { .. }, _) => self.visit_map(visitor),
            _ if self.is_null() => visitor.visit_unit(),
            (_, Some("true")) => visitor.visit_bool(true),
            (_, Some("false")) => visitor.visit_bool(false),
            (_, Some(text)) => match (text.parse(), text.parse(), number(text)) {
                (Ok(whole), _, _) => visitor.visit_u64(whole),
                (_, Ok(whole), _) => visitor.visit_i64(whole),
                (_, _, Some(number)) => visitor.visit_f64(number),
                _ => visitor.visit_str(text),
            },
            _ => visitor.visit_str(self.text().unwrap_or_default()),
        }
    }
}

/// A number in digits; unlike the standard parser, no `inf` and no `nan`.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number: &f64| digits && number.is_finite())
}

/// The methods for the number types: a plain scalar that parses as one.
macro_rules! numbers {
    ($($method:ident $visit:ident $parse:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.locate(match self.plain().and_then($parse) {
                Some(number) => visitor.$visit(number),
                None => Err(self.not_bare(&visitor)),
            })
        }
    )*};
}

fn whole<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.parse().ok()
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(self.visit_any(visitor))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(match self.text() {
            Some(text) => visitor.visit_str(text),
            None => Err(self.mismatch(&visitor)),
        })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(match self.plain() {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => Err(self.not_bare(&visitor)),
        })
    }

    numbers! {
        deserialize_i8 visit_i8 whole;
        deserialize_i16 visit_i16 whole;
        deserialize_i32 visit_i32 whole;
        deserialize_i64 visit_i64 whole;
        deserialize_i128 visit_i128 whole;
        deserialize_u8 visit_u8 whole;
        deserialize_u16 visit_u16 whole;
        deserialize_u32 visit_u32 whole;
        deserialize_u64 visit_u64 whole;
        deserialize_u128 visit_u128 whole;
        deserialize_f32 visit_f64 number;
        deserialize_f64 visit_f64 number;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) })
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(if self.is_null() { visitor.visit_unit() } else { Err(self.mismatch(&visitor)) })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let is_list = matches!(self.node.kind, Kind::Seq { .. });
        self.locate(match name.strip_prefix('$') {
            Some("fact") if self.plain() == Some("none") => visitor.visit_none(),
            Some("fact") if self.is_null() => visitor.visit_unit(),
            Some("list") if !is_list && !self.is_null() => visitor.visit_newtype_struct(ListOfOne(self)),
            Some("id") => {
                self.context.mention(self.node, "id");
                visitor.visit_newtype_struct(self)
            }
            Some(name) => {
                if let Some(kind) = name.strip_prefix("ref ") {
                    self.context.mention(self.node, kind);
                }
                visitor.visit_newtype_struct(self)
            }
            None => visitor.visit_newtype_struct(self),
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(self.visit_seq(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _name: &'static str, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(self.visit_map(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.locate(self.visit_struct(fields, visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.locate(Variant::of(self, variants).and_then(|variant| visitor.visit_enum(variant)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }
}
