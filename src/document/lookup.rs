//! Finding nodes of a tree: by path, by number, by place.

use super::path::{Path, Step};
use super::span::Span;
use super::tree::{Entry, Kind, Node, NodeId, Tree};

impl Tree {
    /// Its uppermost node.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The node at a path.
    pub fn find(&self, path: &Path) -> Option<&Node> {
        path.steps().iter().try_fold(&self.root, |node, step| node.child(step))
    }

    /// The node at a path or, where the path leads past what is written, the deepest that is.
    ///
    /// A list answers for a key that is one of its items: in `consumers: [mail]`, `consumers.mail` is
    /// the item.
    pub fn nearest(&self, path: &Path) -> &Node {
        let mut node = &self.root;
        for step in path.steps() {
            let item = || match step {
                Step::Key(key) => node.items().iter().find(|item| item.text() == Some(key)),
                Step::Index(_) => None,
            };
            match node.child(step).or_else(item) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    /// Where the key of a map's entry stands; nothing for items, the root and what isn't written.
    pub fn key_span(&self, path: &Path) -> Option<Span> {
        let parent = self.find(&path.parent()?)?;
        Some(parent.entry(path.last_key()?)?.key.span)
    }

    /// Where the node at a path, or the nearest to it, stands as a whole.
    pub fn span(&self, path: &Path) -> Span {
        self.nearest(path).span
    }

    /// What to underline when a path is meant: a value itself; of a map or list, its key.
    pub fn label_span(&self, path: &Path) -> Span {
        self.label_of(self.nearest(path).id)
    }

    /// What to underline when a node is of the wrong kind: what stands on one line with its key, the
    /// node itself, else the key.
    pub(super) fn value_label_of(&self, id: NodeId) -> Span {
        match self.node(id) {
            Some(node) if !node.is_block() => node.span,
            _ => self.label_of(id),
        }
    }

    /// What to underline when a node is meant.
    pub(super) fn label_of(&self, id: NodeId) -> Span {
        let trail = self.trail(id);
        match trail.last() {
            Some(Found { node, held_by: Holder::Entry(entry) }) if node.text().is_none() => entry.key.span,
            Some(found) => found.node.span,
            None => Span::default(),
        }
    }

    /// The node with a number.
    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        let found = self.trail(id).pop()?;
        (found.node.id == id).then_some(found.node)
    }

    /// The innermost map that holds a node.
    pub(super) fn map_around(&self, id: NodeId) -> Option<&Node> {
        let is_map = |node: &&Node| matches!(node.kind, Kind::Map { .. });
        self.trail(id).into_iter().rev().map(|found| found.node).filter(|node| node.id != id).find(is_map)
    }

    /// The path of the innermost node that holds an offset; of a key, the path of its value.
    pub fn path_at(&self, offset: usize) -> Path {
        let innermost = self.trail_at(Span::at(offset)).pop();
        innermost.map(|node| self.path_of(node.id)).unwrap_or_default()
    }

    /// The path of a node; of a key, the path of its value.
    pub(super) fn path_of(&self, id: NodeId) -> Path {
        let step = |found: &Found<'_>| match found.held_by {
            Holder::Nothing => None,
            Holder::Entry(entry) => entry.key.text().map(|key| Step::Key(key.into())),
            Holder::List(index) => Some(Step::Index(index)),
        };
        self.trail(id).iter().filter_map(step).collect()
    }

    /// The nodes from the root down to the innermost that covers a span.
    pub(super) fn trail_at(&self, span: Span) -> Vec<&Node> {
        let mut node = &self.root;
        let mut trail = vec![node];
        loop {
            let child = match &node.kind {
                Kind::Scalar { .. } => None,
                Kind::Seq { items, .. } => last(items, |item| item.span.start <= span.start).map(|(_, item)| item),
                Kind::Map { entries, .. } => {
                    let entry = last(entries, |entry| entry.key.span.start <= span.start);
                    entry.map(|(_, Entry { key, value })| if span.end <= key.span.end { key } else { value })
                }
            };
            match child.filter(|child| child.span.start <= span.start && span.end <= child.span.end) {
                Some(child) => node = child,
                None => return trail,
            }
            trail.push(node);
        }
    }

    /// The nodes from the root down to a node. Ids grow in the order of the text, so each step is a
    /// binary search.
    fn trail(&self, id: NodeId) -> Vec<Found<'_>> {
        let mut node = &self.root;
        let mut trail = vec![Found { node, held_by: Holder::Nothing }];
        while node.id != id {
            let found = match &node.kind {
                Kind::Scalar { .. } => None,
                Kind::Seq { items, .. } => {
                    last(items, |item| item.id <= id).map(|(index, node)| Found { node, held_by: Holder::List(index) })
                }
                Kind::Map { entries, .. } => last(entries, |entry| entry.key.id <= id).map(|(_, entry)| Found {
                    node: if id < entry.value.id { &entry.key } else { &entry.value },
                    held_by: Holder::Entry(entry),
                }),
            };
            let Some(found) = found else { break };
            node = found.node;
            trail.push(found);
        }
        trail
    }
}

/// A node and what holds it.
struct Found<'t> {
    node: &'t Node,
    held_by: Holder<'t>,
}

enum Holder<'t> {
    /// It is the root.
    Nothing,
    /// It is the key or the value.
    Entry(&'t Entry),
    /// It is the item at this position.
    List(usize),
}

/// The last of the items that come before something, and its position; `before` holds for the first
/// ones alone.
fn last<T>(items: &[T], before: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
    let index = items.partition_point(before).checked_sub(1)?;
    items.get(index).map(|item| (index, item))
}
