//! Architecture decision records: one for each decision of the plan, and the index of their folder.

mod choice;
mod index;
mod name;
mod sensitivity;
mod shelf;
mod store;

pub(super) use name::{Name, names};
pub(super) use shelf::EMPTY;
pub use shelf::{RecordFormat, Shelf};

use super::kind::{Page, view};
use super::reference::Seen;
use super::{Input, verdicts};
use crate::analysis::decision::weigh;
use crate::knowledge::checklists;
use crate::plan::data::{Decision, DecisionStatus};
use crate::plan::reference::PathRef;
use crate::rules::Judgement;
use choice::{Choice, Driver};
use minijinja::context;
use schemars::JsonSchema;
use sensitivity::{Leads, Move};
use serde::Serialize;
use store::Settled;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let names = names(input);
    let records = records(input, &names);
    let entries = index::entries(input, &records);
    let index = Page { path: "adr/README.md".to_owned(), template: "adr/index.md.j2", view: context! { entries => view(&entries) } };
    let template = match input.shelf.format() {
        RecordFormat::Madr4 => "adr/madr4.md.j2",
        RecordFormat::Nygard => "adr/nygard.md.j2",
    };
    let each = records.iter().map(|record| Page {
        path: format!("adr/{}", record.name.file),
        template,
        view: context! { record => view(record) },
    });
    [index].into_iter().chain(each).collect()
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    let records = [
        "adr/madr4.md.j2",
        "adr/nygard.md.j2",
        "adr/checks.md.j2",
        "adr/consequences.md.j2",
        "adr/options.md.j2",
        "adr/outcome.md.j2",
        "adr/reopen.md.j2",
        "adr/store.md.j2",
        "adr/stores.md.j2",
    ];
    vec![
        Seen::by(&["adr/index.md.j2"]).value::<Vec<index::Entry<'_>>>("entries", "All records of the folder, by number."),
        Seen::by(&records).value::<Record<'_>>("record", "The decision; `adr/store.md.j2` also sees `store`, one of its stores."),
    ]
}

/// A record.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Record<'p> {
    /// How it is referred to.
    name: &'p Name,
    /// What the plan says of it.
    decision: &'p Decision,
    /// How far it is; proposed where the plan does not say.
    status: DecisionStatus,
    /// The decision that replaces it.
    superseded_by: Option<&'p Name>,
    /// The decisions that it replaces.
    supersedes: Vec<&'p Name>,
    /// What matters, with the scores of all options.
    drivers: Vec<Driver<'p>>,
    /// The options, in the order of the plan.
    options: Vec<Choice<'p>>,
    /// The chosen option, where it is one of them.
    chosen: Option<Choice<'p>>,
    /// The other options.
    rivals: Vec<Choice<'p>>,
    /// Rivals with a higher total than the chosen option.
    ahead: Vec<Choice<'p>>,
    /// Rivals with the same total as the chosen option.
    level: Vec<Choice<'p>>,
    /// For each driver, with which weights the chosen option leads; empty where the options are not scored in full.
    leads: Vec<Leads<'p>>,
    /// The smallest move of one weight, in proportion, that lets a rival draw level.
    closest: Option<Move<'p>>,
    /// The stores that it is about.
    stores: Vec<Settled<'p>>,
    /// The conditions that guard it.
    checks: Vec<Check<'p>>,
    /// The team to ask about what is not stated: that of what it is about, else that of the system.
    owner: Option<&'p str>,
}

/// A condition that guards a decision.
#[derive(Debug, Serialize, JsonSchema)]
struct Check<'p> {
    /// Its id.
    id: &'p str,
    /// What would be wrong, if the program knows the condition.
    title: Option<&'static str>,
    /// How it is answered in this plan.
    answers: String,
}

/// The records of all decisions, in the order of the plan.
pub(super) fn records<'p, 'i: 'p>(input: &Input<'i>, names: &'p [Name]) -> Vec<Record<'p>> {
    input.system.plan.decisions().zip(names).map(|((_, decision), name)| record(input, decision, name, names)).collect()
}

fn record<'p, 'i: 'p>(input: &Input<'i>, decision: &'p Decision, name: &'p Name, names: &'p [Name]) -> Record<'p> {
    let plan = input.system.plan;
    let weighing = weigh(decision);
    let other = |id: &str| names.iter().find(|of| of.id == id && of.id != name.id);
    let replaced = |old: &Decision| old.superseded_by.as_ref().is_some_and(|by| by.as_str() == name.id);
    let supersedes = plan.decisions().filter(|(_, old)| replaced(old)).filter_map(|(id, _)| other(id.as_str())).collect();
    let owner = about(decision).find_map(|id| plan.owner_of(id));
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
        level: weighing.level().map(|option| Choice::new(&weighing, option)).collect(),
        leads: sensitivity::leads(&weighing),
        closest: sensitivity::closest(&weighing),
        stores: about(decision).filter_map(|id| store::settled(input.system, id)).collect(),
        checks: decision.confirmed_by.iter().flatten().map(|id| check(input.study.judgement(), id)).collect(),
        owner: owner.or_else(|| plan.owner.as_ref().map(crate::plan::TeamRef::as_str)),
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
