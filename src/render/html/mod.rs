//! One page of everything: a single file that asks for nothing and works without a script.

mod findings;
mod goals;
mod parts;

use super::diagram::{Diagram, Drawing};
use super::kind::{Page, view};
use super::{Input, adr, verdicts};
use minijinja::context;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let system = input.system;
    let judgement = input.study.judgement();
    let findings = findings::listed(system, judgement);
    let context = context! {
        drawing => view(&Drawing::new(system, &Diagram::new(system))),
        summary => view(&goals::summary(system)),
        scorecard => view(&verdicts::scorecard(judgement)),
        severities => view(&findings::severities(judgement)),
        journeys => view(&goals::journeys(input)),
        parts => view(&parts::parts(system, judgement)),
        calls => view(&parts::calls(system)),
        findings => view(&findings.groups),
        listed_findings => findings.count,
        further_findings => findings.further,
        choices => view(&findings::choices(&findings.groups)),
        records => view(&adr::records(input, &adr::names(input))),
        missing => view(&verdicts::missing(system, input.study)),
        unknowns => view(&verdicts::unknowns(system, judgement)),
    };
    vec![Page { path: "index.html".to_owned(), template: "html/index.html.j2", view: context }]
}
