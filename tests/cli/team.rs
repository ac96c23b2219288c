//! A team's own rules: found, unknown, mistaken, and what they change of the guidance.

use crate::run::Place;
use insta::assert_snapshot;

const SHOP: &str = "\
groundplan: 1
system: shop
criticality: high
goals:
  journeys:
    pay: {entry: api, traffic: {peak: 50/s}}
    browse: {entry: api, traffic: {peak: 200/s}}
map:
  components:
    api: {kind: service, instances: {min: 2}}
    mails: {kind: worker, criticality: low}
    payments: {kind: external}
  calls:
    api -> payments: {timeout: {total: 3s}}
    api -> orders: {timeout: none}
data:
  stores:
    orders: {kind: relational, replication: none}
";

/// The rules that the page about them shows.
fn documented() -> String {
    let page = include_str!("../../docs/team-rules.md");
    let (_, block) = page.split_once("```yaml\n").unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

fn shop(rules: &str) -> Place {
    Place::with_plan(SHOP).file(".groundplan/checklists/platform.yaml", rules)
}

fn one(subject: &str, rest: &str) -> String {
    format!(
        "rules:\n  OWN1:\n    title: It is so\n    for: {subject}\n    question: Is {{subject}} so?\n    severity: high\n    why: It matters.\n    fix: Mend it.\n{rest}"
    )
}

#[test]
fn the_documented_rules_are_judged() {
    assert_snapshot!(shop(&documented()).run("check --rule platform --all --fail-on never"));
}

#[test]
fn a_rule_is_explained() {
    assert_snapshot!(shop(&documented()).run("explain plat2"));
}

#[test]
fn the_guidance_is_graded_anew_and_switched_off() {
    let changed = shop("guidance:\n  TO1: {severity: low, reason: The mesh gives up}\n  BH6: {off: true, reason: Not ours}\n");
    let said = changed.run("check --rule TO1 --fail-on never");
    assert!(said.out.contains("L low  timeouts/TO1@call:api->orders"), "{said}");
    assert!(said.out.contains("1 condition switched off by the team"), "{said}");
    assert_eq!(changed.run("check --rule BH6").out.matches("bulkheads/BH6").count(), 0);
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let rules = "\
rules:
  own1:
    title: A
    for: pool
    violated_when: true
    message: m
    question: q
    severity: high
    why: w
    fix: f
guidance:
  TO11: {off: true, reason: r}
  TO1: {reason: r}
  TO2: {severity: worst, reason: r}
";
    assert_snapshot!(shop(rules).run("check"));
}

#[test]
fn a_name_that_is_not_there_and_an_expression_that_is_none() {
    let rules =
        one("call", "    when: call.modee == 'sync'\n    violated_when: caller.instances.mim > 1 adn true\n    message: '{{ cal.id }}'\n");
    assert_snapshot!(shop(&rules).run("check"));
}

#[test]
fn an_expression_that_fails_on_a_subject() {
    let rules = one("component", "    violated_when: component.kind / 2 > 1\n    message: m\n");
    let said = shop(&rules).run("check");
    assert_eq!(said.code, 2);
    assert_snapshot!(said);
}

#[test]
fn an_endless_expression_ends() {
    let rules = one(
        "component",
        "    violated_when: \"range(99999) | map('string') | join | length > 3\"\n    message: '{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}'\n",
    );
    let said = shop(&rules).run("check");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("can't be evaluated on component:api"), "{said}");
}

/// What is asked for after an answer is clear, or is asked whether it is known, leaves nothing open.
#[test]
fn an_unknown_fact_is_no_violation() {
    let answer = |violated_when: &str| {
        let rules = one("component", &format!("    violated_when: {violated_when}\n    message: m\n"));
        let said = shop(&rules).run("check --rule OWN1 --component mails --fail-on never");
        let found = |mark: &str| said.out.contains(mark);
        match (found("platform/OWN1@component:mails"), found("? Is mails so?")) {
            (true, false) => "violated",
            (false, true) => "unknown",
            (false, false) => "holds",
            (true, true) => "both",
        }
    };
    for (violated_when, expected) in [
        ("component.instances.min < 3", "unknown"),
        ("component.instances.min < 3 or true", "unknown"),
        ("true or component.instances.min < 3", "violated"),
        ("false and component.instances.min < 3", "holds"),
        ("component.instances.min is known", "holds"),
        ("component.instances.min is unknown", "violated"),
        ("component.instances is unknown and component.instances.min is unknown", "violated"),
        ("component.instances.min | default(1) < 3", "violated"),
        ("component.criticality == 'low'", "violated"),
        ("plan.criticality == 'high'", "violated"),
        ("component.fan_in == 0 and component.kind == 'worker'", "violated"),
        ("component.utilisation > 0.5", "unknown"),
    ] {
        assert_eq!(answer(violated_when), expected, "{violated_when}");
    }
}

#[test]
fn two_files_with_one_rule() {
    let rules = one("component", "    violated_when: false\n    message: m\n");
    let place = shop(&rules).file(".groundplan/checklists/other.yaml", &rules);
    assert!(place.run("check").err.contains("another file has a rule OWN1 too"));
}
