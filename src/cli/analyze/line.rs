//! One fact of a figure, with its line in the plan.

use crate::analysis::Term;
use crate::cli::opened::Opened;
use crate::document::Path;
use serde::Serialize;

/// A part of a figure.
#[derive(Debug, Serialize)]
pub struct Part {
    /// Where it stands in the plan.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// The part in words.
    pub text: String,
    /// How much of the figure it is, in the figure's unit; absent where it has no bound.
    pub amount: Option<f64>,
}

/// The parts of a figure, in the order of the plan.
pub fn parts<'t>(opened: &Opened, terms: impl Iterator<Item = &'t Term>) -> Vec<Part> {
    terms.map(|term| part(opened, &term.path, &term.text, term.amount)).collect()
}

/// One part.
pub fn part(opened: &Opened, path: &Path, text: &str, amount: f64) -> Part {
    Part { path: path.to_string(), line: opened.place(path).line, text: text.to_owned(), amount: amount.is_finite().then_some(amount) }
}

/// Places of facts that are missing.
pub fn missing<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<String> {
    paths.into_iter().map(ToString::to_string).collect()
}
