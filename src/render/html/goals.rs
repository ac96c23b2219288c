//! The journeys with their objectives, what the known failures take of their budgets, and how the whole stands.

use crate::analysis::cost::costs;
use crate::analysis::risk::{self, stack};
use crate::graph::System;
use crate::render::slo::JourneyView;
use crate::render::{Input, words};
use serde::Serialize;

/// A journey.
#[derive(Debug, Serialize)]
pub(super) struct Journey<'p> {
    #[serde(flatten)]
    journey: &'p JourneyView<'p>,
    /// What is known to take of its error budget; `None`: it has no target.
    risk: Option<Risk<'p>>,
}

/// An error budget and what the failure modes take of it in a year.
#[derive(Debug, Serialize)]
pub(super) struct Risk<'p> {
    budget: String,
    taken: String,
    /// The share that is taken, at most 1, for a bar.
    filled: f64,
    share: String,
    exceeded: bool,
    modes: Vec<Slice<'p>>,
}

/// What one failure mode takes.
#[derive(Debug, Serialize)]
struct Slice<'p> {
    id: &'p str,
    /// `None` while a fact is missing.
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
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    components: usize,
    stores: usize,
    channels: usize,
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
