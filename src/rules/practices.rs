//! What the plan answers in words: `build.practices`.

use super::ruling::{Ruling, Verdict, Violation};
use crate::document::{Path, Step};
use crate::knowledge::Condition;
use crate::plan::Plan;
use crate::plan::build::{Answer, Practice};
use std::collections::HashMap;

/// The section of the plan that holds them.
const PLACE: [&str; 2] = ["build", "practices"];

/// The practices of a plan by the condition, and the subject, that they answer for.
pub(super) struct Practices<'a>(HashMap<String, (&'a str, &'a Practice)>);

impl<'a> Practices<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let practices = plan.build.as_ref().and_then(|build| build.practices.as_ref());
        let practices = practices.into_iter().flatten().map(|(key, practice)| (key.as_str(), practice));
        Self(practices.map(|(key, practice)| (key.replace(" -> ", "->"), (key, practice))).collect())
    }

    /// A practice answers what facts leave open, for one subject or for the whole system; it never overrides what was computed.
    pub(super) fn answer(&self, condition: &Condition, ruling: Ruling) -> Ruling {
        if self.0.is_empty() {
            return ruling;
        }
        let Ruling { subject, verdict: Verdict::Unknown(path) } = ruling else { return ruling };
        let of_subject = self.0.get(&format!("{}@{subject}", condition.id));
        let Some((key, practice)) = of_subject.or_else(|| self.0.get(&condition.id)) else { return Ruling::unknown(subject, path) };
        match practice.answer {
            Some(Answer::Met) if practice.evidence.is_none() => Ruling { subject, verdict: Verdict::Claimed },
            Some(Answer::Met | Answer::NotApplicable) => Ruling::holds(subject),
            Some(Answer::Unmet) => Ruling::violated(subject, unmet(condition, key, practice)),
            None => Ruling::unknown(subject, path),
        }
    }
}

/// Where the answer to a condition that facts can't show belongs.
pub(super) fn place(key: &str) -> Path {
    PLACE.into_iter().fold(Path::root(), Path::key).key(key)
}

/// Whether a place is that of a practice.
pub(super) fn is_place(path: &Path) -> bool {
    let mut steps = path.steps().iter();
    PLACE.iter().all(|key| matches!(steps.next(), Some(Step::Key(step)) if step == key))
}

fn unmet(condition: &Condition, key: &str, practice: &Practice) -> Violation {
    let evidence = practice.evidence.as_ref().map(|evidence| format!(" ({evidence})")).unwrap_or_default();
    let text = format!("answered: unmet{evidence}");
    Violation::new(format!("{}: the plan answers that it is so{evidence}", condition.title), place(key)).because(place(key), text)
}
