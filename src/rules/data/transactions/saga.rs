//! Sagas: half-way there is a way back, or a way on.

use super::steps;
use crate::plan::data::SagaStep;
use crate::plan::reference::ComponentRef;
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TX5: a step that can be neither undone nor tried until it works, or that lacks the one of the two that its place wants.
pub(in crate::rules) fn stuck_half_way(context: &Context<'_>) -> Vec<Ruling> {
    let transactions = context.plan.transactions();
    let sagas = transactions.filter_map(|(id, transaction)| Some((id.as_str(), transaction, steps(transaction)?)));
    let rulings = sagas.map(|(id, transaction, steps)| {
        let subject = SubjectRef::transaction(id, transaction.by.as_ref().map(ComponentRef::as_str));
        saga(subject, id, steps)
    });
    rulings.collect()
}

fn saga(subject: SubjectRef, id: &str, steps: &[SagaStep]) -> Ruling {
    let path = subject.path.clone().key("saga");
    let pivot = pivot(steps);
    let mut stuck = Vec::new();
    let mut open = None;
    for (place, step) in steps.iter().enumerate().filter(|(place, _)| pivot != Some(*place)) {
        let at = path.clone().index(place);
        let back = step.undo.is_there();
        let (met, missing, lack) = match pivot {
            Some(pivot) if place < pivot => (back, "undo", "comes before the pivot and can't be undone"),
            Some(_) => (step.retriable, "retriable", "comes after the pivot and can't be tried until it works"),
            None => either(back, step.retriable),
        };
        match met {
            Some(true) => {}
            Some(false) => stuck.push((at.key(missing), named(step, place), lack)),
            None => {
                open.get_or_insert(at.key(missing));
            }
        }
    }
    let Some((first, _, _)) = stuck.first() else {
        return match open {
            Some(path) => Ruling::unknown(subject, path),
            None => Ruling::holds(subject),
        };
    };
    let parts: Vec<String> = stuck.iter().map(|(_, name, lack)| format!("\"{name}\" {lack}")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let message = format!("the saga {id} can stay half done: {}", joined(&parts));
    let mut violation = Violation::new(message, first.clone());
    for (path, name, lack) in stuck {
        violation = violation.because(path, format!("\"{name}\" {lack}"));
    }
    Ruling::violated(subject, violation)
}

/// Where there is no way back any more: as the plan says, else the last step whose place is not stated and that can be
/// neither undone nor repeated, if there is one alone: that is what a pivot is.
fn pivot(steps: &[SagaStep]) -> Option<usize> {
    let stated = steps.iter().position(|step| step.pivot == Some(true));
    stated.or_else(|| {
        let mut final_ones =
            steps.iter().enumerate().filter(|(_, step)| step.undo.is_none() && step.retriable == Some(false) && step.pivot.is_none());
        let (place, _) = final_ones.next()?;
        final_ones.next().is_none().then_some(place)
    })
}

/// Without a pivot either way out will do.
fn either(back: Option<bool>, on: Option<bool>) -> (Option<bool>, &'static str, &'static str) {
    let lack = "can be neither undone nor tried until it works";
    match (back, on) {
        (Some(true), _) | (_, Some(true)) => (Some(true), "undo", lack),
        (Some(false), Some(false)) => (Some(false), "undo", lack),
        (None, _) => (None, "undo", lack),
        (_, None) => (None, "retriable", lack),
    }
}

fn named(step: &SagaStep, place: usize) -> String {
    step.r#do.clone().unwrap_or_else(|| format!("step {}", place + 1))
}
