//! The design document: seven chapters, the sections of the plan, and what has been found out about it.

pub(super) mod parts;
mod risks;
pub(super) mod stores;

use super::adr;
use super::diagram::Diagram;
use super::kind::{Page, view};
use super::reference::Seen;
use super::runbook::{self, RunbookView};
use super::slo::JourneyView;
use super::storage::InvariantView;
use super::verdicts::{Group, Score, Unknown, Unknowns};
use super::{Input, storage, verdicts};
pub(super) use parts::{capacity, rate};

use minijinja::context;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let system = input.system;
    let modes = runbook::runbooks(system);
    let context = context! {
        risks => view(&risks::risks(system)),
        journeys => view(&input.journeys()),
        diagram => view(&Diagram::new(system)),
        parts => view(&parts::parts(system)),
        calls => view(&parts::calls(system)),
        dependencies => view(&parts::dependencies(system)),
        modes => view(&modes),
        stores => view(&stores::stores(system)),
        keys => view(&stores::keys(system)),
        invariants => view(&storage::invariants(system.plan).collect::<Vec<_>>()),
        findings => view(&verdicts::groups(system, input.study.judgement(), true)),
        accepted => view(&verdicts::groups(system, input.study.judgement(), false)),
        missing => view(&verdicts::missing(system, input.study)),
        unknowns => view(&verdicts::unknowns(system, input.study.judgement(), 25)),
        scorecard => view(&verdicts::scorecard(input.study.judgement())),
        records => view(&adr::records(input, &adr::names(input))),
    };
    vec![Page { path: "design-doc.md".to_owned(), template: "design-doc/design-doc.md.j2", view: context }]
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    let templates = [
        "design-doc/design-doc.md.j2",
        "design-doc/1-goals.md.j2",
        "design-doc/2-map.md.j2",
        "design-doc/3-data.md.j2",
        "design-doc/4-contracts.md.j2",
        "design-doc/5-build.md.j2",
        "design-doc/6-validation.md.j2",
        "design-doc/7-operations.md.j2",
        "design-doc/alternatives.md.j2",
        "design-doc/findings.md.j2",
    ];
    let document = Seen::by(&templates)
        .value::<Vec<risks::Stack<'_>>>("risks", "What the failure modes take of each error budget, of the journeys that have a target.")
        .value::<Vec<JourneyView<'_>>>("journeys", "The journeys with their objectives.")
        .value::<Diagram>("diagram", "The system as a graph.")
        .value::<Vec<parts::Part<'_>>>("parts", "The components.")
        .value::<Vec<parts::CallView<'_>>>("calls", "The calls, each operation by itself.")
        .value::<Vec<parts::Dependency<'_>>>("dependencies", "What belongs to another team or company, and is called.")
        .value::<Vec<RunbookView<'_>>>("modes", "The failure modes, with all that their runbooks say.")
        .value::<Vec<stores::Figures<'_>>>("stores", "The stores.")
        .value::<Vec<stores::KeyView<'_>>>("keys", "The key columns that count up.")
        .value::<Vec<InvariantView<'_>>>("invariants", "The invariants.")
        .value::<Vec<Group<'_>>>("findings", "What was found and has to be dealt with, by its cause, the worst first.")
        .value::<Vec<Group<'_>>>("accepted", "What was found and someone has accepted.")
        .value::<Vec<Unknown<'_>>>("missing", "What is not in the plan yet, in the order of the workflow.")
        .value::<Unknowns<'_>>("unknowns", "What leaves conditions open; 25 questions of it are listed.")
        .value::<Vec<Score<'_>>>("scorecard", "The eight categories with their signals.")
        .value::<Vec<adr::Record<'_>>>("records", "The decisions.");
    vec![document, Seen::macros(&["design-doc/words.md.j2"])]
}
