//! The risk register: what failure modes take of the error budgets, what someone has accepted, and what is not known.

mod budget;
mod register;

use super::Input;
use super::kind::{Page, view};
use budget::Budget;
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page> {
    let system = input.system;
    let budgets = budget::budgets(input);
    let context = context! {
        budgets => view(&budgets),
        decisions => view(&decisions(&budgets)),
        register => view(&register::entries(input)),
        accepted => view(&register::acceptances(input)),
        uncovered => view(&register::uncovered(system)),
    };
    vec![Page { path: "risks.md".to_owned(), template: "risks/risks.md.j2", view: context }]
}

/// A failure mode that takes more of a budget than one may, and that nobody has accepted for now.
#[derive(Debug, Serialize, JsonSchema)]
struct Open<'p> {
    /// Its id.
    id: &'p str,
    /// Its runbook.
    file: String,
    /// The team that has to make it smaller, or accept it.
    owner: Option<&'p str>,
    /// The journeys of whose budgets it takes too much, each with the share.
    of: Vec<(String, String)>,
    /// The fact that saves most when it is halved.
    lever: Option<&'static str>,
}

/// What has to be decided: each failure mode once, however many budgets it takes too much of.
fn decisions<'p>(budgets: &[Budget<'p>]) -> Vec<Open<'p>> {
    let mut open: Vec<Open<'p>> = Vec::new();
    for budget in budgets {
        for slice in budget.slices.iter().filter(|slice| slice.large == Some(true) && !slice.is_accepted()) {
            let of = (budget.title.clone(), slice.share.clone().unwrap_or_default());
            match open.iter_mut().find(|known| known.id == slice.id) {
                Some(known) => known.of.push(of),
                None => open.push(Open {
                    id: slice.id,
                    file: slice.file.clone(),
                    owner: slice.owner,
                    of: vec![of],
                    lever: slice.savings.first().map(|saving| saving.lever),
                }),
            }
        }
    }
    open
}
