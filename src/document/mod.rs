//! The only door to the disk and to YAML. It knows nothing of plans.
//!
//! A text becomes a [`Tree`] whose nodes know their places (`parse`, `tree`, `lookup`); [`read`] makes any
//! type of it and finds every mistake (`reader`); an [`Edit`] becomes one splice of the text, checked by
//! reading again (`edit`). A [`Document`] joins a file, its text and its history (`open`, `history`, `disk`).

mod difference;
mod disk;
mod edit;
mod history;
mod layout;
mod lookup;
mod nearest;
mod open;
mod parse;
mod path;
mod printable;
mod problem;
mod reader;
mod source;
mod span;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;

pub use disk::{DiskError, Folder, FolderLimits, Recovery, Texts, create_text, read_text, write_text};
pub use edit::{Change, Edit, EditError, Expansion, KeyOrder, Made, Rewrite, Splice, Value, apply, made, unordered, verify};
pub use nearest::nearest;
pub use open::Document;
pub use parse::Limits;
pub use path::{Path, Step};
pub use printable::printable;
pub use problem::Problem;
pub use reader::{Mention, Reading, read};
pub use source::Source;
pub use span::{Place, Span};
pub use tree::{Entry, Kind, Node, NodeId, ScalarStyle, Tree};
