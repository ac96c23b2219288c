//! Reads a document into any type that serde knows, with every mistake in it.
//!
//! A type tells the reader what it wants by the names of its newtypes and fields:
//!
//! | name | meaning |
//! |---|---|
//! | newtype `$fact` | `none` gives `visit_none`, an empty value `visit_unit`, anything else the value |
//! | newtype `$ref KIND` | a name of something elsewhere; recorded as a mention of that kind |
//! | newtype `$id` | the name of the thing itself; recorded as a mention of the kind `id` |
//! | newtype `$list` | a value that is no list stands for a list of one |
//! | field alias `$main` | a scalar or a list stands for the map with this one field |
//! | field aliases `$from`, `$to` | the scalar `a..b` stands for the map with these two fields |
//!
//! **All mistakes at once:** serde stops at the first error. It is recorded, the innermost node that
//! could not be read is left out, and the rest is read again, until nothing is wrong or the root
//! itself cannot be read. What can be read is the partial value.

mod access;
mod context;
mod deserializer;
mod enumeration;
mod error;
mod shorthand;
#[cfg(test)]
mod tests;
mod wording;

use super::parse::Limits;
use super::path::Path;
use super::problem::Problem;
use super::span::Span;
use super::tree::{Node, NodeId, Tree};
use compact_str::CompactString;
use context::Context;
use deserializer::NodeReader;
use serde::de::DeserializeOwned;

/// How often a document is read again for one more mistake; unknown keys cost no reading.
const ROUNDS: usize = 200;
/// Nodes that are read in all rounds together: a large document has fewer.
const EFFORT: usize = 50_000_000;

/// What a text says, as far as it can be read.
#[derive(Debug)]
pub struct Reading<T> {
    /// The value, without the parts that have problems. Nothing if the root itself has one.
    pub value: Option<T>,
    /// The text as data with places; empty if the text is not YAML.
    pub tree: Tree,
    /// Every mistake, in the order of the text.
    pub problems: Vec<Problem>,
    /// Every name of something, in the order of the text; also those in parts that have problems.
    pub mentions: Vec<Mention>,
}

/// A place where something is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What kind of thing it names: the word after `$ref `, or `id`.
    pub kind: &'static str,
    /// The name as written, without quotes.
    pub text: CompactString,
    /// Where it stands.
    pub span: Span,
    node: NodeId,
}

impl Mention {
    /// The path of the value, or of the entry whose key it is, in the tree that was read. Only renaming asks for it.
    pub fn path(&self, tree: &Tree) -> Path {
        tree.path_of(self.node)
    }

    /// The innermost map that it stands in, in the tree that was read.
    pub fn map<'t>(&self, tree: &'t Tree) -> Option<&'t Node> {
        tree.map_around(self.node)
    }
}

/// Reads a text with the default [`Limits`].
pub fn read<T: DeserializeOwned>(text: &str) -> Reading<T> {
    match Tree::parse(text, &Limits::default()) {
        Ok((tree, problems)) => read_tree(tree, problems),
        Err(problem) => Reading { value: None, tree: Tree::empty(), problems: vec![problem], mentions: Vec::new() },
    }
}

fn read_tree<T: DeserializeOwned>(tree: Tree, problems: Vec<Problem>) -> Reading<T> {
    let context = Context::new(&tree, problems);
    let outcome = rounds(&tree, &context);
    let (problems, mentions) = context.finish(!matches!(outcome, Err(Unread::TooMany)));
    Reading { value: outcome.ok(), tree, problems, mentions }
}

/// Why there is no value.
enum Unread {
    /// The root itself can't be read.
    Root,
    /// There are too many mistakes to find all.
    TooMany,
}

/// Reads until nothing is wrong any more.
fn rounds<T: DeserializeOwned>(tree: &Tree, context: &Context<'_>) -> Result<T, Unread> {
    let most = (EFFORT / tree.len.max(1)).clamp(2, ROUNDS);
    for _ in 0..most {
        match T::deserialize(NodeReader::new(tree.root(), context)) {
            Ok(value) => return Ok(value),
            Err(error) => {
                let node = error.node.unwrap_or(tree.root().id);
                context.record(error, node);
                if node == tree.root().id || !context.prune(node) {
                    return Err(Unread::Root);
                }
            }
        }
        if context.is_full() {
            break;
        }
    }
    Err(Unread::TooMany)
}
