//! The objectives as OpenSLO v1 documents, for the tools that read those.
//!
//! OpenSLO can't say that an alert needs two windows at once: each window of an alert is a policy of its own with the long one, and
//! names the short one in an annotation. The rules for Prometheus are the authority.

mod name;

use super::Input;
use super::kind::{Page, view};
use super::prometheus::{self, Counted};
use super::reference::Seen;
use super::runbook;
use super::slo::objective::BurnView;
use super::slo::stated::{Stated, objectives};
use super::slo::watch::Watch;
use crate::graph::System;
use crate::plan::operations::AlertSeverity;
use crate::plan::value::Number;
use indexmap::IndexMap;
use minijinja::context;
use name::{Names, name, shorthand};
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let all = documents(input.system, input.watches());
    let context = context! { service => name(input.system.plan.system_id()), slos => view(&all.slos), left_out => view(&all.left_out), targets => view(&all.targets) };
    vec![Page { path: "openslo/slos.yaml".to_owned(), template: "openslo/slos.yaml.j2", view: context }]
}

/// What the template sees.
pub(super) fn seen() -> Vec<Seen> {
    let slos = Seen::by(&["openslo/slos.yaml.j2"])
        .value::<String>("service", "The name of the system as OpenSLO takes it.")
        .value::<Vec<SloView<'_>>>("slos", "The objectives that OpenSLO can hold.")
        .value::<Vec<LeftOut<'_>>>("left_out", "The objectives that it can't.")
        .value::<Vec<Target<'_>>>("targets", "Where alerts go.");
    vec![slos]
}

/// Everything that becomes a document.
#[derive(Debug, Default)]
struct Documents<'p> {
    slos: Vec<SloView<'p>>,
    left_out: Vec<LeftOut<'p>>,
    targets: Vec<Target<'p>>,
}

/// An objective with its indicator and the policies that alert on it.
#[derive(Debug, Serialize, JsonSchema)]
struct SloView<'p> {
    /// Its name as OpenSLO takes it.
    name: String,
    /// What the plan says of it.
    stated: Stated<'p>,
    /// The share that must be good, between 0 and 1.
    target: String,
    /// The time it is measured over, as OpenSLO writes it: `30d`.
    window: String,
    /// How its events are counted.
    counted: Counted,
    /// The windows of the alerts on it.
    policies: Vec<Policy>,
}

/// One window of an alert.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlertPolicy")]
struct Policy {
    /// Its name as OpenSLO takes it.
    name: String,
    /// The name of the alert.
    alert: String,
    /// Whether it wakes someone.
    severity: AlertSeverity,
    /// How many times faster than allowed the budget burns.
    threshold: String,
    /// The long window, as OpenSLO writes it.
    long: String,
    /// The short window.
    short: String,
    /// The runbook of the alert, from the folder of all documents.
    runbook: String,
    /// The name of the target that it goes to.
    target: String,
    /// The window in figures.
    view: BurnView,
}

/// Where alerts go: a way, and the team at its end.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlertTarget")]
struct Target<'p> {
    /// Its name as OpenSLO takes it.
    name: String,
    /// The team.
    owner: Option<&'p str>,
    /// The way that the plan names for the alert.
    route: Option<String>,
    /// How the team is reached.
    contact: Option<String>,
}

/// An objective that OpenSLO can't hold.
#[derive(Debug, Serialize, JsonSchema)]
struct LeftOut<'p> {
    /// What the plan says of it.
    stated: Stated<'p>,
    /// Whether it is because nothing may fail, else because nothing counts it.
    is_whole: bool,
}

fn documents<'p>(system: &System<'p>, watches: &[Watch<'p>]) -> Documents<'p> {
    let mut targets: IndexMap<(Option<&'p str>, Option<String>), Target<'p>> = IndexMap::new();
    let (mut target_names, mut policy_names) = (Names::default(), Names::default());
    let mut documents = Documents::default();
    for stated in objectives(system.plan) {
        let is_whole = stated.target.rest() <= 0.0;
        let Some(counted) = prometheus::counted(system, &stated).filter(|_| !is_whole) else {
            documents.left_out.push(LeftOut { stated, is_whole });
            continue;
        };
        let mut policies = Vec::new();
        for watch in watches {
            let burns = watch.burns(&stated);
            if burns.is_empty() {
                continue;
            }
            let route = watch.planned.and_then(|alert| alert.route.known()).cloned();
            let target =
                targets.entry((watch.owner, route.clone())).or_insert_with(|| target(system, watch.owner, route, &mut target_names));
            policies.extend(burns.iter().map(|burn| Policy {
                name: policy_names.give(&format!("{}-{}-{}", watch.name, last(&stated), shorthand(burn.long))),
                alert: watch.name.clone(),
                severity: burn.severity,
                threshold: Number(burn.factor).to_string(),
                long: shorthand(burn.long),
                short: shorthand(burn.short),
                runbook: runbook::of_watch(&watch.name),
                target: target.name.clone(),
                view: BurnView::new(burn, &stated.objective(), stated.average),
            }));
        }
        documents.slos.push(SloView {
            name: name(&stated.name),
            target: Number(stated.target.share()).to_string(),
            window: shorthand(stated.window),
            counted,
            policies,
            stated,
        });
    }
    documents.targets = targets.into_values().collect();
    documents
}

/// The last part of an objective's name: `availability`, `p99`.
fn last<'s>(stated: &'s Stated<'_>) -> &'s str {
    stated.name.rsplit('.').next().unwrap_or_default()
}

/// Where an alert goes: its route, else the way on which its owner is reached.
fn target<'p>(system: &System<'p>, owner: Option<&'p str>, route: Option<String>, names: &mut Names) -> Target<'p> {
    let teams = system.plan.operations.as_ref().and_then(|operations| operations.teams.as_ref());
    let contact = owner.and_then(|owner| teams?.get(owner)?.contact.clone());
    let parts: Vec<&str> = owner.into_iter().chain(route.as_deref()).collect();
    let name = names.give(if parts.is_empty() { "nobody".to_owned() } else { parts.join("-") }.as_str());
    Target { name, owner, route, contact }
}

#[cfg(test)]
mod tests {
    use crate::graph::System;
    use crate::render::{self, Templates};

    #[test]
    fn documents_of_a_small_plan() {
        let text = r##"
groundplan: 1
system: shop
owner: web
goals:
  journeys:
    buy:
      entry: api
      slo: {availability: {target: 99.95%, window: 28d, rationale: Orders pay for all}, latency: {p50: 200ms}, freshness: {within: 1min, target: 99%}}
    look: {entry: api, slo: {availability: 100%}}
map: {components: {api: {kind: service}}, calls: {}}
operations:
  teams: {web: "#web"}
  alerts: {buy-burn: {slo: buy.availability, windows: [{severity: page, long: 1h, short: 5min, factor: 13.44}], owner: web, route: pager}}
"##;
        let study = crate::study(text, None);
        assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
        let system = System::new(study.plan());
        let input = render::Input::new(&system, &study, text);
        let pages = render::render([render::kind("openslo").unwrap()], &input, &Templates::default()).unwrap();
        insta::assert_snapshot!(pages[0].text);
    }
}
