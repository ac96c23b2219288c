//! Migrations: for each of them its steps with what shows that one worked, what stops it and how it is taken back.

mod around;
mod steps;

use super::kind::{Page, view};
use super::reference::Seen;
use super::verdicts::{self, FindingView, Unknown};
use super::{Input, adr, words};
use crate::plan::data::{Migration, StoreKey};
use crate::plan::reference::StoreRef;
use crate::plan::{Entity, Id};
use around::{Copying, Mode, Rehearsal, User};
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;
use steps::{Phase, Step};

use super::storage::{self, StoreView};

/// None without a migration.
pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let names = adr::names(input);
    let migrations = migrations(input, &names);
    if migrations.is_empty() {
        return Vec::new();
    }
    let index = Page {
        path: "migrations/README.md".to_owned(),
        template: "migration/index.md.j2",
        view: context! { migrations => view(&migrations) },
    };
    let each = migrations.iter().map(|migration| Page {
        path: format!("migrations/{}", migration.file),
        template: "migration/migration.md.j2",
        view: context! { migration => view(migration) },
    });
    [index].into_iter().chain(each).collect()
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["migration/index.md.j2"]).value::<Vec<MigrationView<'_>>>("migrations", "All migrations, in the order of the plan."),
        Seen::by(&["migration/migration.md.j2"]).value::<MigrationView<'_>>("migration", "The migration."),
    ]
}

/// A migration.
#[derive(Debug, Serialize, JsonSchema)]
struct MigrationView<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: String,
    /// Its file, beside those of the others.
    file: String,
    /// The team that answers for it: its own, else that of the stores, else that of the system.
    owner: Option<&'p str>,
    /// What the plan says of it.
    facts: &'p Migration,
    /// Its steps by phase, in the order expand, backfill, switch, contract; those of no phase come last.
    phases: Vec<Phase<'p>>,
    /// How many steps are done.
    done: usize,
    /// How many there are.
    total: usize,
    /// The number of the first step that is not done.
    next: Option<usize>,
    /// The first step of which the plan says that nothing takes it back.
    no_return: Option<Step<'p>>,
    /// Steps for which the plan does not say what shows that they worked, what stops them, or how they are taken back.
    open: Vec<Step<'p>>,
    /// The stores that it touches.
    stores: Vec<StoreView<'p>>,
    /// Keys of these stores that count up, each with its store.
    keys: Vec<(&'p str, &'p str, &'p StoreKey)>,
    /// Who calls these stores.
    users: Vec<User<'p>>,
    /// The journeys that come to them, and must not notice.
    journeys: Vec<(&'p str, String)>,
    /// Bulk work that fills or reads them.
    copying: Vec<Copying>,
    /// The failure modes at these stores.
    modes: Vec<Mode<'p>>,
    /// Tests that rehearse it.
    tests: Vec<Rehearsal<'p>>,
    /// Decisions about these stores.
    decisions: Vec<&'p adr::Name>,
    /// What is wrong with these stores now.
    findings: Vec<FindingView<'p>>,
    /// What is not known of them.
    unknowns: Vec<Unknown<'p>>,
}

fn migrations<'p, 'i: 'p>(input: &Input<'i>, names: &'p [adr::Name]) -> Vec<MigrationView<'p>> {
    let data = input.system.plan.data.as_ref();
    let register = data.and_then(|data| data.migrations.as_ref()).into_iter().flat_map(|register| register.iter());
    register.map(|(id, facts)| migration(input, id, facts, names)).collect()
}

fn migration<'p, 'i: 'p>(input: &Input<'i>, id: &'p Id, facts: &'p Migration, names: &'p [adr::Name]) -> MigrationView<'p> {
    let (system, plan) = (input.system, input.system.plan);
    let ids = stores(input, facts);
    let steps = steps::steps(facts);
    let is_about = |path: &str| ids.iter().any(|id| path == format!("data.stores.{id}") || path.starts_with(&format!("data.stores.{id}.")));
    let judgement = input.study.judgement();
    let of_store = ids.first().and_then(|store| plan.owner_of(store));
    let owner = facts.owner.as_ref().map(crate::plan::TeamRef::as_str);
    MigrationView {
        id: id.as_str(),
        title: words::title(id.as_str(), facts.title()),
        file: format!("{}.md", words::slug(id.as_str())),
        owner: owner.or(of_store).or_else(|| plan.owner.as_ref().map(crate::plan::TeamRef::as_str)),
        facts,
        done: steps.iter().filter(|step| step.is_done()).count(),
        total: steps.len(),
        next: steps.iter().find(|step| !step.is_done()).map(|step| step.number),
        no_return: steps.iter().find(|step| step.facts.rollback.is_none()).cloned(),
        open: steps.iter().filter(|step| step.is_open()).cloned().collect(),
        phases: steps::phases(&steps),
        keys: ids.iter().flat_map(|store| around::keys(plan, store)).collect(),
        users: around::users(system, &ids),
        journeys: around::journeys(system, &ids),
        copying: around::copying(system, &ids),
        modes: around::modes(system, &ids),
        tests: around::tests(plan, id.as_str(), &ids),
        decisions: around::decisions(plan, &ids, names),
        findings: judgement
            .open()
            .filter(|finding| is_about(&finding.subject.path.to_string()))
            .map(|finding| verdicts::view(system, finding))
            .collect(),
        unknowns: judgement
            .questions
            .iter()
            .filter(|question| is_about(&question.subject.path.to_string()))
            .map(|question| verdicts::unknown(system, question))
            .collect(),
        stores: ids.iter().filter_map(|id| storage::store(plan, id)).collect(),
    }
}

/// The stores that it names, and those by whose names it goes from one to the other; each once.
fn stores<'p, 'i: 'p>(input: &Input<'i>, facts: &'p Migration) -> Vec<&'p str> {
    let ends = [&facts.old, &facts.new].into_iter().flatten().map(String::as_str);
    let named = facts.stores.iter().flatten().map(StoreRef::as_str);
    let mut ids: Vec<&str> = Vec::new();
    for id in ends.chain(named).filter(|id| input.system.plan.store(id).is_some()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use crate::graph::System;
    use crate::render::{Input, Rendered, Templates, kind, render};

    fn rendered(text: &str) -> Vec<Rendered> {
        let study = crate::study(text, None);
        assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
        let system = System::new(study.plan());
        render([kind("migration").unwrap()], &Input::new(&system, &study, text), &Templates::default()).unwrap()
    }

    const PLAN: &str = "
groundplan: 1
system: shop
owner: team-shop
goals: {journeys: {pay: {entry: api, traffic: 50/s}}}
map:
  components: {api: {kind: service}, copy: {kind: job}}
  calls:
    api -> orders: {mutates: true}
    api -> ledger: {mutates: true}
    copy -> orders: {bulk: true, mutates: false, throttle: 1000/s}
    copy -> ledger: {bulk: true, mutates: true, throttle: none}
  failure_modes: {sides-differ: {at: ledger, kind: wrong, cause: A write that one side took}}
data:
  stores:
    orders: {kind: relational, engine: mysql 8.4, keys: {orders.id: {type: int32, current: 1.8e9}}}
    ledger: {kind: relational, engine: postgres 17}
  migrations:
    to-ledger:
      owner: team-ledger
      old: orders
      new: ledger
      steps:
        - {phase: expand, do: Write to both, check: Both have the writes of the last hour, bake: 7d, abort: none, rollback: Write to one, done: 2026-11-02}
        - {phase: switch, do: Read from the new one, check: A sample is equal}
        - {phase: contract, do: Drop the old one, check: Nothing has read it for 14d, abort: Something reads it, rollback: none}
build: {deploys: {api: {strategy: canary, side_by_side: true, flags: true}}}
validation: {tests: {rehearsal: {kind: migration, of: [data.migrations.to-ledger], evidence: Last night's backup}}}
";

    #[test]
    fn a_migration_with_what_stands_around_it() {
        let pages = rendered(PLAN);
        let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(paths, ["migrations/README.md", "migrations/to-ledger.md"]);
        insta::assert_snapshot!(pages[1].text);
    }

    #[test]
    fn without_a_migration_there_is_no_page() {
        assert!(rendered("groundplan: 1\nsystem: shop\n").is_empty());
        assert!(rendered("groundplan: 1\nsystem: shop\ndata: {migrations: {}}\n").is_empty());
    }
}
