//! What the failure modes take of each journey's error budget.

use crate::analysis::risk::{Risk, budget_per_year};
use crate::graph::System;
use crate::render::runbook::RunbookView;
use crate::render::words;
use serde::Serialize;

/// A journey's budget, and what is known to take of it.
#[derive(Debug, Serialize)]
pub struct Stack<'p> {
    journey: &'p str,
    title: String,
    /// Minutes of full outage that the target allows in a year.
    budget: String,
    /// What the failure modes take together; with an unknown one it is a bound from below.
    taken: String,
    /// As a share of the budget.
    share: String,
    /// Whether they take more than the budget.
    exceeded: bool,
    /// Each failure mode that hits it, the most expensive first.
    modes: Vec<Slice<'p>>,
}

/// What one failure mode takes.
#[derive(Debug, Serialize)]
pub struct Slice<'p> {
    id: &'p str,
    file: String,
    /// Minutes of full outage in a year; `None` while a fact is missing.
    minutes: Option<String>,
    share: Option<String>,
}

/// The journeys that have a target, in the order of the plan.
pub(super) fn risks<'p>(system: &System<'p>, modes: &[RunbookView<'p>]) -> Vec<Stack<'p>> {
    let stack = |(id, journey): (&'p crate::plan::Id, &'p crate::plan::goals::Journey)| {
        let budget = budget_per_year(journey.availability_target()?);
        let hits = modes.iter().filter(|mode| mode.impact.iter().any(|impact| impact.journey == id.as_str()));
        let mut costs: Vec<(&RunbookView<'p>, Option<f64>)> = hits.map(|mode| (mode, Risk::of(mode.mode).minutes_per_year())).collect();
        costs.sort_by(|(_, a), (_, b)| b.unwrap_or(0.0).total_cmp(&a.unwrap_or(0.0)));
        let known: f64 = costs.iter().filter_map(|(_, minutes)| *minutes).sum();
        let at_least = if costs.iter().any(|(_, minutes)| minutes.is_none()) { "at least " } else { "" };
        let of_budget = |minutes: f64| if budget > 0.0 { words::share(minutes / budget) } else { "all".to_owned() };
        Some(Stack {
            journey: id.as_str(),
            title: words::title(id.as_str(), journey.title.as_deref()),
            budget: format!("{} min", words::figure(budget)),
            taken: format!("{at_least}{} min", words::figure(known)),
            share: format!("{at_least}{}", of_budget(known)),
            exceeded: known > budget,
            modes: costs
                .into_iter()
                .map(|(mode, minutes)| Slice {
                    id: mode.id,
                    file: format!("runbooks/{}", mode.file),
                    minutes: minutes.map(|minutes| format!("{} min", words::figure(minutes))),
                    share: minutes.map(of_budget),
                })
                .collect(),
        })
    };
    system.plan.journeys().filter_map(stack).collect()
}
