//! Maps keyed by id, in the order of the author.

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::hash::Hash;
use std::ops::Deref;

/// A map in the order of the author. Once written it is complete: what is not in it does not exist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    transparent,
    bound(serialize = "K: Serialize + Hash + Eq, V: Serialize", deserialize = "K: Deserialize<'de> + Hash + Eq, V: Deserialize<'de>")
)]
pub struct Register<K: Hash + Eq, V>(pub IndexMap<K, V>);

impl<K: Hash + Eq, V> Default for Register<K, V> {
    fn default() -> Self {
        Self(IndexMap::new())
    }
}

impl<K: Hash + Eq, V> Deref for Register<K, V> {
    type Target = IndexMap<K, V>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, K: Hash + Eq, V> IntoIterator for &'a Register<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = indexmap::map::Iter<'a, K, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<K: JsonSchema + Hash + Eq, V: JsonSchema> JsonSchema for Register<K, V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("register-{}-{}", K::schema_name(), V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names = generator.subschema_for::<K>();
        let values = generator.subschema_for::<V>();
        json_schema!({ "type": "object", "propertyNames": names, "additionalProperties": values })
    }
}
