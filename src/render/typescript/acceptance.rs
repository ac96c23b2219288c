//! Findings that someone has accepted: the kit allows them as long as the plan does.

use crate::knowledge::Subject;
use crate::rules::{Judgement, State};
use std::collections::BTreeMap;

/// Who has accepted what, by condition, kind of subject and its id.
pub(super) struct Acceptances<'s>(BTreeMap<(&'s str, Subject, &'s str), String>);

impl<'s> Acceptances<'s> {
    pub(super) fn of(judgement: &'s Judgement) -> Self {
        let accepted = judgement.findings.iter().filter_map(|finding| {
            let State::Accepted { owner, reason, until } = &finding.state else { return None };
            let subject = &finding.subject;
            Some(((finding.condition.id.as_str(), subject.kind, subject.id.as_str()), format!("{owner}, until {until}: {reason}")))
        });
        Self(accepted.collect())
    }

    /// Who has accepted this condition of this subject, until when, and why.
    pub(super) fn of_subject(&self, condition: &str, kind: Subject, id: &str) -> Option<String> {
        self.0.get(&(condition, kind, id)).cloned()
    }
}
