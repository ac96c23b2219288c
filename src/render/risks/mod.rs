//! The risk register: what failure modes take of the error budgets, what someone has accepted, and what is not known.

mod budget;
mod register;

use super::Input;
use super::kind::{Page, view};
use super::reference::Seen;
use budget::Budget;
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
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

/// What the template sees.
pub(super) fn seen() -> Vec<Seen> {
    let risks = Seen::by(&["risks/risks.md.j2"])
        .value::<Vec<Budget<'_>>>("budgets", "The error budget of each journey, and what failure modes take of it.")
        .value::<Vec<Open<'_>>>("decisions", "What takes too much of a budget, and nobody has accepted.")
        .value::<Vec<register::Entry<'_>>>("register", "All failure modes, what is done first in front.")
        .value::<Vec<register::Acceptance<'_>>>("accepted", "All acceptances, in the order of the plan.")
        .value::<Vec<register::Uncovered<'_>>>("uncovered", "What journeys fail with and no failure mode strikes.");
    vec![risks]
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

#[cfg(test)]
mod tests {
    use crate::graph::System;
    use crate::render::{Input, Templates, kind, render};

    const PLAN: &str = "
groundplan: 1
system: shop
owner: team-shop
as_of: 2026-11-20
goals: {journeys: {pay: {entry: api, slo: {availability: 99.9%}}, look: {entry: api, slo: {availability: 99.9%}}}}
map:
  components: {api: {kind: service}, bank: {kind: external}, mail: {kind: service, owner: team-mail}}
  calls: {api -> bank: {need: hard, in: [pay]}, api -> mail: {need: soft, in: [pay]}}
  failure_modes:
    bank-down: {at: api -> bank, kind: down, severity: high, frequency: 12/year, users: 100%, detect: {within: 5min}, recover: {within: 25min}}
    api-slow: {at: api, kind: slow, frequency: 6/year, users: 50%, lasts: 1h}
    mail-lost: {at: mail, kind: lost, users: 10%}
operations:
  accepted:
    failure-mode:api-slow: {owner: team-shop, reason: Rare, until: 2026-11-01}
";

    /// The lines of the register that hold one of these words.
    fn lines(words: &[&str]) -> String {
        let study = crate::study(PLAN, None);
        assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
        let system = System::new(study.plan());
        let pages = render([kind("risks").unwrap()], &Input::new(&system, &study, PLAN), &Templates::default()).unwrap();
        let lines = pages[0].text.lines().filter(|line| words.iter().any(|word| line.contains(word)));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_large_and_not_accepted_any_more_has_to_be_decided() {
        // 99.9 % allows 525.96 min a year: the bank takes 30 × 12 = 360, the API 60 × 6 / 2 = 180.
        let said = lines(&["has to make it smaller", "has to look at it again", "of it: more", "of it; "]);
        insta::assert_snapshot!(said);
    }

    #[test]
    fn what_is_not_stated_is_asked_of_someone() {
        let said = lines(&[", ask "]);
        assert!(said.contains("`mail-lost`, ask team-mail:") && said.contains("How often does it happen?"), "{said}");
        assert!(said.contains("`api-slow`, ask team-shop: How soon is it noticed?") && said.contains("How bad is it?"), "{said}");
    }
}
