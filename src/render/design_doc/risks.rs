//! What the failure modes take of each journey's error budget.

use crate::analysis::risk::{self, stack};
use crate::graph::System;
use crate::render::{runbook, words};
use schemars::JsonSchema;
use serde::Serialize;

/// A journey's budget, and what is known to take of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "JourneyRisks")]
pub struct Stack<'p> {
    /// The id of the journey.
    journey: &'p str,
    /// What the journey is called.
    title: String,
    /// Minutes of full outage that the target allows in a year.
    budget: String,
    /// What the failure modes take together; with an unknown one it is a bound from below.
    taken: String,
    /// As a share of the budget.
    share: String,
    /// Whether they take more than the budget.
    exceeded: bool,
    /// The share of the budget above which one failure mode is a large risk.
    large: String,
    /// Each failure mode that hits it, the most expensive first.
    modes: Vec<Slice<'p>>,
}

/// What one failure mode takes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RiskShare")]
pub struct Slice<'p> {
    /// The id of the failure mode.
    id: &'p str,
    /// Its runbook, from the folder of all documents.
    file: String,
    /// Minutes of full outage in a year; null while a fact is missing.
    minutes: Option<String>,
    /// The same as a share of the budget.
    share: Option<String>,
    /// Whether it takes more than a single one may.
    large: bool,
}

/// The journeys that have a target, in the order of the plan.
pub(super) fn risks<'p>(system: &System<'p>) -> Vec<Stack<'p>> {
    let view = |route| of(&stack(system, route), route.id, route.journey.title.as_deref());
    system.routes().iter().filter_map(view).collect()
}

fn of<'p>(stack: &risk::Stack<'p>, journey: &'p str, title: Option<&str>) -> Option<Stack<'p>> {
    let budget = stack.budget?;
    let at_least = if stack.missing().next().is_some() { "at least " } else { "" };
    let of_budget = |minutes| match stack.share(minutes) {
        Some(share) if share.is_finite() => words::share(share),
        _ => "all".to_owned(),
    };
    let minutes = |minutes| format!("{} min", words::figure(minutes));
    let slice = |slice: &risk::Slice<'p>| Slice {
        id: slice.id,
        file: format!("runbooks/{}", runbook::file(slice.id)),
        minutes: slice.minutes().map(minutes),
        share: slice.minutes().map(of_budget),
        large: stack.is_large(slice) == Some(true),
    };
    Some(Stack {
        journey,
        title: words::title(journey, title),
        budget: minutes(budget),
        taken: format!("{at_least}{}", minutes(stack.taken())),
        share: format!("{at_least}{}", of_budget(stack.taken())),
        exceeded: stack.exceeds() == Some(true),
        large: words::share(stack.large),
        modes: stack.slices.iter().map(slice).collect(),
    })
}
