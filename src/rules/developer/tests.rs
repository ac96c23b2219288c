//! Tests: what is meant for a bad day was tried on a good one.

use crate::plan::value::Fact;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TE4: a runbook was never tried out.
pub(in crate::rules) fn never_drilled(context: &Context<'_>) -> Vec<Ruling> {
    let rulings = context.plan.runbooks().map(|(id, runbook)| {
        let subject = SubjectRef::runbook(id.as_str());
        let path = subject.path.clone().key("drilled");
        match runbook.drilled {
            Fact::Known(_) => Ruling::holds(subject),
            Fact::Unknown => Ruling::unknown(subject, path),
            Fact::None => {
                let message = format!("the runbook {id} was never tried out");
                Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "never drilled"))
            }
        }
    });
    rulings.collect()
}
