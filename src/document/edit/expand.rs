//! Writing shorthands in full.

use super::EditError;
use super::site::Editor;
use super::splice::Change;
use super::value::Value;
use crate::document::path::Path;
use crate::document::tree::{Kind, Node};

/// What a shorthand stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expansion {
    /// The map with this one field: `800ms` becomes `{total: 800ms}`.
    Main(String),
    /// The map with these two fields: `3..12` becomes `{min: 3, max: 12}`, and `3` becomes
    /// `{min: 3, max: 3}`.
    Sides(String, String),
    /// The map with the items as its keys: `[mail, sms]` becomes `{mail: {}, sms: {}}`.
    Keys,
    /// The list with this one item: `eu` becomes `[eu]`.
    Item,
}

impl Editor<'_> {
    pub(super) fn expand(&self, path: &Path, to: &Expansion) -> Result<Change, EditError> {
        let site = self.site(path)?;
        let value = expanded(site.node, to).ok_or_else(|| EditError::NotExpanded(path.clone()))?;
        self.replace(&site, &value)
    }
}

/// The value that a shorthand stands for; nothing if the node is none of that kind.
pub(super) fn expanded(node: &Node, to: &Expansion) -> Option<Value> {
    let is_map = matches!(node.kind, Kind::Map { .. });
    if is_map || node.is_null() {
        return None;
    }
    match to {
        Expansion::Main(field) => Some(Value::entry(field, Value::of(node))),
        Expansion::Item => node.text().map(|_| Value::List(vec![Value::of(node)])),
        Expansion::Sides(from, to) => {
            let text = node.text()?;
            let (low, high) = text.split_once("..").unwrap_or((text, text));
            let sides = [(from, low.trim()), (to, high.trim())];
            let written = sides.into_iter().filter(|(_, side)| !side.is_empty());
            Some(Value::Map(written.map(|(field, side)| (field.clone(), side.into())).collect()))
        }
        Expansion::Keys => {
            let keys = node.items().iter().map(|item| Some((item.text()?.to_owned(), Value::empty())));
            matches!(node.kind, Kind::Seq { .. }).then(|| keys.collect::<Option<_>>().map(Value::Map)).flatten()
        }
    }
}
