//! One writer for each store.

use crate::analysis::structure::{Writers, writers};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// PT3: components of several owners write one store.
pub(in crate::rules) fn several_owners_write(context: &Context<'_>) -> Vec<Ruling> {
    context.system.nodes().filter_map(|at| writers(context.system, at)).filter_map(|found| of_store(&found)).collect()
}

fn of_store(found: &Writers<'_>) -> Option<Ruling> {
    let Writers { store, open, is_called, .. } = found;
    let subject = SubjectRef::store(store);
    let owners = found.by_owner();
    if owners.len() < 2 {
        return match open {
            Some(path) => Some(Ruling::unknown(subject, path.clone())),
            None => is_called.then(|| Ruling::holds(subject)),
        };
    }
    let sides: Vec<String> = owners
        .iter()
        .map(|(owner, writers)| {
            let names: Vec<&str> = writers.iter().map(|writer| writer.component).collect();
            format!("{} ({})", names.join(", "), owner.unwrap_or("no owner stated"))
        })
        .collect();
    let message = format!("{store} is written by components of {} owners: {}", owners.len(), sides.join(" and "));
    let mut violation = Violation::new(message, subject.path.clone());
    for writer in owners.into_values().flatten() {
        let owner = writer.owner.unwrap_or("no stated owner");
        violation = violation.because(writer.path.clone(), format!("{} of {owner} writes {store}", writer.component));
    }
    Some(Ruling::violated(subject, violation))
}
