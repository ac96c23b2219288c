//! What is meant for a bad day was tried on a good one: backups and runbooks.

use crate::document::Path;
use crate::plan::data::Backup;
use crate::plan::value::{Fact, Number};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// TE3: a backup was never restored, or not lately.
pub(in crate::rules) fn not_restored(context: &Context<'_>) -> Vec<Ruling> {
    let most_days = context.threshold("TE3.age") / 86_400.0;
    let stores = context.plan.stores();
    stores.filter_map(|(id, store)| restored(context, id.as_str(), store.backup.as_ref(), most_days)).collect()
}

fn restored(context: &Context<'_>, id: &str, backup: Fact<&Backup>, most_days: f64) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("backup");
    let tested = match backup {
        // Whether a store needs a backup is another question.
        Fact::None => return None,
        Fact::Unknown => return Some(Ruling::unknown(subject, path)),
        Fact::Known(backup) => backup.restore_tested,
    };
    let path = path.key("restore_tested");
    let Fact::Known(tested) = tested else {
        return Some(if tested.is_none() {
            let violation = Violation::new(format!("no backup of {id} was ever restored"), path.clone());
            Ruling::violated(subject, violation.because(path, "never restored"))
        } else {
            Ruling::unknown(subject, path)
        });
    };
    let Some(today) = context.today else { return Some(Ruling::unknown(subject, Path::of(["as_of"]))) };
    let days = tested.days_until(today);
    if days as f64 <= most_days {
        return Some(Ruling::holds(subject));
    }
    let message =
        format!("a backup of {id} was last restored on {tested}, {days} days before {today}; more than {} days", Number(most_days));
    let violation = Violation::new(message, path.clone()).because(path, format!("restored on {tested}"));
    Some(Ruling::violated(subject, violation))
}

/// TE4: a runbook was never tried out.
pub(in crate::rules) fn never_drilled(context: &Context<'_>) -> Vec<Ruling> {
    let rulings = context.plan.runbooks().map(|(id, runbook)| {
        let subject = SubjectRef::runbook(id.as_str());
        let path = subject.path.clone().key("drilled");
        let demands = Demands::default().want_some(&runbook.drilled, path, "never drilled");
        demands.ruling(subject, |_| format!("the runbook {id} was never tried out"))
    });
    rulings.collect()
}
