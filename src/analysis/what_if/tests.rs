//! Scenarios of a small shop: what each change does, and what it refuses.

use super::{Change, changed};
use crate::analysis::availability::ceiling;
use crate::analysis::latency::latency;
use crate::analysis::load::node_rate;
use crate::analysis::overload::node_loads;
use crate::analysis::worst_case::worst_case;
use crate::graph::System;
use crate::plan::Plan;

const SHOP: &str = "
groundplan: 1
system: shop
goals:
  journeys:
    browse: {entry: web, traffic: 100/s}
    pay: {entry: web, traffic: {peak: 10/s}, deadline: 3s}
map:
  zones: {za: 99.9%, zb: 99.9%}
  components:
    web: {kind: gateway, instances: {min: 4, max: 4, needs: 2, zones: [za, zb], availability: 99.9%, capacity: 100/s}, latency: {p50: 2ms, p99: 5ms}}
    payments: {kind: external, availability: 99.9%, latency: {p50: 20ms, p99: 100ms}}
    catalogue: {kind: service, capacity: 90/s}
  calls:
    web -> payments: {in: [pay], need: hard, timeout: 1s, retry: none, latency: {p50: 25ms, p99: 120ms}}
    web -> catalogue: {in: [browse], need: soft, cache: {store: redis, hit_ratio: 90%}}
    web -> redis: {in: [browse], need: soft}
data:
  stores:
    redis: {kind: cache}
";

fn what_if(changes: &[&str]) -> Plan {
    let changes: Vec<Change> = changes.iter().map(|change| change.parse().unwrap()).collect();
    changed(SHOP, &changes).unwrap()
}

fn refused(change: &str) -> String {
    let error = change.parse::<Change>().and_then(|change| changed(SHOP, &[change])).unwrap_err();
    format!("{} ({})", error.message, error.hint.unwrap_or_default())
}

fn availability(plan: &Plan, journey: &str) -> f64 {
    let system = System::new(plan);
    ceiling(&system, system.route(journey).unwrap()).availability()
}

fn p99(plan: &Plan, journey: &str) -> f64 {
    let system = System::new(plan);
    latency(&system, system.route(journey).unwrap()).unwrap().quantile(0.99).unwrap().ms()
}

#[test]
fn what_if_nothing_changes_nothing() {
    assert_eq!(Some(what_if(&[])), crate::plan::load(SHOP).plan);
}

#[test]
fn every_change_is_read_as_it_is_written() {
    for text in ["payments down", "a -> b/c slow x5", "traffic x3", "pay traffic x0.5", "redis cold", "api -> payments.timeout = 300ms"] {
        assert_eq!(text.parse::<Change>().unwrap().to_string(), text);
    }
    assert_eq!("zone za down".parse::<Change>().unwrap().to_string(), "za down");
}

#[test]
fn what_is_down_takes_what_needs_it_with_it() {
    assert!(availability(&what_if(&["payments down"]), "pay") < 1e-12);
    assert!(availability(&what_if(&["payments down"]), "browse") > 0.99);
    assert!(availability(&what_if(&["web -> payments down"]), "pay") < 1e-12);
    assert!(availability(&what_if(&["catalogue down"]), "browse") > 0.99, "nobody needs it");
}

#[test]
fn a_call_to_what_is_down_takes_as_long_as_its_time_out() {
    let p99 = p99(&what_if(&["payments down"]), "pay");
    assert!((p99 - 1003.0).abs() < 5.0, "{p99}");
}

#[test]
fn a_lost_zone_takes_its_instances() {
    let plan = what_if(&["zone za down"]);
    let system = System::new(&plan);
    let web = system.find("web").unwrap();
    let load = node_loads(&system).into_iter().find(|load| load.at == web).unwrap();
    assert!((load.capacity - 200.0).abs() < 1e-9);
    assert!(availability(&plan, "browse") > 0.99, "two are left, and two are needed");
    assert!(availability(&what_if(&["za down", "zb down"]), "browse") < 1e-12);
}

#[test]
fn slow_is_slow_for_callers_too() {
    let (before, after) = (p99(&what_if(&[]), "pay"), p99(&what_if(&["payments slow x3"]), "pay"));
    assert!(after > 2.8 * before && after < 3.0 * before, "{before} {after}");
}

#[test]
fn traffic_of_one_journey_or_of_all() {
    let rate = |plan: &Plan| {
        let system = System::new(plan);
        node_rate(&system, system.find("web").unwrap()).per_second
    };
    assert!((rate(&what_if(&["traffic x3"])) - 330.0).abs() < 1e-9);
    assert!((rate(&what_if(&["pay traffic x3"])) - 130.0).abs() < 1e-9);
}

#[test]
fn a_cold_cache_lets_everything_through() {
    let plan = what_if(&["redis cold"]);
    let system = System::new(&plan);
    assert!((node_rate(&system, system.find("catalogue").unwrap()).per_second - 100.0).abs() < 1e-9);
}

#[test]
fn settings_are_made_before_the_rest() {
    let plan = what_if(&["web -> payments.timeout = 300ms"]);
    let system = System::new(&plan);
    let route = system.route("pay").unwrap();
    let worst = worst_case(&system, route);
    assert_eq!(worst.of_journey(route).unwrap().spoken(), "305 ms");
    assert_eq!(what_if(&["map.calls.web -> payments.timeout.total = 300ms"]), plan);
    assert_eq!(what_if(&["pay.deadline = 5s"]).journeys().nth(1).unwrap().1.deadline.unwrap().to_string(), "5s");
    assert!(
        (what_if(&["payments.availability = 99%", "traffic x2"]).component("payments").unwrap().availability.unwrap().share() - 0.99).abs()
            < 1e-12
    );
}

#[test]
fn what_cannot_be_changed_says_why() {
    let told = [
        "paiments down",
        "payments up",
        "nobody traffic x2",
        "catalogue cold",
        "web -> payments.timeout = soon",
        "web -> payments.tiemout = 1s",
        "payment.availability = 99%",
    ]
    .map(refused);
    insta::assert_snapshot!(told.join("\n"));
}
