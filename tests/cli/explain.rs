//! `explain`: an answer for every name.

use crate::run::Place;
use groundplan::knowledge::checklists;
use insta::assert_snapshot;

#[test]
fn every_rule_name_of_the_guidance() {
    let guidance = include_str!("../../checklists/guidance.md");
    let place = Place::empty();
    let names: Vec<&str> = guidance.lines().filter_map(|line| line.strip_prefix("- `")?.split_once("` - ")).map(|(name, _)| name).collect();
    assert_eq!(names.len(), 39);
    for name in names {
        let said = place.run(&format!("explain {name}"));
        assert_eq!(said.code, 0, "{said}");
        assert!(said.out.starts_with(&format!("{name}  rule of ")) && said.out.contains("  fix "), "{said}");
    }
}

#[test]
fn every_step_and_category() {
    let place = Place::empty();
    for number in 1..=7 {
        assert_eq!(place.run(&format!("explain {number}")).code, 0, "step {number}");
    }
    for category in checklists().categories() {
        assert_eq!(place.run(&format!("explain {}", category.id)).code, 0, "{}", category.id);
    }
}

/// One field of each condition: each run of the program reads all checklists.
#[test]
fn fields_that_conditions_need() {
    let place = Place::empty();
    let needs: std::collections::BTreeSet<&String> = checklists().conditions().filter_map(|entry| entry.condition.needs.last()).collect();
    for need in needs.into_iter().step_by(4) {
        let said = place.run(&format!("explain {need}"));
        assert_eq!(said.code, 0, "{said}");
    }
}

#[test]
fn a_step() {
    assert_snapshot!(Place::empty().run("explain 3"));
}

#[test]
fn a_category() {
    assert_snapshot!(Place::empty().run("explain reliability-resilience"));
}

#[test]
fn a_rule() {
    assert_snapshot!(Place::empty().run("explain timeouts"));
}

#[test]
fn a_condition() {
    assert_snapshot!(Place::empty().run("explain RE2"));
}

#[test]
fn a_finding() {
    assert_snapshot!(Place::with("shop").run("explain timeouts/TO2@journey:pay"));
}

#[test]
fn a_question() {
    assert_snapshot!(Place::with("shop").run("explain timeouts/TO1@call:api->orders"));
}

#[test]
fn a_field() {
    assert_snapshot!(Place::empty().run("explain call.timeout"));
}

#[test]
fn a_field_by_its_place() {
    assert_snapshot!(Place::empty().run("explain map.components.*.instances"));
}

#[test]
fn names_that_are_no_ids() {
    let place = Place::empty();
    for (asked, answered) in [
        ("reliability", "reliability-resilience  category"),
        ("goals.journeys.slo", "goals.journeys.*.slo  field"),
        ("map.calls.retry", "map.calls.*.retry  field"),
        ("build.practices.CB1", "circuit-breakers/CB1  condition"),
        ("max_connections", "data.stores.*.max_connections  field"),
    ] {
        let said = place.run(&format!("explain {asked}"));
        assert!(said.out.starts_with(answered), "{said}");
    }
    let output = place.command("explain").arg("Reliability & resilience").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("reliability-resilience  category"));
}

#[test]
fn a_name_with_several_meanings() {
    assert_snapshot!(Place::empty().run("explain timeout"));
}

#[test]
fn everything() {
    assert_snapshot!(Place::empty().run("explain"));
}

#[test]
fn a_name_that_is_none() {
    let place = Place::with("shop");
    assert_snapshot!(
        [
            place.run("explain tiemouts"),
            place.run("explain TO2@journey:pya"),
            place.run("explain call.timeuot"),
            place.run("explain nothing-of-the-kind"),
        ]
        .map(|said| said.to_string())
        .join("\n")
    );
}

#[test]
fn the_language_guide() {
    assert_snapshot!(Place::empty().run("explain typescript"));
}
