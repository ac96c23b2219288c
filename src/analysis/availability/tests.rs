//! The values of the design's table, each from a plan that says the same in words.

use super::ceiling;
use crate::graph::System;
use crate::plan::load;

/// The unavailability of the journey `j` of a plan that consists of this map.
fn unavailability(map: &str) -> f64 {
    let text = format!("groundplan: 1\nsystem: s\ngoals: {{journeys: {{j: {{entry: api, traffic: 10/s}}}}}}\nmap:\n{map}");
    let loaded = load(&text);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let system = System::new(loaded.plan.as_ref().unwrap());
    ceiling(&system, system.route("j").unwrap()).unavailability.exact().unwrap()
}

fn close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-6 * expected, "{actual:e} is not {expected:e}");
}

#[test]
fn hard_calls_in_series_multiply() {
    let q = unavailability(
        "  components: {api: {availability: 99.9%}, a: {availability: 99.95%}, b: {availability: 99.99%}}\n  calls: {api -> a: {need: hard}, api -> b: {need: hard}}\n",
    );
    close(1.0 - q, 0.998_400_649_95);
}

#[test]
fn two_of_three_instances() {
    close(1.0 - unavailability("  components: {api: {instances: {min: 3, needs: 2, availability: 99%, common_cause: 0%}}}\n"), 0.999_702);
}

#[test]
fn a_share_of_failures_hits_all_instances() {
    close(unavailability("  components: {api: {instances: {min: 2, availability: 99.9%, common_cause: 10%}}}\n"), 1.008_099e-4);
}

#[test]
fn alternatives_that_share_a_dependency() {
    let q = unavailability(
        "  components: {api: {}, a: {availability: 99.9%}, b: {availability: 99.9%}, dns: {availability: 99.99%}}\n  calls:\n    api -> a: {any_of: nodes}\n    api -> b: {any_of: nodes}\n    a -> dns: {need: hard}\n    b -> dns: {need: hard}\n",
    );
    close(q, 1.009_999e-4);
}

#[test]
fn zones_fall_with_their_region() {
    let q = unavailability(
        "  regions: {eu: 99.99%}\n  zones: {a: {region: eu, availability: 99.9%}, b: {region: eu, availability: 99.9%}, c: {region: eu, availability: 99.9%}}\n  components: {api: {instances: {min: 3, needs: 2, zones: [a, b, c]}}}\n",
    );
    close(q, 1.029_977e-4);
}

#[test]
fn a_soft_call_costs_what_its_fallback_does_not_save() {
    let soft = |fallback: &str| {
        unavailability(&format!(
            "  components: {{api: {{}}, a: {{availability: 99.9%}}}}\n  calls: {{api -> a: {{need: soft, fallback: {fallback}}}}}\n"
        ))
    };
    close(soft("{answer: yesterday's, works: 95%}"), 5e-5);
    assert!(soft("none").abs() < f64::EPSILON);
}

#[test]
fn what_others_journeys_call_does_not_count() {
    let q =
        unavailability("  components: {api: {availability: 99.9%}, a: {availability: 90%}}\n  calls: {api -> a: {need: hard, in: {}}}\n");
    close(q, 1e-3);
}

#[test]
fn a_failure_mode_takes_its_share_of_the_year() {
    // 6 a year × (5 + 25) minutes = 3 hours of 365.25 days.
    let q = unavailability(
        "  components: {api: {}}\n  failure_modes: {m: {at: api, kind: down, frequency: 6/year, detect: {within: 5min}, recover: {within: 25min}}}\n",
    );
    close(q, 3.0 / (24.0 * 365.25));
}
