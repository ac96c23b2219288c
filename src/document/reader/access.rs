//! The items of a list and the entries of a map, without those that are left out.

use super::super::tree::{Entry, Node};
use super::context::Context;
use super::deserializer::NodeReader;
use super::error::Error;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use std::slice;

/// The items of a list.
pub(super) struct Items<'t> {
    items: slice::Iter<'t, Node>,
    context: &'t Context<'t>,
}

impl<'t> Items<'t> {
    pub(super) fn new(items: &'t [Node], context: &'t Context<'t>) -> Self {
        Self { items: items.iter(), context }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let context = self.context;
        match self.items.find(|item| !context.is_pruned(item)) {
            Some(item) => seed.deserialize(NodeReader::new(item, context)).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a map.
pub(super) struct Entries<'t> {
    map: &'t Node,
    rest: slice::Iter<'t, Entry>,
    value: Option<&'t Node>,
    /// The keys that are known, where the type knows them.
    fields: Option<&'static [&'static str]>,
    context: &'t Context<'t>,
}

impl<'t> Entries<'t> {
    /// All entries: the keys are data.
    pub(super) fn of_map(map: NodeReader<'t>) -> Self {
        Self { map: map.node, rest: map.node.entries().iter(), value: None, fields: None, context: map.context }
    }

    /// The entries with these keys that have a value. Other keys are recorded as unknown.
    pub(super) fn of_struct(map: NodeReader<'t>, fields: &'static [&'static str]) -> Self {
        Self { fields: Some(fields), ..Self::of_map(map) }
    }

    fn next_entry(&mut self) -> Option<&'t Entry> {
        loop {
            let entry = self.rest.next()?;
            let Entry { key, value } = entry;
            if self.context.is_pruned(key) || self.context.is_pruned(value) {
                continue;
            }
            let Some(fields) = self.fields else {
                return Some(entry);
            };
            let written = key.text().unwrap_or_default();
            if written.starts_with('$') || !fields.contains(&written) {
                self.context.unknown_key(self.map.id, key, value, fields);
            } else if !value.is_null() {
                return Some(entry);
            }
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(Entry { key, value }) = self.next_entry() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(NodeReader::new(key, self.context)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self.value.take().unwrap_or(self.map);
        seed.deserialize(NodeReader::new(value, self.context))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
