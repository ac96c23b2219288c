//! What a condition answers for one subject.

use super::finding::{Because, Suggestion};
use super::subject::SubjectRef;
use crate::analysis::Derivation;
use crate::document::Path;

/// The answer of a condition for one subject. A subject to which it does not apply gets none.
#[derive(Debug, Clone)]
pub struct Ruling {
    /// About what.
    pub subject: SubjectRef,
    /// The answer.
    pub verdict: Verdict,
}

/// One of three answers.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It is as it should be.
    Holds,
    /// Someone says so, and shows nothing for it.
    Claimed,
    /// It is not.
    Violated(Box<Violation>),
    /// A fact is missing: where it would stand.
    Unknown(Path),
}

/// What is wrong.
#[derive(Debug, Clone)]
pub struct Violation {
    /// In one sentence, with its arithmetic.
    pub message: String,
    /// Where to begin: the fact that is to be changed.
    pub path: Path,
    /// The facts that it rests on.
    pub because: Vec<Because>,
    /// Whether the checklist's other grade applies, where it has one.
    pub regraded: bool,
    /// What it has in common with other findings of one cause.
    pub group: Option<String>,
    /// A change of the plan that would settle it.
    pub suggestion: Option<Suggestion>,
}

impl Ruling {
    /// It holds.
    pub fn holds(subject: SubjectRef) -> Self {
        Self { subject, verdict: Verdict::Holds }
    }

    /// A fact is missing there.
    pub fn unknown(subject: SubjectRef, path: Path) -> Self {
        Self { subject, verdict: Verdict::Unknown(path) }
    }

    /// It is violated.
    pub fn violated(subject: SubjectRef, violation: Violation) -> Self {
        Self { subject, verdict: Verdict::Violated(Box::new(violation)) }
    }

    /// The same answer; where it is violated, with more said of that.
    #[must_use]
    pub fn adding(self, more: impl FnOnce(Violation) -> Violation) -> Self {
        match self.verdict {
            Verdict::Violated(violation) => Self::violated(self.subject, more(*violation)),
            _ => self,
        }
    }
}

impl Violation {
    /// A violation with its sentence and the fact to begin with.
    pub fn new(message: impl Into<String>, path: Path) -> Self {
        Self { message: message.into(), path, because: Vec::new(), regraded: false, group: None, suggestion: None }
    }

    /// Rests also on this fact.
    #[must_use]
    pub fn because(mut self, path: Path, text: impl Into<String>) -> Self {
        self.because.push(Because { path, text: text.into() });
        self
    }

    /// Rests also on all terms of a derivation.
    #[must_use]
    pub fn derived(mut self, how: &Derivation) -> Self {
        self.because.extend(how.telling().into_iter().map(|term| Because { path: term.path.clone(), text: term.text.clone() }));
        self
    }

    /// Takes the checklist's other grade if this is so.
    #[must_use]
    pub fn regraded(mut self, if_so: bool) -> Self {
        self.regraded = if_so;
        self
    }

    /// Belongs to findings of one cause.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Would be settled by this value at this place.
    #[must_use]
    pub fn suggest(mut self, path: Path, value: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { path, value: value.into() });
        self
    }
}
