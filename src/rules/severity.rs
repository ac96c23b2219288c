//! How bad a finding is on its subject.

use crate::knowledge::{Condition, Severity};
use crate::plan::Criticality;

/// The grade of a condition for a subject: its own or its other one, then a step up where everything depends on the subject,
/// a step down where it can wait.
pub(super) fn graded(condition: &Condition, regraded: bool, criticality: Option<Criticality>) -> Severity {
    let other = condition.raised.as_ref().or(condition.lowered.as_ref());
    let grade = match other {
        Some(regrade) if regraded => regrade.to,
        _ => condition.severity,
    };
    match criticality {
        Some(Criticality::Critical) => up(grade),
        Some(Criticality::Low) => down(grade),
        Some(Criticality::High | Criticality::Medium) | None => grade,
    }
}

fn up(severity: Severity) -> Severity {
    match severity {
        Severity::Low => Severity::Medium,
        Severity::Medium => Severity::High,
        Severity::High | Severity::Blocker => Severity::Blocker,
    }
}

fn down(severity: Severity) -> Severity {
    match severity {
        Severity::Blocker => Severity::High,
        Severity::High => Severity::Medium,
        Severity::Medium | Severity::Low => Severity::Low,
    }
}

/// How much a criticality weighs in a ranking.
pub(super) fn weight(criticality: Option<Criticality>) -> f64 {
    match criticality {
        Some(Criticality::Critical) => 4.0,
        Some(Criticality::High) => 3.0,
        Some(Criticality::Medium) | None => 2.0,
        Some(Criticality::Low) => 1.0,
    }
}
