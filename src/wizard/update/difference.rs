//! What an edit would change, as lines to be read before it is made.

use crate::document::{self, Document, Edit, Tree};
use crate::wizard::form::key_order;
use similar::{ChangeTag, TextDiff};

/// The text as it would be after the edits.
pub fn tried(document: &Document, edits: &[Edit]) -> Result<String, String> {
    made(document.text().to_owned(), document.tree().clone(), edits).map(|(text, _)| text)
}

/// A text and its tree after edits.
pub fn made(text: String, tree: Tree, edits: &[Edit]) -> Result<(String, Tree), String> {
    let made = document::made(&text, &tree, edits, &key_order).map_err(|error| error.to_string())?;
    Ok(made.map_or((text, tree), |made| (made.text, made.tree)))
}

/// The lines that differ, marked with `+` and `-`, with two lines around them.
pub fn lines(before: &str, after: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for (number, group) in diff.grouped_ops(2).iter().enumerate() {
        if number > 0 {
            lines.push("  …".to_owned());
        }
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let mark = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.push(format!("{mark} {}", change.value().trim_end_matches(['\n', '\r'])));
        }
    }
    lines
}
