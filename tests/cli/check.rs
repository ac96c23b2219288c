//! `check` and `analyze`: what people and programs get, and the exit codes.

use crate::run::Place;
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn a_first_plan_for_people() {
    assert_snapshot!(Place::with("shop").run("check"));
}

#[test]
fn a_first_plan_for_programs() {
    assert_snapshot!(Place::with("shop").run("check --format json --rule timeouts"));
}

#[test]
fn the_nearest_plan_above() {
    let place = Place::with("shop").file("services/api/main.ts", "");
    let mut command = place.command("check --rule timeouts");
    let output = command.current_dir(place.path("services/api")).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("../../groundplan.yaml:"), "{out}");
}

#[test]
fn json_is_whole_and_in_order() {
    let place = Place::with("shop");
    let report: Value = serde_json::from_str(&place.run("check --format json").out).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["plan", "findings", "questions", "missing", "scorecard", "summary"]);
    let keys: Vec<&String> = report["findings"][0].as_object().unwrap().keys().collect();
    let expected = [
        "id",
        "rule",
        "condition",
        "category",
        "step",
        "severity",
        "state",
        "subject",
        "group",
        "path",
        "line",
        "column",
        "message",
        "because",
        "fix",
        "reference",
        "asvs",
    ];
    assert_eq!(keys, expected);
    let keys: Vec<&String> = report["questions"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "rule", "condition", "step", "subject", "path", "ask", "rank"]);
    assert_eq!(report["scorecard"].as_array().unwrap().len(), 8);
}

/// The retries behind a journey are the component's business, although the finding is about the journey.
#[test]
fn what_rests_on_a_component() {
    assert_snapshot!(Place::with("shop").run("check --component payments"));
}

#[test]
fn a_component_that_is_not_there() {
    let said = Place::with("shop").run("check --component paymnets");
    assert_eq!(said.code, 2);
    assert_eq!(said.err, "error: there is no component, store or channel `paymnets`\n  hint: did you mean `payments`?\n");
}

#[test]
fn the_exit_code_follows_the_limit() {
    let place = Place::with("shop");
    let code = |arguments: &str| place.run(arguments).code;
    assert_eq!(code("check"), 1);
    assert_eq!(code("check --fail-on never"), 0);
    assert_eq!(code("check --rule TO2"), 0, "a high finding is no blocker");
    assert_eq!(code("check --rule TO2 --fail-on high"), 1);
    assert_eq!(code("check --rule TO9"), 2);
    assert_eq!(code("check --step 9"), 2);
    assert_eq!(code("check --fail-on severe"), 2);
    assert_eq!(code("check --date tomorrow"), 2);
    assert_eq!(code("chekc . extra"), 2);
}

const ACCEPTED: &str = "operations:\n  accepted:\n    '*': {owner: team-a, reason: Only a trial, until: 2027-01-01}\n";

#[test]
fn accepted_risks_are_counted_apart_until_they_expire() {
    let shop = Place::with("shop").text("groundplan.yaml");
    let place = Place::with_plan(format!("{shop}{ACCEPTED}"));
    let before = place.run("check --date 2026-12-31 --rule TO2");
    assert_eq!(before.code, 0, "{before}");
    assert_snapshot!(before);
    assert_eq!(place.run("check --date 2026-12-31").code, 0);
    let undated = place.run("check --rule TO2").out;
    assert!(undated.contains("Whether they have expired was not judged, for lack of a date"), "{undated}");
    let after = place.run("check --date 2027-01-02");
    assert_eq!(after.code, 1, "{after}");
    assert!(after.out.contains("team-a had accepted this until 2027-01-01"), "{after}");
}

#[test]
fn an_empty_plan_is_full_of_questions() {
    let said = Place::with_plan("groundplan: 1\nsystem: shop\n").run("check");
    assert_eq!(said.code, 0, "{said}");
    assert_snapshot!(said);
}

#[test]
fn the_arithmetic_for_people() {
    assert_snapshot!(Place::with("shop").run("analyze"));
}

#[test]
fn the_arithmetic_for_programs() {
    assert_snapshot!(Place::with("shop").run("analyze --format json --journey pay"));
}

#[test]
fn a_journey_that_is_not_there() {
    let said = Place::with("shop").run("analyze --journey pya");
    assert_eq!(said.code, 2);
    assert_eq!(said.err, "error: the plan has no journey `pya`\n  hint: did you mean `pay`?\n");
}

/// The answer says its arithmetic: what it saves each journey, what it costs, and the one over the other.
#[test]
fn the_best_change_for_the_least_money() {
    for example in ["checkout", "online-boutique"] {
        let plan = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/").to_owned() + example + "/groundplan.yaml").unwrap();
        let said = Place::with_plan(plan).run("analyze --format json");
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let best = &json["best_change"]["bought"];
        let number = |field: &str| best[field].as_f64().unwrap();
        let gains = best["journeys"].as_array().unwrap();
        let saved: f64 = gains.iter().map(|gain| gain["before"].as_f64().unwrap() - gain["after"].as_f64().unwrap()).sum();
        assert!((saved - number("minutes_saved")).abs() < 1e-6, "{best}");
        assert!((number("minutes_saved") / number("monthly_cost") - number("minutes_per_money")).abs() < 1e-6, "{best}");
        let of_journeys =
            json["journeys"].as_object().unwrap().values().flat_map(|journey| journey["availability"]["changes"].as_array().unwrap());
        let priced =
            of_journeys.filter(|tried| tried["changes"][0]["text"] == best["text"]).map(|tried| tried["minutes_saved"].as_f64().unwrap());
        assert!((priced.sum::<f64>() - saved).abs() < 1e-6, "the journeys tell the same: {best}");
    }
}

#[test]
fn for_code_scanning() {
    assert_snapshot!(Place::with("shop").run("check --format sarif --rule timeouts"));
}

#[test]
fn for_a_build_server() {
    assert_snapshot!(Place::with("shop").run("check --format junit --rule timeouts --fail-on high"));
}

#[test]
fn for_a_github_workflow() {
    assert_snapshot!(Place::with("shop").run("check --format github --rule timeouts"));
}

#[test]
fn an_acceptance_that_matches_nothing_is_a_finding() {
    let plan = "groundplan: 1\nsystem: shop\nmap: {components: {api: {kind: service}}}\noperations:\n  accepted:\n    \
        timeouts/TO1@call:api->gone: {owner: a, reason: Old, until: 2027-01-01}\n    \
        typing/TY1@system: {owner: a, reason: Only a question, until: 2027-01-01}\n";
    assert_snapshot!(Place::with_plan(plan).run("check --rule AR1"));
}

#[test]
fn an_answer_without_evidence_is_weaker() {
    let plan = |answer: &str| {
        format!(
            "groundplan: 1\nsystem: shop\nmap: {{components: {{api: {{kind: service}}}}}}\nbuild: {{practices: {{LI1: {answer}, LI2: met}}}}\n"
        )
    };
    let last = |answer: &str| {
        let out = Place::with_plan(plan(answer)).run("check").out;
        out.lines().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" ")
    };
    assert!(last("met").ends_with("2 statements hold (2 by someone's word alone)"), "{}", last("met"));
    assert!(last("{answer: met, evidence: eslint.config.js}").ends_with("(1 by someone's word alone)"));
}
