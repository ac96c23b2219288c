//! What the conditions of this category share: calls over a network, each once, and the data that needs care.

use crate::analysis::structure::process_of;
use crate::graph::{Hop, Vertex};
use crate::plan::data::Level;
use crate::plan::reference::ClassRef;
use crate::rules::{Context, SubjectRef};
use std::collections::BTreeMap;

/// The calls over a network, each with a hop that has its facts: an operation by itself where it says one of these
/// fields, else once for all operations of the call.
pub(super) fn edges<'c>(context: &'c Context<'_>, fields: &'static [&'static str]) -> impl Iterator<Item = (SubjectRef, &'c Hop<'c>)> {
    let crossing = context.calls_saying(fields).filter(move |(_, _, hop)| crosses_network(context, hop));
    crossing.map(|(subject, _, hop)| (subject, hop))
}

/// Not so within one process, nor to an engine that is a library.
fn crosses_network(context: &Context<'_>, hop: &Hop<'_>) -> bool {
    let (caller, callee) = (context.system.vertex(hop.caller), context.system.vertex(hop.callee));
    match callee {
        Vertex::Component(id, component) => {
            let alone = component.runs_in.is_none() && caller.component().is_some_and(|caller| caller.runs_in.is_none());
            alone || process_of(context.plan, id) != process_of(context.plan, caller.id())
        }
        Vertex::Store(_, store) => !store.engine.as_deref().is_some_and(is_library),
        _ => true,
    }
}

/// Engines that live in the process of whoever uses them.
const LIBRARIES: [&str; 5] = ["sqlite", "bun:sqlite", "duckdb", "rocksdb", "leveldb"];

fn is_library(engine: &str) -> bool {
    LIBRARIES.iter().any(|library| engine.get(..library.len()).is_some_and(|start| start.eq_ignore_ascii_case(library)))
}

/// The classes of data that need care, by id: of persons, of payments, secrets.
pub(super) struct Sensitive<'p>(BTreeMap<&'p str, Level>);

impl<'p> Sensitive<'p> {
    /// Those of a plan.
    pub(super) fn of(context: &Context<'p>) -> Self {
        let levels = context.plan.classes().filter_map(|(id, class)| Some((id.as_str(), class.level?)));
        Self(levels.filter(|(_, level)| *level >= Level::Pii).collect())
    }

    /// Whether the plan has none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those in a list, in its order.
    pub(super) fn among<'l>(&self, list: &'l [ClassRef]) -> Vec<&'l str> {
        list.iter().map(ClassRef::as_str).filter(|class| self.0.contains_key(class)).collect()
    }

    /// Those in a list that somebody may ask to have erased: a secret is replaced instead.
    pub(super) fn erasable<'l>(&self, list: &'l [ClassRef]) -> Vec<&'l str> {
        let mut classes = self.among(list);
        classes.retain(|class| self.0.get(class).is_some_and(|level| *level != Level::Secret));
        classes
    }
}
