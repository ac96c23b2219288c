//! Rules as they are written, for small plans.

use crate::graph::System;
use crate::render::{self, Input, Rendered, Templates};
use serde_json::Value;
use std::collections::BTreeSet;

fn rendered(kinds: &[&str], text: &str) -> Vec<Rendered> {
    let study = crate::study(text, None);
    assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
    let system = System::new(study.plan());
    let kinds = kinds.iter().map(|kind| render::kind(kind).unwrap());
    render::render(kinds, &Input::new(&system, &study, text), &Templates::default()).unwrap()
}

fn page(pages: &[Rendered], path: &str) -> String {
    pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("no {path}")).text.clone()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const SHOP: &str = r#"
groundplan: 1
system: shop
owner: web
goals:
  journeys:
    buy:
      title: "Buy {{ now }}"
      entry: app
      traffic: {average: 1/min, peak: 2/s}
      slo:
        availability: {target: 99.9%, window: 28d}
        latency: {p99: 2s, sli: {metric: shop.buy.duration, labels: {service.name: api}}}
    look:
      entry: api
      slo:
        availability: {target: 90%, sli: {good: 'looks_total{ok="yes"}', total: 'sum(rate(looks_total[5m]))'}}
        freshness: {within: 10min, target: 99%, sli: {good: pages that are young enough}}
    sweep: {entry: night, slo: {availability: 99%}}
map:
  components: {app: {kind: client}, api: {kind: service}, night: {kind: job}}
  calls: {app -> api: {in: [buy]}}
contracts: {apis: {shop: {component: api, endpoints: {POST /orders: {journey: buy}, "GET /orders/{id}": {journey: buy}}}}}
operations:
  alerts:
    too-many-failed: {slo: buy.availability, windows: [{long: 2h, factor: 10}], severity: ticket, owner: web, route: mail}
    old-jobs: {query: 'max(jobs_oldest_seconds{queue="mail"}) > 300', severity: page}
    full: {query: the disk is nearly full, of: api}
"#;

#[test]
fn rules_of_a_small_plan() {
    let pages = rendered(&["prometheus"], SHOP);
    insta::assert_snapshot!("rules", page(&pages, "prometheus/rules.yaml"));
    insta::assert_snapshot!("rules_test", page(&pages, "prometheus/rules.test.yaml"));
}

#[test]
fn without_objectives_there_are_no_rules() {
    let pages = rendered(&["prometheus"], "groundplan: 1\nsystem: shop\n");
    assert_eq!(yaml(&page(&pages, "prometheus/rules.yaml")), serde_json::json!({"groups": []}));
    assert_eq!(yaml(&page(&pages, "prometheus/rules.test.yaml"))["tests"], serde_json::json!([]));
}

/// The alerts of the rules, by name.
fn alerts(rules: &Value) -> Vec<&Value> {
    let rules = rules["groups"].as_array().unwrap().iter().flat_map(|group| group["rules"].as_array().unwrap());
    rules.filter(|rule| rule["alert"].is_string()).collect()
}

#[test]
fn every_window_fires_resets_and_stays_silent() {
    for target in ["90%", "95%", "99.5%", "99.95%", "99.999%"] {
        for window in ["7d", "28d", "30d", "90d"] {
            let plan = SHOP.replace("99.9%, window: 28d", &format!("{target}, window: {window}"));
            let pages = rendered(&["prometheus"], &plan.replace("windows: [{long: 2h, factor: 10}]", "windows: standard"));
            let rules = yaml(&page(&pages, "prometheus/rules.yaml"));
            let tests = yaml(&page(&pages, "prometheus/rules.test.yaml"));
            let rules: Vec<&Value> = alerts(&rules).into_iter().filter(|rule| rule["alert"] == "too-many-failed").collect();
            let tests: Vec<&Value> =
                tests["tests"].as_array().unwrap().iter().filter(|test| test["name"].as_str().unwrap().starts_with("too-many")).collect();
            assert_eq!(tests.len(), 2 * rules.len(), "{target} over {window}");
            for (rule, pair) in rules.iter().zip(tests.chunks(2)) {
                let fires = |check: &Value| {
                    check["exp_alerts"].as_array().unwrap().iter().any(|alert| alert["exp_labels"]["long"] == rule["labels"]["long"])
                };
                let course = |test: &Value| test["alert_rule_test"].as_array().unwrap().iter().map(fires).collect::<Vec<_>>();
                assert_eq!((course(pair[0]), course(pair[1])), (vec![true, false], vec![false]), "{target} over {window}: {rule}");
            }
        }
    }
}

#[test]
fn every_alert_has_its_runbook_and_the_other_way_round() {
    for text in [
        SHOP,
        include_str!("../../../examples/checkout/groundplan.yaml"),
        include_str!("../../../examples/online-boutique/groundplan.yaml"),
    ] {
        let pages = rendered(&["prometheus", "runbook"], text);
        let rules = yaml(&page(&pages, "prometheus/rules.yaml"));
        let of_rules: BTreeSet<(String, String)> = alerts(&rules)
            .into_iter()
            .map(|rule| [&rule["alert"], &rule["annotations"]["runbook_url"]].map(|text| text.as_str().unwrap().to_owned()).into())
            .collect();
        let headings = pages.iter().filter(|page| page.path.starts_with("runbooks/alerts/")).map(|page| {
            let heading = page.text.lines().find_map(|line| line.strip_prefix("# ")).unwrap();
            assert_eq!(page.path, format!("runbooks/alerts/{heading}.md"));
            (heading.to_owned(), page.path.clone())
        });
        let runbooks: BTreeSet<(String, String)> = headings.collect();
        assert!(of_rules.is_subset(&runbooks), "{of_rules:?}");
        // What the plan says too little of has a runbook that says so, and no rule.
        let study = crate::study(text, None);
        let planned: BTreeSet<&str> = study.plan().alerts().map(|(id, _)| id.as_str()).collect();
        let without_rule = runbooks.difference(&of_rules).map(|(name, _)| name.as_str());
        assert!(without_rule.clone().all(|name| planned.contains(name)), "{:?}", without_rule.collect::<Vec<_>>());
        assert!(planned.iter().all(|name| runbooks.iter().any(|(other, _)| other == name)));
    }
}
