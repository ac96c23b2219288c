//! What all values of one scalar share: reading from text, writing as text, and the schema.

use std::fmt;

/// Why a text could not be read as a value, and what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong with the text.
    pub message: String,
    /// What fits there.
    pub hint: String,
}

impl Misread {
    /// A misreading with a message and what fits instead.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// The reader splits a message at its first line end: what stands behind it is the hint.
impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.message, self.hint)
    }
}

impl std::error::Error for Misread {}

/// Gives a type with `FromStr` and `Display` its serde and schema sides.
///
/// `scalar!(Duration, "duration", "a duration", ["800ms", "5s"])`: the `x-type` of the schema, how an error names it, examples.
/// With `mentions "currency"` behind it the reader records each place of one as a mention of that kind.
macro_rules! scalar {
    ($type:ty, $name:literal, $noun:literal, [$($example:expr),* $(,)?] $(, mentions $kind:literal)?) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        $crate::plan::value::scalar!(@read $type, $name, $noun, [$($example),*] $(, mentions $kind)?);
    };
    (@ask $deserializer:ident) => {
        $deserializer.deserialize_str(Visitor)
    };
    (@ask $deserializer:ident, $kind:literal) => {
        $deserializer.deserialize_newtype_struct(concat!("$ref ", $kind), Visitor)
    };
    (@read $type:ty, $name:literal, $noun:literal, [$($example:expr),* $(,)?] $(, mentions $kind:literal)?) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!($noun, " such as "))?;
                        f.write_str(&[$($example),*].join(", "))
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.trim().parse().map_err(E::custom)
                    }
                    fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, inner: D) -> Result<$type, D::Error> {
                        inner.deserialize_str(self)
                    }
                }
                $crate::plan::value::scalar!(@ask deserializer $(, $kind)?)
            }
        }
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": ["string", "number"],
                    "x-type": $name,
                    "examples": [$($example),*],
                })
            }
        }
    };
}
pub(crate) use scalar;
