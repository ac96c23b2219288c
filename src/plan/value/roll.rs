//! Collections with a short form: a list for a map without details, one for a list of one.

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

/// A map whose short form is the list of its keys: `[a, b]` for `{a: …, b: …}`.
///
/// A key of the list has the default of `V`: nothing is known of it but that it is there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent, bound(serialize = "K: Serialize + Hash + Eq, V: Serialize"))]
pub struct Roll<K: Hash + Eq, V>(pub IndexMap<K, V>);

impl<K: Hash + Eq, V> Default for Roll<K, V> {
    fn default() -> Self {
        Self(IndexMap::new())
    }
}

impl<'de, K, V> Deserialize<'de> for Roll<K, V>
where
    K: Deserialize<'de> + Hash + Eq,
    V: Deserialize<'de> + Default,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RollVisitor<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de> + Hash + Eq, V: Deserialize<'de> + Default> Visitor<'de> for RollVisitor<K, V> {
            type Value = Roll<K, V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map, or a list of its keys")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut roll = Roll::default();
                while let Some(key) = seq.next_element()? {
                    roll.0.insert(key, V::default());
                }
                Ok(roll)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut roll = Roll::default();
                while let Some((key, value)) = map.next_entry()? {
                    roll.0.insert(key, value);
                }
                Ok(roll)
            }
        }
        deserializer.deserialize_any(RollVisitor(PhantomData))
    }
}

impl<K: JsonSchema + Hash + Eq, V: JsonSchema> JsonSchema for Roll<K, V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("roll-{}-{}", K::schema_name(), V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let map = generator.subschema_for::<super::Register<K, V>>();
        let list = generator.subschema_for::<Vec<K>>();
        json_schema!({ "anyOf": [list, map] })
    }
}

/// A list whose short form is its only item.
#[derive(Debug, Clone, PartialEq, Serialize, DeriveDeserialize)]
#[serde(rename = "$list")]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: JsonSchema> JsonSchema for Many<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("many-{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        let list = generator.subschema_for::<Vec<T>>();
        json_schema!({ "anyOf": [one, list] })
    }
}
