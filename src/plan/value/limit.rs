//! Limits, which are a number or say that they have no bound.

use super::Misread;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// A bound, or the plain word that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit<T> {
    /// Bounded by this much.
    At(T),
    /// Without bound.
    Unlimited,
}

impl<T> Limit<T> {
    /// The bound, where there is one.
    pub fn at(&self) -> Option<&T> {
        match self {
            Self::At(bound) => Some(bound),
            Self::Unlimited => None,
        }
    }
}

impl<T: fmt::Display> fmt::Display for Limit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(bound) => bound.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

impl<T: FromStr<Err = Misread>> FromStr for Limit<T> {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        match text {
            "unlimited" => Ok(Self::Unlimited),
            "none" => {
                Err(Misread::new("a limit can't be `none`", "write 0 where nothing is let through, `unlimited` where there is no bound"))
            }
            _ => text.parse().map(Self::At),
        }
    }
}

impl<T: Serialize> Serialize for Limit<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::At(bound) => bound.serialize(serializer),
            Self::Unlimited => serializer.serialize_str("unlimited"),
        }
    }
}

impl<'de, T: FromStr<Err = Misread>> Deserialize<'de> for Limit<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LimitVisitor<T>(PhantomData<T>);
        impl<T: FromStr<Err = Misread>> Visitor<'_> for LimitVisitor<T> {
            type Value = Limit<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a limit, or `unlimited`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Limit<T>, E> {
                text.trim().parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(LimitVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Limit<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("limit-{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [value, { "const": "unlimited", "description": "Without bound." }] })
    }
}
