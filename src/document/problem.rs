//! What is wrong with a text, and where.

use super::span::Span;

/// A mistake in a document, told to the one who wrote it.
///
/// Message and hint quote the document: what shows them on a terminal makes them
/// [`printable`](super::printable()) first, as [`Source::report`](super::Source::report) does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The text that is wrong.
    pub span: Span,
    /// What is wrong with it, in one line without a full stop.
    pub message: String,
    /// What to do about it, when that is known.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem without a hint.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    /// The same problem with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Problems as they are found. There may be millions in a text that is no plan: the first thousand are
/// enough, and cheap.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// How many are kept.
    const MOST: usize = 1000;

    pub(super) fn tell(&mut self, problem: impl FnOnce() -> Problem) {
        if !self.is_full() {
            self.0.push(problem());
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// All that were kept, in the order of the text.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| problem.span);
        self.0
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems)
    }
}
