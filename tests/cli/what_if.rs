//! Scenarios and sweeps, before and after, on the checkout of the examples.

use crate::run::{Place, Said};
use insta::assert_snapshot;
use std::fs;

fn checkout(arguments: &[&str]) -> Said {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/checkout/groundplan.yaml");
    Place::with_plan(fs::read(plan).unwrap()).run_words(arguments)
}

#[test]
fn two_changes_for_people() {
    assert_snapshot!(checkout(&["analyze", "--what-if", "stripe slow x5", "--what-if", "eu-a down"]));
}

#[test]
fn a_scenario_file() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/checkout/groundplan.yaml");
    let place = Place::with_plan(fs::read(plan).unwrap())
        .file("sale.txt", "# The first minutes of a sale\ntraffic x3\nredis cold   # after the failover\n");
    assert_snapshot!(place.run("analyze --scenario sale.txt"));
}

#[test]
fn a_sweep() {
    assert_snapshot!(checkout(&["analyze", "--journey", "pay", "--sweep", "payments -> stripe.timeout = 300ms..3000ms"]));
}

/// What is noticed late costs more bad minutes, and more of the error budget.
#[test]
fn what_failure_modes_take() {
    let said = checkout(&["analyze", "--journey", "pay", "--what-if", "map.failure_modes.stripe-slow.detect.within = 5h"]);
    assert_snapshot!(said);
}

#[test]
fn before_and_after_for_programs() {
    let said = checkout(&["analyze", "--what-if", "api -> payments.timeout = 300ms", "--journey", "pay", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["what_if"][0], "api -> payments.timeout = 300ms");
    let worst = |when: &str| json[when]["journeys"]["pay"]["worst_case"]["ms"].as_f64().unwrap();
    assert!((worst("before") - 17_595.0).abs() < 1e-6 && (worst("after") - 3_495.0).abs() < 1e-6, "{}", said.out);
}

#[test]
fn what_a_plan_does_not_have() {
    assert_snapshot!(checkout(&["analyze", "--what-if", "strype down"]));
}

/// No time-out ends the wait for the cart: that is no time of a year, and no share of requests is answered in it.
#[test]
fn what_never_answers() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/online-boutique/groundplan.yaml");
    let place = Place::with_plan(fs::read(plan).unwrap());
    assert_snapshot!(place.run_words(&["analyze", "--journey", "home", "--what-if", "cartservice down", "--what-if", "traffic x3"]));
}
