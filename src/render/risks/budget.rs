//! Error budgets, and what failure modes take of them.

use super::register::{Acceptance, acceptance, owner};
use crate::analysis::risk::{self, Lever, stack};
use crate::graph::Route;
use crate::plan::Entity;
use crate::render::{Input, runbook, words};
use schemars::JsonSchema;
use serde::Serialize;

/// A journey's error budget. Minutes are those of a full outage in a year.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ErrorBudget")]
pub(super) struct Budget<'p> {
    /// The id of the journey.
    journey: &'p str,
    /// What it is called.
    pub title: String,
    /// Its SLO document.
    file: String,
    /// The team that answers for it.
    owner: Option<&'p str>,
    /// Minutes that its target allows; null without a target.
    allowed: Option<String>,
    /// Minutes that the failure modes take together; with an unknown one `at least`.
    taken: String,
    /// That as a share of the budget.
    share: Option<String>,
    /// Minutes that are left for what nobody has thought of; null where nothing is, or facts are missing.
    left: Option<String>,
    /// Whether they take more than there is; null while facts leave it open.
    exceeded: Option<bool>,
    /// The share of the budget above which one failure mode is a large risk.
    large: String,
    /// Each failure mode that hits it, the dearest first.
    pub slices: Vec<Slice<'p>>,
}

/// What one failure mode takes of a budget.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Slice<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is called.
    title: String,
    /// Its runbook.
    pub file: String,
    /// The team that answers for what fails.
    pub owner: Option<&'p str>,
    /// Minutes; null while a fact is missing.
    minutes: Option<String>,
    /// How they were got: `(5 min + 10 min) × 20 % × 12 a year`; what is not stated is a `?`.
    formula: String,
    /// The share of the budget.
    pub share: Option<String>,
    /// The share of the budget that this one and those before it take together.
    stacked: Option<String>,
    /// Whether it takes more than a single one may.
    pub large: Option<bool>,
    /// Who has accepted it.
    accepted: Option<Acceptance<'p>>,
    /// What halving one of its facts would save, the most first.
    pub savings: Vec<Saving>,
}

/// What would be saved.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Saving {
    /// What is halved: `detection`, `recovery`, `frequency` or `users`.
    pub lever: &'static str,
    /// Minutes a year.
    minutes: String,
    #[serde(skip)]
    #[schemars(skip)]
    amount: f64,
}

impl Slice<'_> {
    /// Whether someone has accepted it, and that is not over.
    pub(super) fn is_accepted(&self) -> bool {
        self.accepted.as_ref().is_some_and(|accepted| !accepted.over)
    }
}

/// All journeys, in the order of the plan.
pub(super) fn budgets<'p>(input: &Input<'p>) -> Vec<Budget<'p>> {
    input.system.routes().iter().map(|route| budget(input, route)).collect()
}

fn budget<'p>(input: &Input<'p>, route: &Route<'p>) -> Budget<'p> {
    let stack = stack(input.system, route);
    let at_least = if stack.missing().next().is_some() { "at least " } else { "" };
    let mut sum = 0.0;
    let slices = stack.slices.iter().map(|slice| {
        sum += slice.minutes().unwrap_or_default();
        of_stack(input, &stack, slice, sum)
    });
    let slices = slices.collect();
    let left = stack.budget.map(|budget| budget - stack.taken()).filter(|left| *left >= 0.0 && at_least.is_empty());
    Budget {
        journey: route.id,
        title: words::title(route.id, route.journey.title()),
        file: format!("slo/{}.md", words::slug(route.id)),
        owner: route.journey.owner.as_ref().or(input.system.plan.owner.as_ref()).map(crate::plan::TeamRef::as_str),
        allowed: stack.budget.map(minutes),
        taken: format!("{at_least}{}", minutes(stack.taken())),
        share: share(&stack, stack.taken()).map(|share| format!("{at_least}{share}")),
        left: left.map(minutes),
        exceeded: stack.exceeds(),
        large: words::share(stack.large),
        slices,
    }
}

fn of_stack<'p>(input: &Input<'p>, stack: &risk::Stack<'p>, slice: &risk::Slice<'p>, sum: f64) -> Slice<'p> {
    let known = slice.minutes();
    Slice {
        id: slice.id,
        title: words::title(slice.id, slice.mode.title()),
        file: format!("runbooks/{}", runbook::file(slice.id)),
        owner: owner(input.system, slice.mode),
        minutes: known.map(minutes),
        formula: slice.risk.formula(),
        share: known.and_then(|minutes| share(stack, minutes)),
        stacked: known.and_then(|_| share(stack, sum)),
        large: stack.is_large(slice),
        accepted: slice.accepted.map(|accepted| acceptance(input, accepted)),
        savings: savings(&slice.risk),
    }
}

fn savings(risk: &risk::Risk) -> Vec<Saving> {
    let levers = [(Lever::Detect, "detection"), (Lever::Recover, "recovery"), (Lever::Frequency, "frequency"), (Lever::Users, "users")];
    let saving = |(lever, name)| {
        let amount = risk.saved_by_half(lever).filter(|amount| *amount > 0.0)?;
        Some(Saving { lever: name, minutes: minutes(amount), amount })
    };
    let mut savings: Vec<Saving> = levers.into_iter().filter_map(saving).collect();
    savings.sort_by(|a, b| b.amount.total_cmp(&a.amount));
    savings
}

fn minutes(minutes: f64) -> String {
    format!("{} min", words::figure(minutes))
}

fn share(stack: &risk::Stack<'_>, minutes: f64) -> Option<String> {
    let share = stack.share(minutes)?;
    Some(if share.is_finite() { words::share(share) } else { "more than there is".to_owned() })
}
