//! A choice: a word, or a map of one word and its details.

use super::super::tree::{Kind, Node};
use super::context::Context;
use super::deserializer::NodeReader;
use super::error::Error;
use super::wording;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess, Visitor};

/// The chosen word and what is written under it.
pub(super) struct Variant<'t> {
    word: &'t str,
    details: Option<&'t Node>,
    choice: NodeReader<'t>,
}

impl<'t> Variant<'t> {
    /// The choice that a node makes among these words.
    pub(super) fn of(choice: NodeReader<'t>, words: &'static [&'static str]) -> Result<Self, Error> {
        let (word, details) = match (&choice.node.kind, choice.node.entries()) {
            (Kind::Map { .. }, [entry]) => (entry.key.text(), Some(&entry.value)),
            _ => (choice.text(), None),
        };
        let Some(word) = word else {
            let message = format!("expected a word, found {}", wording::found(choice.node));
            return Err(Error::message(match wording::listed(words) {
                Some(words) => format!("{message}\nthe words here are {words}"),
                None => message,
            }));
        };
        if words.contains(&word) { Ok(Self { word, details, choice }) } else { Err(Error::message(wording::not_one_of(word, words))) }
    }

    fn details(&self) -> Result<NodeReader<'t>, Error> {
        let context: &'t Context<'t> = self.choice.context;
        match self.details {
            Some(details) => Ok(NodeReader::new(details, context)),
            None => Err(Error::message(format!("`{}` needs details\nwrite {{{}: …}}", self.word, self.word))),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let word: StrDeserializer<'_, Error> = self.word.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.details {
            Some(details) if !details.is_null() => Err(Error::message(format!("`{}` has no details\nwrite the word alone", self.word))),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.details()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.details()?.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.details()?.deserialize_struct("", fields, visitor)
    }
}
