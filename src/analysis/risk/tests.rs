//! Test values of the arithmetic of risks, and what the plan says of them.

use super::*;
use crate::graph::System;
use crate::knowledge::ActionPriority;
use crate::plan;

/// Time to detect and to recover in minutes, users, days between incidents, bad minutes a year.
const CASES: [(f64, f64, f64, f64, f64); 3] =
    [(30.0, 120.0, 0.2, 120.0, 91.3125), (1440.0, 30.0, 0.02, 90.0, 119.315), (5.0, 120.0, 0.5, 180.0, 126.822_916_666_666_67)];

fn risk((detect, recover, users, days, _): (f64, f64, f64, f64, f64)) -> Risk {
    let minutes = |minutes: f64| Duration::from_secs(minutes * 60.0);
    let (detect, recover) = (minutes(detect), minutes(recover));
    Risk {
        detect: Some(detect),
        recover: Some(recover),
        lasts: Some(detect.plus(recover)),
        users: Some(users),
        per_year: Some(DAYS_PER_YEAR / days),
    }
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs(), "{a} is not {b}");
}

fn sum(of: impl Fn(&Risk) -> Option<f64>) -> f64 {
    CASES.iter().map(|case| of(&risk(*case)).unwrap()).sum()
}

#[test]
fn bad_minutes_a_year() {
    for case in CASES {
        close(risk(case).minutes_per_year().unwrap(), case.4);
    }
    assert!((sum(Risk::minutes_per_year) - 337.4504).abs() < 1e-4);
    close(budget_per_year("99.5%".parse().unwrap()), 2629.8);
    close(budget_per_year("99.5%".parse().unwrap()) * 0.25, 657.45);
}

/// What the three together cost more when every one is noticed half an hour later, ended five minutes later, or a tenth
/// more frequent.
#[test]
fn what_a_worse_answer_costs() {
    close(30.0 * sum(Risk::per_minute), 51.135);
    close(5.0 * sum(Risk::per_minute), 8.5225);
    assert!((sum(|risk| risk.with(Lever::Frequency, 1.1)) - sum(Risk::minutes_per_year) - 33.745).abs() < 1e-3);
}

#[test]
fn what_a_better_answer_saves() {
    let risk = risk(CASES[0]);
    close(risk.saved_by_half(Lever::Detect).unwrap(), 15.0 * 0.2 * DAYS_PER_YEAR / 120.0);
    close(risk.saved_by_half(Lever::Recover).unwrap(), 60.0 * 0.2 * DAYS_PER_YEAR / 120.0);
    close(risk.saved_by_half(Lever::Frequency).unwrap(), 91.3125 / 2.0);
    close(risk.saved_by_half(Lever::Users).unwrap(), 91.3125 / 2.0);
    let whole = Risk { detect: None, ..risk };
    assert_eq!(whole.saved_by_half(Lever::Detect), None, "nobody says how much of it is waiting to be noticed");
}

#[test]
fn what_is_missing_leaves_the_sum_open() {
    let unknown = Risk { users: None, ..risk(CASES[0]) };
    assert_eq!(unknown.minutes_per_incident(), None);
    assert_eq!(unknown.formula(), "(30 min + 2 h) × ? × 3.04 a year");
}

const SHOP: &str = "
groundplan: 1
system: shop
goals:
  journeys:
    buy: {entry: api, slo: {availability: 99.5%}}
    look: {entry: api}
map:
  components: {api: {instances: {min: 2, availability: 99.9%}}, tax: {kind: external, availability: 99.9%}, mail: {}}
  calls: {api -> tax: {need: hard, in: [buy]}}
  failure_modes:
    crash: {at: api, kind: down, severity: high, frequency: 12/year, users: 100%, detect: {alert: none, within: 30min}, recover: {within: 60min}}
    moved: {at: tax, kind: down, frequency: 1/year, users: 50%, lasts: 2h}
    slow: {at: api -> tax, kind: slow, frequency: 1/year, in: [buy], detect: {within: 5min}, recover: {within: 5min}}
    lost: {at: mail, kind: lost, frequency: 1/year, users: 100%, lasts: 1h}
operations:
  accepted: {failure-mode:crash: {owner: team-a, reason: cheap, until: 2030-01-01}}
";

#[test]
fn failure_modes_are_stacked_against_a_budget() {
    let loaded = plan::load(SHOP);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let plan = loaded.plan.unwrap();
    let system = System::new(&plan);
    let stack = stack(&system, system.route("buy").unwrap());
    let minutes = |slice: &Slice<'_>| slice.minutes().map(f64::round);
    let told: Vec<(&str, Option<f64>, Option<bool>)> =
        stack.slices.iter().map(|slice| (slice.id, minutes(slice), stack.is_large(slice))).collect();
    assert_eq!(told, [("crash", Some(1080.0), Some(true)), ("moved", Some(60.0), Some(false)), ("slow", None, None)]);
    close(stack.taken(), 1140.0);
    assert_eq!(stack.missing().map(ToString::to_string).collect::<Vec<_>>(), ["map.failure_modes.slow.users"]);
    assert!(stack.slices[0].accepted.is_some() && stack.slices[1].accepted.is_none());
    let look = super::stack(&system, system.route("look").unwrap());
    assert_eq!((look.budget, look.slices.len()), (None, 1));
}

#[test]
fn a_team_sets_what_a_large_risk_is() {
    let plan = plan::load(&format!("{SHOP}thresholds: {{risk.budget_share: 50%}}\n")).plan.unwrap();
    let system = System::new(&plan);
    let stack = stack(&system, system.route("buy").unwrap());
    assert_eq!(stack.is_large(&stack.slices[0]), Some(false));
}

#[test]
fn failure_modes_stand_in_cut_sets() {
    let plan = plan::load(SHOP).plan.unwrap();
    let system = System::new(&plan);
    let route = system.route("buy").unwrap();
    let ceiling = crate::analysis::availability::ceiling(&system, route);
    let all = ceiling.compiled.cut_sets(&ceiling.tree.probabilities());
    let of = |id: &str| membership(&system, &ceiling, &all, id, plan.failure_modes().find(|(other, _)| other.as_str() == id).unwrap().1);
    assert!(matches!(of("crash"), Membership::In { sets: 1, alone: true, stated: false, .. }), "{:?}", of("crash"));
    assert!(matches!(of("moved"), Membership::In { sets: 1, alone: true, stated: true, .. }), "{:?}", of("moved"));
    assert_eq!((of("slow"), of("lost")), (Membership::NotDown, Membership::NotDown));
}

#[test]
fn failure_modes_are_scored() {
    let plan = plan::load(SHOP).plan.unwrap();
    let all = scores(&plan);
    let crash = &all[0];
    assert_eq!((crash.id, crash.number(), crash.priority()), ("crash", Some(8 * 8 * 7), Some(ActionPriority::High)));
    assert_eq!(crash.severity.as_ref().unwrap().text, "severity high scores 8");
    assert_eq!(crash.occurrence.as_ref().unwrap().text, "12/year scores 8");
    assert_eq!(crash.detection.as_ref().unwrap().text, "noticed within 30min without an alert scores 7");
    assert_eq!(all.iter().find(|scores| scores.id == "slow").unwrap().number(), None, "its severity is not stated");
}

#[test]
fn scores_of_the_plan_count_before_those_of_the_tables() {
    let text = SHOP.replace("severity: high, ", "severity: high, fmea: {severity: 2, detection: 3}, ");
    let plan = plan::load(&text).plan.unwrap();
    let crash = scores(&plan).into_iter().find(|scores| scores.id == "crash").unwrap();
    assert_eq!(crash.number(), Some(2 * 8 * 3));
    assert_eq!(crash.severity.unwrap().path.to_string(), "map.failure_modes.crash.fmea.severity");
}
