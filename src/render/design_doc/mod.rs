//! The design document: seven chapters, the sections of the plan, and what has been found out about it.

pub(super) mod parts;
mod risks;
pub(super) mod stores;

use super::adr;
use super::diagram::Diagram;
use super::kind::{Page, view};
use super::runbook;
use super::{Input, storage, verdicts};
pub(super) use parts::{capacity, rate};

use minijinja::context;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let system = input.system;
    let modes = runbook::runbooks(system);
    let context = context! {
        risks => view(&risks::risks(system)),
        journeys => view(input.journeys()),
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
        unknowns => view(&verdicts::unknowns(system, input.study.judgement())),
        scorecard => view(&verdicts::scorecard(input.study.judgement())),
        records => view(&adr::records(input, &adr::names(input))),
    };
    vec![Page { path: "design-doc.md".to_owned(), template: "design-doc/design-doc.md.j2", view: context }]
}
