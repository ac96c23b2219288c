//! Writing single scalars anew: keys, and all places that mention a name.

use super::EditError;
use super::scalar::{self, Context};
use super::site::Editor;
use super::splice::{Change, Splice};
use crate::document::layout;
use crate::document::path::Path;
use crate::document::span::Span;
use crate::document::tree::Node;

/// Another text for a scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Where the scalar stands, quotes included: the span of its node.
    pub span: Span,
    /// Its new text, without quotes.
    pub text: String,
}

impl Editor<'_> {
    pub(super) fn rename_key(&self, path: &Path, to: &str) -> Result<Change, EditError> {
        let parent_path = path.parent().ok_or_else(|| EditError::NotFound(path.clone()))?;
        let parent = self.site(&parent_path)?;
        let entry = path.last_key().and_then(|key| parent.node.entry(key));
        let entry = entry.ok_or_else(|| EditError::NotFound(path.clone()))?;
        if entry.key.text() != Some(to) && parent.node.entry(to).is_some() {
            return Err(EditError::Exists(parent_path.key(to)));
        }
        let context = if parent.outer_flow.is_some() { Context::Flow } else { Context::Block };
        Ok(Change::one(entry.key.span.range(), scalar::spell(to, context)))
    }

    pub(super) fn rewrite(&self, rewrites: &[Rewrite]) -> Result<Change, EditError> {
        let mut splices = Vec::with_capacity(rewrites.len());
        for Rewrite { span, text } in rewrites {
            let (node, context) = self
                .scalar_at(*span)
                .ok_or_else(|| EditError::Refused(format!("no value stands in line {}", layout::line(self.text, span.start))))?;
            splices.push(Splice { range: node.span.range(), text: scalar::spell(text, context) });
        }
        Change::of(splices).ok_or_else(|| EditError::Refused("a value is written twice".to_owned()))
    }

    /// The scalar, key or value, that has a span, and how it must be spelled.
    fn scalar_at(&self, span: Span) -> Option<(&Node, Context)> {
        let trail = self.tree.trail_at(span);
        let node = *trail.last()?;
        let in_flow = trail.iter().any(|node| node.is_flow());
        let context = if in_flow { Context::Flow } else { Context::Block };
        node.text().filter(|_| node.span == span && !span.is_empty()).map(|_| (node, context))
    }
}
