//! A document as it would be written now.

use crate::render::sync;

/// One file of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Where it belongs, from the folder of all documents.
    pub path: String,
    /// The name of its kind for people.
    pub title: String,
    /// How it stands to the file on disk.
    pub state: sync::State,
    /// What it says.
    pub text: String,
}
