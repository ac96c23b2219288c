//! Where an edit takes place.

use super::scalar::Context;
use super::write::Style;
use super::{EditError, KeyOrder, lines};
use crate::document::layout;
use crate::document::path::{Path, Step};
use crate::document::tree::{Entry, Kind, Node, Tree};

/// A document and what edits need to know of it.
pub(super) struct Editor<'t> {
    pub text: &'t str,
    pub tree: &'t Tree,
    pub order: KeyOrder<'t>,
    pub style: Style,
}

/// A node and what holds it.
#[derive(Clone, Copy)]
pub(super) struct Site<'t> {
    pub node: &'t Node,
    pub holder: Holder<'t>,
    /// How its text must be spelled.
    pub context: Context,
    /// The outermost list or map in brackets that it is in or is itself, with what holds that.
    pub outer_flow: Option<(&'t Node, Holder<'t>)>,
}

/// What a node is held by.
#[derive(Clone, Copy)]
pub(super) enum Holder<'t> {
    /// Nothing: it is the document.
    Root,
    /// A key.
    Entry(&'t Entry),
    /// The dash of a block list at this offset; none in brackets.
    Item(Option<usize>),
}

impl<'t> Editor<'t> {
    pub(super) fn new(text: &'t str, tree: &'t Tree, order: KeyOrder<'t>) -> Self {
        Self { text, tree, order, style: lines::style(text, tree) }
    }

    /// The site of a node that exists.
    pub(super) fn site(&self, path: &Path) -> Result<Site<'t>, EditError> {
        match self.reach(path) {
            (site, []) => Ok(site),
            _ => Err(EditError::NotFound(path.clone())),
        }
    }

    /// The site that a path leads to, as far as it is written, and the steps that are not.
    pub(super) fn reach<'p>(&self, path: &'p Path) -> (Site<'t>, &'p [Step]) {
        let mut site = Site { node: self.tree.root(), holder: Holder::Root, context: Context::Block, outer_flow: None }.entered();
        let mut rest = path.steps();
        while let [step, after @ ..] = rest {
            let Some((node, holder)) = self.step(site.node, step) else { break };
            let context = if site.outer_flow.is_some() { Context::Flow } else { Context::Block };
            site = Site { node, holder, context, outer_flow: site.outer_flow }.entered();
            rest = after;
        }
        (site, rest)
    }

    fn step(&self, node: &'t Node, step: &Step) -> Option<(&'t Node, Holder<'t>)> {
        match step {
            Step::Key(key) => {
                let entry = node.entry(key)?;
                Some((&entry.value, Holder::Entry(entry)))
            }
            Step::Index(index) => {
                let item = node.items().get(*index)?;
                Some((item, Holder::Item(self.dash(node, *index))))
            }
        }
    }

    /// Where the dash of a block list's item stands.
    pub(super) fn dash(&self, list: &Node, index: usize) -> Option<usize> {
        let Kind::Seq { items, flow: false } = &list.kind else { return None };
        let before = index.checked_sub(1).and_then(|before| items.get(before));
        let floor = before.map_or(list.span.start, |item| item.span.end);
        Some(layout::first_dash(self.text, floor, items.get(index)?.span.start))
    }

    /// Where the colon or dash before a node ends.
    pub(super) fn marker_end(&self, holder: Holder<'_>) -> usize {
        match holder {
            Holder::Root => 0,
            Holder::Entry(entry) => layout::after_colon(self.text, entry.key.span.end),
            Holder::Item(dash) => dash.map_or(0, |dash| dash + 1),
        }
    }

    /// The column of the key or dash that holds a node.
    pub(super) fn column(&self, holder: Holder<'_>) -> usize {
        match holder {
            Holder::Root => 0,
            Holder::Entry(entry) => lines::column(self.text, entry.key.span.start),
            Holder::Item(dash) => dash.map_or(0, |dash| lines::column(self.text, dash)),
        }
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }
}

impl Site<'_> {
    /// Notes whether the node opens brackets.
    fn entered(mut self) -> Self {
        let opens = matches!(self.node.kind, Kind::Seq { flow: true, .. } | Kind::Map { flow: true, .. });
        if self.outer_flow.is_none() && opens {
            self.outer_flow = Some((self.node, self.holder));
        }
        self
    }
}
