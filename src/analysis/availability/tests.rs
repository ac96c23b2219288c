//! The values of the design's table, each from a plan that says the same in words.

use super::{Ceiling, Change, ceiling, single, together};
use crate::graph::{Route, System};
use crate::plan::load;

/// Asks something of the journey `j` of a plan that consists of this map.
fn asked<T>(map: &str, question: impl Fn(&System<'_>, &Route<'_>, Ceiling) -> T) -> T {
    let text = format!("groundplan: 1\nsystem: s\ngoals: {{journeys: {{j: {{entry: api, traffic: 10/s}}}}}}\nmap:\n{map}");
    let loaded = load(&text);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let system = System::new(loaded.plan.as_ref().unwrap());
    let route = system.route("j").unwrap();
    question(&system, route, ceiling(&system, route))
}

/// The unavailability of the journey.
fn unavailability(map: &str) -> f64 {
    asked(map, |_, _, ceiling| ceiling.unavailability.exact().unwrap())
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

/// The last row of the table: everything at once. 2 of 3 workers needed, 2 zones, 2 stores behind one DNS.
const EVERYTHING: &str = "  zones: {za: 99.8%, zb: 99.8%}
  components:
    api: {availability: 99.95%}
    front: {instances: {min: 2, needs: 1, zones: [za, zb], availability: 100%}}
    d1: {availability: 99.9%}
    d2: {availability: 99.9%}
    dns: {availability: 99.99%}
    workers: {instances: {min: 3, needs: 2, availability: 99%, common_cause: 0%}}
  calls:
    api -> front: {need: hard}
    api -> d1: {any_of: stores}
    api -> d2: {any_of: stores}
    d1 -> dns: {need: hard}
    d2 -> dns: {need: hard}
    api -> workers: {need: hard}
";

#[test]
fn a_plan_with_everything() {
    asked(EVERYTHING, |_, _, ceiling| {
        let q = ceiling.tree.probabilities();
        let p = ceiling.exact().unwrap();
        assert!((p - 9.027_667_220e-4).abs() <= 1e-9 * p, "{p:e}");
        let sets = ceiling.compiled.cut_sets(&q);
        assert_eq!(sets.by_order(5), [0, 2, 5]);
        let names: Vec<&str> = ceiling.single_points.iter().map(|id| ceiling.tree.events()[id.index()].name.as_str()).collect();
        assert_eq!(names, ["dns", "api"]);
        let importance = ceiling.compiled.importance(&q).unwrap();
        let of = |name: &str| importance.iter().find(|one| ceiling.tree.events()[one.event.index()].name == name).unwrap();
        // The table prints them to so many digits.
        let rounds_to = |actual: f64, printed: f64, unit: f64| assert!((actual - printed).abs() <= unit / 2.0, "{actual} is not {printed}");
        rounds_to(of("dns").achievement_worth, 1_107.71, 0.01);
        rounds_to(of("dns").marginal, 0.999_197, 1e-6);
        rounds_to(of("workers instance 1").criticality, 0.219_193, 1e-6);
        rounds_to(of("workers instance 1").diagnostic, 0.227_001, 1e-6);
        rounds_to(of("workers instance 1").fussell_vesely.unwrap(), 0.220_433, 1e-6);
    });
}

#[test]
fn a_shared_dependency_of_alternatives_is_a_single_point() {
    let map = "  components: {api: {availability: 99.9%}, db1: {availability: 99.9%}, db2: {availability: 99.9%}, dns: {}}\n  calls:\n    api -> db1: {any_of: dbs}\n    api -> db2: {any_of: dbs}\n    db1 -> dns: {need: hard}\n    db2 -> dns: {need: hard}\n";
    asked(map, |_, _, ceiling| {
        let names: Vec<String> = ceiling.single_points.iter().map(|id| ceiling.term(*id).unwrap().text).collect();
        assert_eq!(names, ["dns: down for a share of the time that is not stated", "api: down 0.1 % of the time"]);
    });
}

#[test]
fn what_nobody_stated_leaves_bounds() {
    let map = |dns: &str| {
        format!(
            "  components: {{api: {{availability: 99.9%}}, a: {{availability: 99%}}, dns: {{{dns}}}}}\n  calls: {{api -> a: {{any_of: g}}, api -> dns: {{any_of: g}}}}\n"
        )
    };
    asked(&map(""), |_, _, ceiling| {
        assert_eq!(ceiling.exact(), None);
        assert_eq!(ceiling.unknown.iter().map(|unknown| unknown.path.to_string()).collect::<Vec<_>>(), ["map.components.dns.availability"]);
        close(ceiling.availability(), 0.999);
        // Without the alternative both api and a must be up.
        close(ceiling.floor(), 0.999 * 0.99);
    });
    asked(&map("availability: 99%"), |_, _, ceiling| close(ceiling.exact().unwrap(), 1.0 - 0.999 * (1.0 - 1e-4)));
}

#[test]
fn zones_calls_elsewhere_and_failure_modes_can_lack_facts_too() {
    let map = "  regions: {eu: {}}\n  zones: {a: {region: eu}, b: {region: eu, availability: 99%}}\n  components: {api: {instances: {min: 2, zones: [a, b], availability: 99.9%}}}\n  failure_modes: {m: {at: api, kind: down, frequency: 6/year}}\n";
    asked(map, |_, _, ceiling| {
        let missing: Vec<String> = ceiling.unknown.iter().map(|unknown| unknown.path.to_string()).collect();
        assert_eq!(missing, ["map.zones.a.availability", "map.regions.eu.availability", "map.failure_modes.m.lasts"]);
    });
}

#[test]
fn changes_are_tried_and_ranked() {
    let map = "  zones: {za: 99.9%, zb: 99.9%}
  components:
    api: {instances: {min: 2, needs: 1, zones: [za], availability: 99.9%, common_cause: 10%}}
    tax: {kind: external, availability: 99.5%}
    db: {availability: 99.9%}
  calls: {api -> tax: {need: hard}, api -> db: {need: hard}}
";
    asked(map, |system, route, ceiling| {
        let trials = single(system, route, &ceiling);
        let told: Vec<String> = trials.iter().map(|trial| trial.changes[0].text(system)).collect();
        assert_eq!(
            told,
            [
                "make api -> tax soft",
                "make api -> db soft",
                "run one more instance of api in zone zb",
                "run a second db",
                "run 3 instances of api instead of 2"
            ]
        );
        let expected = [
            ("  calls: {api -> tax: {need: hard}", "  calls: {api -> tax: {need: soft}"),
            ("api -> db: {need: hard}", "api -> db: {need: soft}"),
            ("min: 2, needs: 1, zones: [za]", "min: 3, needs: 1, zones: {za: 2, zb: 1}"),
            // The two fail together for 5 % of what they are down.
            ("db: {availability: 99.9%}", "db: {instances: {min: 2, availability: 99.9%}}"),
            ("min: 2, needs: 1", "min: 3, needs: 1"),
        ];
        for (trial, (from, to)) in trials.iter().zip(expected) {
            close(trial.unavailability, unavailability(&map.replace(from, to)));
        }

        // 99.9 % needs the tax service out of the way, and either zones or the database.
        let all = together(system, route, &trials, 1.2e-3).unwrap();
        assert_eq!(all.changes.len(), 2);
        assert!(matches!(all.changes[0], Change::Soften(_)));
        assert!(together(system, route, &trials, 1e-12).is_none());
    });
}

/// An order without its effect is none: only the call that changes nothing may become soft.
#[test]
fn an_effect_cannot_be_done_without() {
    let map = "  components: {api: {availability: 99.9%}, orders: {kind: external, availability: 99%}, tax: {kind: external, availability: 99%}}\n  calls: {api -> orders: {need: hard, mutates: true}, api -> tax: {need: hard, mutates: false}}\n";
    asked(map, |system, route, ceiling| {
        let softened: Vec<String> = single(system, route, &ceiling)
            .iter()
            .flat_map(|trial| &trial.changes)
            .filter(|change| matches!(change, Change::Soften(_)))
            .map(|change| change.text(system))
            .collect();
        assert_eq!(softened, ["make api -> tax soft"]);
    });
}

#[test]
fn a_fleet_is_down_as_its_instances_are() {
    let map = |members: usize, needs: usize, availability: &str, zones: &str| {
        format!(
            "  zones: {{a: 99%, b: 98%}}\n  components: {{api: {{instances: {{min: {members}, needs: {needs}, availability: {availability}, common_cause: 0%, zones: {zones}}}}}}}\n"
        )
    };
    // Of 60 in two zones of 30 with 32 needed: both zones up and at most 28 down. One zone alone is too few.
    let q = unavailability(&map(60, 32, "90%", "[a, b]"));
    let both_up = 0.99 * 0.98;
    close(q, 1.0 - both_up * (1.0 - crate::analysis::fault_tree::at_least(29, &[0.1; 60])));
    // With 28 needed one zone may be lost, if at most 2 of the other are down.
    let q = unavailability(&map(60, 28, "99%", "[a, b]"));
    let (all, half) = (crate::analysis::fault_tree::at_least(33, &[0.01; 60]), crate::analysis::fault_tree::at_least(3, &[0.01; 30]));
    close(q, both_up * all + (0.99 * 0.02 + 0.01 * 0.98) * half + 0.01 * 0.02);
    // A million are not computed, and nothing waits for them.
    asked(&map(1_000_000, 900_000, "99%", "[a, b]"), |_, _, ceiling| assert_eq!(ceiling.unknown.len(), 1));
}
