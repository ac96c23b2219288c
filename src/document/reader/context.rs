//! What is found out while a document is read, kept over all readings.

use super::super::problem::{Problem, Problems};
use super::super::tree::{Kind, Node, NodeId, Tree};
use super::error::{Cause, Error};
use super::{Mention, wording};
use crate::document::nearest;
use crate::document::span::Span;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Shared by the readers of all nodes.
pub(super) struct Context<'t> {
    tree: &'t Tree,
    state: RefCell<State>,
}

struct State {
    /// By node number: left out of the reading.
    pruned: Vec<bool>,
    problems: Problems,
    mentions: BTreeMap<NodeId, Mention>,
    /// Maps with a misspelled key, and the field that it was taken for.
    misspelled: BTreeSet<(NodeId, String)>,
}

impl<'t> Context<'t> {
    pub(super) fn new(tree: &'t Tree, problems: Vec<Problem>) -> Self {
        let mut pruned = vec![false; tree.len];
        for id in &tree.rejected {
            if let Some(pruned) = pruned.get_mut(id.0) {
                *pruned = true;
            }
        }
        Self {
            tree,
            state: RefCell::new(State { pruned, problems: problems.into(), mentions: BTreeMap::new(), misspelled: BTreeSet::new() }),
        }
    }

    pub(super) fn is_pruned(&self, node: &Node) -> bool {
        let state = self.state.borrow();
        state.pruned.get(node.id.0).copied().unwrap_or_default()
    }

    /// Leaves a node out from now on; false if it was left out before.
    pub(super) fn prune(&self, node: NodeId) -> bool {
        let mut state = self.state.borrow_mut();
        match state.pruned.get_mut(node.0) {
            Some(pruned) => !std::mem::replace(pruned, true),
            None => false,
        }
    }

    /// Records that a node names something.
    pub(super) fn mention(&self, node: &Node, kind: &'static str) {
        if let Kind::Scalar { text, .. } = &node.kind
            && !node.is_null()
        {
            let mention = Mention { kind, text: text.clone(), span: node.span, node: node.id };
            self.state.borrow_mut().mentions.insert(node.id, mention);
        }
    }

    /// Records a key that the map's type doesn't have, and leaves its entry out.
    pub(super) fn unknown_key(&self, map: NodeId, key: &Node, value: &Node, fields: &[&str]) {
        self.prune(value.id);
        let mut state = self.state.borrow_mut();
        if state.problems.is_full() {
            return;
        }
        let written = key.text().unwrap_or_default();
        let near = nearest(written, wording::speakable(fields)).map(str::to_owned);
        let mut problem = Problem::new(key.span, format!("unknown key `{written}`"));
        problem.hint = match &near {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None => wording::known_keys(fields),
        };
        state.problems.tell(|| problem);
        state.misspelled.extend(near.map(|near| (map, near)));
    }

    /// Records why a node could not be read.
    pub(super) fn record(&self, error: Error, node: NodeId) {
        let span = match error.cause {
            Cause::Missing(_) => self.tree.label_of(node),
            Cause::Message(_) => self.tree.value_label_of(node),
        };
        let problem = match error.cause {
            Cause::Missing(field) if self.is_excused(node, field) => return,
            Cause::Missing(field) => Problem::new(span, format!("missing `{field}`")),
            Cause::Message(message) => match message.split_once('\n') {
                Some((message, hint)) => Problem::new(span, message).hint(hint),
                None => Problem::new(span, message),
            },
        };
        self.state.borrow_mut().problems.tell(|| problem);
    }

    /// Whether a map lacks a field because of a mistake that is told already: its value could not be
    /// read, or its key is misspelled.
    fn is_excused(&self, map: NodeId, field: &str) -> bool {
        let left_out = self.tree.node(map).and_then(|node| node.entry(field));
        left_out.is_some_and(|entry| self.is_pruned(&entry.value) || self.is_pruned(&entry.key))
            || self.state.borrow().misspelled.contains(&(map, field.to_owned()))
    }

    /// Whether there are so many mistakes that no more are told.
    pub(super) fn is_full(&self) -> bool {
        self.state.borrow().problems.is_full()
    }

    /// The problems and the mentions in the order of the text; `is_complete` if no mistake is missing.
    pub(super) fn finish(self, is_complete: bool) -> (Vec<Problem>, Vec<Mention>) {
        let state = self.state.into_inner();
        let is_complete = is_complete && !state.problems.is_full();
        let mut problems = state.problems.sorted();
        if !is_complete {
            let end = Span::at(self.tree.root().span.end);
            let more = Problem::new(end, "there are more mistakes in this text");
            problems.push(more.hint("correct those above first; the others are shown then"));
        }
        (problems, state.mentions.into_values().collect())
    }
}
