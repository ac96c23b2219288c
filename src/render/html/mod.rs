//! One page of everything: a single file that asks for nothing and works without a script.

mod findings;
mod goals;
mod parts;

use super::diagram::{Diagram, Drawing};
use super::kind::{Page, view};
use super::reference::Seen;
use super::verdicts::{Score, Unknown, Unknowns};
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
        unknowns => view(&verdicts::unknowns(system, judgement, 200)),
    };
    vec![Page { path: "index.html".to_owned(), template: "html/index.html.j2", view: context }]
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    let templates = [
        "html/index.html.j2",
        "html/summary.html.j2",
        "html/goals.html.j2",
        "html/system.html.j2",
        "html/part.html.j2",
        "html/data.html.j2",
        "html/contracts.html.j2",
        "html/decisions.html.j2",
        "html/risks.html.j2",
        "html/findings.html.j2",
        "html/questions.html.j2",
        "html/page.css.j2",
        "html/page.js.j2",
    ];
    let page = Seen::by(&templates)
        .value::<Drawing>("drawing", "The graph drawn.")
        .value::<goals::Summary>("summary", "How the whole stands.")
        .value::<Vec<Score<'_>>>("scorecard", "The eight categories with their signals.")
        .value::<Vec<(String, usize)>>("severities", "How many findings are open, by severity, the worst first.")
        .value::<Vec<goals::Journey<'_>>>("journeys", "The journeys, numbered from 0 in the order of the plan.")
        .value::<Vec<parts::Part<'_>>>(
            "parts",
            "Components, stores, channels and what belongs to other systems, by number; `html/part.html.j2` also sees `part`, one of them.",
        )
        .value::<Vec<parts::Call<'_>>>("calls", "The calls, each operation by itself, numbered from 0 in the order of the plan.")
        .value::<Vec<Vec<findings::Row<'_>>>>("findings", "The findings, those of one condition together, the worst first.")
        .value::<usize>("listed_findings", "How many findings that are.")
        .value::<usize>("further_findings", "How many more there are: a page lists the 1500 worst.")
        .value::<findings::Choices<'_>>("choices", "What these findings can be filtered by.")
        .value::<Vec<adr::Record<'_>>>("records", "The decisions.")
        .value::<Vec<Unknown<'_>>>("missing", "What is not in the plan yet, in the order of the workflow.")
        .value::<Unknowns<'_>>("unknowns", "What leaves conditions open; 200 questions of it are listed.");
    vec![page, Seen::macros(&["html/words.html.j2"])]
}
