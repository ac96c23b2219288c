//! What the plan answers in words: `build.practices`.

use super::ruling::{Ruling, Verdict, Violation};
use crate::document::{Path, Step};
use crate::knowledge::Condition;
use crate::plan::Plan;
use crate::plan::build::{Answer, Practice};
use std::collections::HashMap;

/// The section of the plan that holds them.
const PLACE: [&str; 2] = ["build", "practices"];

/// The practices of a plan by the condition that they answer for.
pub(super) struct Practices<'a>(HashMap<&'a str, Vec<Given<'a>>>);

/// A practice as the plan gives it.
struct Given<'a> {
    key: &'a str,
    /// The only subject that it answers for, as the id of a finding ends; `None`: all of them.
    subject: Option<String>,
    practice: &'a Practice,
}

impl<'a> Practices<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let practices = plan.build.as_ref().and_then(|build| build.practices.as_ref());
        let mut by_condition: HashMap<&str, Vec<Given<'_>>> = HashMap::new();
        for (key, practice) in practices.into_iter().flatten() {
            let key = key.as_str();
            let (condition, subject) = key.split_once('@').map_or((key, None), |(condition, subject)| (condition, Some(subject)));
            let subject = subject.map(|subject| subject.replace(" -> ", "->"));
            by_condition.entry(condition).or_default().push(Given { key, subject, practice });
        }
        Self(by_condition)
    }

    /// A practice answers what facts leave open, for one subject or for the whole system; it never overrides what was computed.
    pub(super) fn answer(&self, condition: &Condition, ruling: Ruling) -> Ruling {
        let Some(given) = self.0.get(condition.id.as_str()) else { return ruling };
        let Ruling { subject, verdict: Verdict::Unknown(path) } = ruling else { return ruling };
        let name = subject.to_string();
        let of_subject = given.iter().find(|given| given.subject.as_ref() == Some(&name));
        let of_all = || given.iter().find(|given| given.subject.is_none());
        let Some(Given { key, practice, .. }) = of_subject.or_else(of_all) else { return Ruling::unknown(subject, path) };
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
