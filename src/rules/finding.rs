//! Findings and questions: what a judgement consists of.

use super::subject::SubjectRef;
use crate::document::Path;
use crate::knowledge::{Condition, Severity};
use crate::plan::value::Date;
use std::sync::Arc;

/// A condition that is violated by one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable: `timeouts/TO2@journey:pay`.
    pub id: String,
    /// What is violated.
    pub condition: Arc<Condition>,
    /// How bad it is, scaled by the criticality of the subject.
    pub severity: Severity,
    /// Whether someone has accepted it.
    pub state: State,
    /// About what.
    pub subject: SubjectRef,
    /// What it has in common with other findings of one cause.
    pub group: Option<String>,
    /// Where to begin.
    pub path: Path,
    /// What is wrong, with its arithmetic.
    pub message: String,
    /// The facts that it rests on.
    pub because: Vec<Because>,
    /// Facts among them that the plan marks as assumed.
    pub assumed: Vec<Path>,
    /// A change of the plan that would settle it.
    pub suggestion: Option<Suggestion>,
}

/// Whether someone has accepted a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// No one has.
    Violated,
    /// Someone has, until a date that has not come.
    Accepted {
        /// Who.
        owner: String,
        /// Why.
        reason: String,
        /// Until when.
        until: Date,
    },
    /// Someone had, until a date that is over.
    Expired {
        /// Who.
        owner: String,
        /// Until when.
        until: Date,
    },
}

impl State {
    /// One word: `violated`, `accepted`, `expired`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Accepted { .. } => "accepted",
            Self::Expired { .. } => "expired",
        }
    }

    /// Whether it still has to be dealt with.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Accepted { .. })
    }
}

/// A fact that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Where it stands.
    pub path: Path,
    /// What it says.
    pub text: String,
}

/// A change of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where.
    pub path: Path,
    /// The value, as YAML.
    pub value: String,
}

/// A condition that can't be answered for lack of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What can't be answered.
    pub condition: Arc<Condition>,
    /// About what.
    pub subject: SubjectRef,
    /// Where the answer goes.
    pub path: Path,
    /// What it is asked about where that is not one subject: `each call or endpoint`.
    pub each: Option<Arc<str>>,
    /// What else whoever answers should know.
    pub note: Option<String>,
    /// How bad the finding would be.
    pub severity: Severity,
    /// How much the answer matters: the higher, the sooner it is asked.
    pub rank: f64,
    /// How it is answered.
    pub kind: QuestionKind,
}

impl Question {
    /// Stable, as that of the finding it might become.
    pub fn id(&self) -> String {
        format!("{}@{}", self.condition.path(), self.subject)
    }

    /// The question in words.
    pub fn ask(&self) -> String {
        let ask = self.condition.ask(self.each.as_deref().unwrap_or(self.subject.name()));
        match &self.note {
            Some(note) => format!("{ask} ({note})"),
            None => ask,
        }
    }
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    /// By a fact of the plan.
    Fact,
    /// By a word in `build.practices`: met, unmet, not-applicable.
    Practice,
}
