//! The journeys with their objectives, what the known failures take of their budgets, and how the whole stands.

use crate::analysis::cost::costs;
use crate::analysis::risk::{self, stack};
use crate::graph::System;
use crate::render::slo::JourneyView;
use crate::render::{Input, words};
use schemars::JsonSchema;
use serde::Serialize;

/// A journey.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "JourneyOnPage")]
pub(super) struct Journey<'p> {
    #[serde(flatten)]
    journey: &'p JourneyView<'p>,
    /// What is known to take of its error budget; null: it has no target.
    risk: Option<Risk<'p>>,
}

/// An error budget and what the failure modes take of it in a year.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BudgetTaken")]
pub(super) struct Risk<'p> {
    /// Minutes of full outage that the target allows in a year.
    budget: String,
    /// What the failure modes take together; with an unknown one `at least`.
    taken: String,
    /// The share that is taken, at most 1, for a bar.
    filled: f64,
    /// The share that is taken, in words.
    share: String,
    /// Whether they take more than the budget.
    exceeded: bool,
    /// Each failure mode that hits it, the most expensive first.
    modes: Vec<Slice<'p>>,
}

/// What one failure mode takes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MinutesTaken")]
struct Slice<'p> {
    /// The id of the failure mode.
    id: &'p str,
    /// null while a fact is missing.
    minutes: Option<String>,
}

/// All journeys, in the order of the plan.
pub(super) fn journeys<'i>(input: &'i Input<'_>) -> Vec<Journey<'i>> {
    let system = input.system;
    let journey = |(route, journey)| Journey { journey, risk: of(&stack(system, route)) };
    system.routes().iter().zip(input.journeys()).map(journey).collect()
}

fn of<'p>(stack: &risk::Stack<'p>) -> Option<Risk<'p>> {
    let budget = stack.budget?;
    let minutes = |minutes| format!("{} min", words::figure(minutes));
    let at_least = if stack.missing().next().is_some() { "at least " } else { "" };
    let share = stack.share(stack.taken()).filter(|share| share.is_finite());
    Some(Risk {
        budget: minutes(budget),
        taken: format!("{at_least}{}", minutes(stack.taken())),
        filled: share.unwrap_or(1.0).clamp(0.0, 1.0),
        share: share.map_or_else(|| "all".to_owned(), |share| format!("{at_least}{}", words::share(share))),
        exceeded: stack.exceeds() == Some(true),
        modes: stack.slices.iter().map(|slice| Slice { id: slice.id, minutes: slice.minutes().map(minutes) }).collect(),
    })
}

/// How the whole stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Summary {
    /// How many components there are.
    components: usize,
    /// How many stores.
    stores: usize,
    /// How many channels.
    channels: usize,
    /// How many calls.
    calls: usize,
    /// What it costs a month, as far as the plan says.
    cost: Option<String>,
}

pub(super) fn summary(system: &System<'_>) -> Summary {
    let plan = system.plan;
    Summary {
        components: plan.components().count(),
        stores: plan.stores().count(),
        channels: plan.channels().count(),
        calls: plan.calls().count(),
        cost: costs(system).map(|costs| format!("{}{} {}", costs.how.at_least(), words::figure(costs.monthly), costs.currency)),
    }
}
