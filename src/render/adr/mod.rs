//! Architecture decision records: one for each decision of the plan, and their index.

mod choice;

use super::kind::{Page, view};
use super::storage::{self, StoreView};
use super::{Input, verdicts, words};
use crate::analysis::decision::weigh;
use crate::knowledge::checklists;
use crate::plan::data::{Decision, DecisionStatus};
use crate::plan::reference::PathRef;
use crate::plan::{Entity, Plan};
use crate::rules::Judgement;
use choice::{Choice, Driver, Flip};
use minijinja::context;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page> {
    let names = names(input.system.plan);
    let records = records(input, &names);
    let index = Page { path: "adr/README.md".to_owned(), template: "adr/index.md.j2", view: context! { records => view(&records) } };
    let each = records.iter().map(|record| Page {
        path: format!("adr/{}", record.name.file),
        template: "adr/madr4.md.j2",
        view: context! { record => view(record) },
    });
    [index].into_iter().chain(each).collect()
}

/// How a decision is referred to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Name {
    /// Its id in the plan.
    pub id: String,
    /// Its number with four digits.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Its file, beside those of the others.
    pub file: String,
}

/// The names of all decisions, in the order of the plan. One without a number takes the next after the highest.
pub(super) fn names(plan: &Plan) -> Vec<Name> {
    let mut last = plan.decisions().filter_map(|(_, decision)| decision.number).map(|number| number.0).max().unwrap_or(0);
    let name = |(id, decision): (&crate::plan::Id, &Decision)| {
        let number = decision.number.map_or_else(
            || {
                last = last.saturating_add(1);
                last
            },
            |number| number.0,
        );
        let number = format!("{number:04}");
        let file = format!("{number}-{}.md", words::slug(id.as_str()));
        Name { id: id.to_string(), number, title: words::title(id.as_str(), decision.title()), file }
    };
    plan.decisions().map(name).collect()
}

/// The records of all decisions, in the order of the plan.
pub(super) fn records<'p>(input: &Input<'p>, names: &'p [Name]) -> Vec<Record<'p>> {
    input.system.plan.decisions().zip(names).map(|((_, decision), name)| record(input, decision, name, names)).collect()
}

/// A record.
#[derive(Debug, Serialize)]
pub(super) struct Record<'p> {
    name: &'p Name,
    decision: &'p Decision,
    status: DecisionStatus,
    superseded_by: Option<&'p Name>,
    supersedes: Vec<&'p Name>,
    drivers: Vec<Driver<'p>>,
    options: Vec<Choice<'p>>,
    chosen: Option<Choice<'p>>,
    rivals: Vec<Choice<'p>>,
    /// Rivals with a higher total than the chosen option.
    ahead: Vec<Choice<'p>>,
    flips: Vec<Flip<'p>>,
    /// The stores that it is about.
    stores: Vec<StoreView<'p>>,
    checks: Vec<Check<'p>>,
}

/// A condition that guards a decision.
#[derive(Debug, Serialize)]
struct Check<'p> {
    id: &'p str,
    /// What would be wrong, if the program knows the condition.
    title: Option<&'static str>,
    /// How it is answered in this plan.
    answers: String,
}

fn record<'p>(input: &Input<'p>, decision: &'p Decision, name: &'p Name, names: &'p [Name]) -> Record<'p> {
    let plan = input.system.plan;
    let weighing = weigh(decision);
    let other = |id: &str| names.iter().find(|of| of.id == id && of.id != name.id);
    let replaced = |old: &Decision| old.superseded_by.as_ref().is_some_and(|by| by.as_str() == name.id);
    let supersedes = plan.decisions().filter(|(_, old)| replaced(old)).filter_map(|(id, _)| other(id.as_str())).collect();
    Record {
        name,
        decision,
        status: decision.status.unwrap_or(DecisionStatus::Proposed),
        superseded_by: decision.superseded_by.as_ref().and_then(|by| other(by.as_str())),
        supersedes,
        drivers: choice::drivers(&weighing),
        options: weighing.options.iter().map(|option| Choice::new(&weighing, option)).collect(),
        chosen: weighing.chosen().map(|option| Choice::new(&weighing, option)),
        rivals: weighing.rivals().map(|option| Choice::new(&weighing, option)).collect(),
        ahead: weighing.ahead().map(|option| Choice::new(&weighing, option)).collect(),
        flips: choice::flips(&weighing),
        stores: about(decision).filter_map(|id| storage::store(plan, id)).collect(),
        checks: decision.confirmed_by.iter().flatten().map(|id| check(input.study.judgement(), id)).collect(),
    }
}

/// The ids of the stores that a decision may be about: `orders`, or `data.stores.orders` and what lies below it.
fn about(decision: &Decision) -> impl Iterator<Item = &str> {
    let paths = decision.about.iter().flatten().map(PathRef::as_str);
    paths.map(|path| path.strip_prefix("data.stores.").map_or(path, |rest| rest.split('.').next().unwrap_or(rest)))
}

fn check<'p>(judgement: &Judgement, id: &'p str) -> Check<'p> {
    let title = checklists().condition(id).map(|entry| entry.condition.title.as_str());
    Check { id, title, answers: verdicts::answers(judgement.tallies.get(id).copied()) }
}
