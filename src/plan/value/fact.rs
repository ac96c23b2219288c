//! The three answers: unknown, declared none, known.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use serde_json::json;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// What a plan says of something that a system may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Fact<T> {
    /// The plan does not say.
    #[default]
    Unknown,
    /// The plan says that there is none.
    None,
    /// The plan says what it is.
    Known(T),
}

impl<T> Fact<T> {
    /// The value, where there is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown | Self::None => None,
        }
    }

    /// Whether the plan says that there is none.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether the plan does not say.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether there is one; `None`: the plan does not say.
    pub fn is_there(&self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::None => Some(false),
            Self::Known(_) => Some(true),
        }
    }

    /// With references inside.
    pub fn as_ref(&self) -> Fact<&T> {
        match self {
            Self::Unknown => Fact::Unknown,
            Self::None => Fact::None,
            Self::Known(value) => Fact::Known(value),
        }
    }

    /// A part of it: unknown where the part is not said, none where the whole is none.
    pub fn part<'a, P>(&'a self, part: impl FnOnce(&'a T) -> Option<P>) -> Fact<P> {
        match self {
            Self::Unknown => Fact::Unknown,
            Self::None => Fact::None,
            Self::Known(value) => part(value).map_or(Fact::Unknown, Fact::Known),
        }
    }
}

impl<T: Serialize> Serialize for Fact<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_unit(),
            Self::None => serializer.serialize_str("none"),
            Self::Known(value) => value.serialize(serializer),
        }
    }
}

/// The reader tells the three apart when it is asked for a newtype of this name.
pub const FACT: &str = "$fact";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fact<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FactVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for FactVisitor<T> {
            type Value = Fact<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, or `none`")
            }
            fn visit_unit<E: Error>(self) -> Result<Fact<T>, E> {
                Ok(Fact::Unknown)
            }
            fn visit_none<E: Error>(self) -> Result<Fact<T>, E> {
                Ok(Fact::None)
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fact<T>, D::Error> {
                T::deserialize(deserializer).map(Fact::Known)
            }
        }
        deserializer.deserialize_newtype_struct(FACT, FactVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Fact<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("fact-{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        let mut answers = json!([{ "const": "none", "description": "Declared none: there is no such thing." }, value]);
        // In a file the field is left out; what is written for others says null.
        if let (true, Some(answers)) = (generator.contract().is_serialize(), answers.as_array_mut()) {
            answers.push(json!({ "type": "null" }));
        }
        json_schema!({ "anyOf": answers })
    }
}
