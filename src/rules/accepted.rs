//! Accepted risks: an owner, a reason and an expiry date.

use super::finding::State;
use super::judge::Judgement;
use super::ruling::{Ruling, Violation};
use super::subject::SubjectRef;
use crate::knowledge::checklists;
use crate::plan::Plan;
use crate::plan::operations::Acceptance;
use crate::plan::value::Date;

/// How the key of an accepted failure mode begins.
const FAILURE_MODE: &str = "failure-mode:";

/// Whether someone has accepted the finding of this id. Without a date of today no acceptance is over.
pub(super) fn state(plan: &Plan, id: &str, today: Option<Date>) -> State {
    let accepted = plan.accepted().find(|(pattern, _)| matches(pattern.as_str(), id));
    let Some((_, Acceptance { owner: Some(owner), reason: Some(reason), until: Some(until), .. })) = accepted else {
        return State::Violated;
    };
    if today.is_some_and(|today| today > *until) {
        State::Expired { owner: owner.to_string(), until: *until }
    } else {
        State::Accepted { owner: owner.to_string(), reason: reason.clone(), until: *until }
    }
}

/// The condition that an acceptance matches something.
pub(super) const STALE: &str = "AR1";

/// Whether each acceptance of findings matches one, or a question that may become one. Those of conditions that nobody asked for say
/// nothing.
pub(super) fn rulings(plan: &Plan, judgement: &Judgement) -> Vec<Ruling> {
    let unasked = |pattern: &str| {
        let of = pattern.split('@').next().unwrap_or_default();
        let of_guidance = checklists().conditions().map(|entry| entry.condition);
        of_guidance.filter(|condition| matches(of, &condition.path())).any(|condition| !judgement.tallies.contains_key(&condition.id))
    };
    let matched = |pattern: &str| {
        judgement.findings.iter().any(|finding| matches(pattern, &finding.id))
            || judgement.questions.iter().any(|question| matches(pattern, &question.id()))
    };
    let of_findings = plan.accepted().map(|(pattern, _)| pattern.as_str()).filter(|pattern| !pattern.starts_with(FAILURE_MODE));
    let judged = of_findings.filter_map(|pattern| {
        let subject = SubjectRef::acceptance(pattern);
        if matched(pattern) {
            return Some(Ruling::holds(subject));
        }
        let violation = Violation::new(format!("the accepted risk {pattern} matches no finding"), subject.path.clone());
        (!unasked(pattern)).then(|| Ruling::violated(subject, violation))
    });
    judged.collect()
}

/// Whether a pattern names an id: a `*` stands for any text, blanks around the arrow of a call don't matter.
pub(super) fn matches(pattern: &str, id: &str) -> bool {
    let pattern = pattern.replace(" -> ", "->");
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| id.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text() {
        let id = "timeouts/TO1@call:api->payments/charge";
        for pattern in [id, "timeouts/TO1@call:api -> payments/charge", "timeouts/*", "*@call:api->*", "*TO1*charge", "*"] {
            assert!(matches(pattern, id), "{pattern}");
        }
        for pattern in ["timeouts/TO1", "timeouts/TO2@*", "*@call:web->*", "", "*charge*x"] {
            assert!(!matches(pattern, id), "{pattern}");
        }
    }
}
