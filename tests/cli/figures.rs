//! `analyze --explain`: every figure of the page has its formula and its lines of the plan.

use crate::run::Place;
use insta::assert_snapshot;
use serde_json::Value;

/// The examples that state figures.
const EXAMPLES: [&str; 2] = ["checkout", "online-boutique"];

fn plan(example: &str) -> String {
    std::fs::read_to_string(format!("{}/examples/{example}/groundplan.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The labels of each journey's figures, and the headings of the system's, as they stand on the page. What is about a journey
/// stands under its heading; a label stands in the third column.
fn shown(page: &str, journeys: &[String]) -> Vec<(Option<String>, String)> {
    let mut shown = Vec::new();
    let mut journey = None;
    for line in page.lines() {
        if let Some(id) = journeys.iter().find(|id| line == *id || line.starts_with(&format!("{id}: "))) {
            journey = Some(id.clone());
        } else if line.is_empty() {
            journey = None;
        } else if !line.starts_with(' ') {
            shown.push((None, line.to_owned()));
        } else if let Some(label) =
            line.strip_prefix("  ").filter(|rest| journey.is_some() && rest.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            let label: String = label.chars().take(10).collect();
            shown.push((journey.clone(), label.trim().to_owned()));
        }
    }
    shown
}

#[test]
fn every_figure_of_the_page_can_be_traced_to_the_plan() {
    for example in EXAMPLES {
        let text = plan(example);
        let place = Place::with_plan(&text);
        let explained: Vec<Value> = serde_json::from_str(&place.run("analyze --explain --format json").out).unwrap();
        let json: Value = serde_json::from_str(&place.run("analyze --format json").out).unwrap();
        let journeys: Vec<String> = json["journeys"].as_object().unwrap().keys().cloned().collect();
        let page = place.run("analyze").out;
        let shown = shown(&page, &journeys);
        assert!(shown.len() > 5, "{example}: {shown:?}");
        for (journey, label) in shown {
            let is_it = |one: &&Value| one["journey"].as_str() == journey.as_deref() && one["figure"] == label.as_str();
            assert!(explained.iter().any(|one| is_it(&one)), "{example}: nothing explains {label} of {journey:?}");
        }
        for one in &explained {
            let inputs = one["inputs"].as_array().unwrap();
            assert!(!inputs.is_empty(), "{example}: {one} names no place");
            assert!(!one["formulas"].as_array().unwrap().is_empty(), "{example}: {one} has no formula");
            for input in inputs {
                let line = usize::try_from(input["line"].as_u64().unwrap()).unwrap();
                assert_eq!(input["source"].as_str(), text.lines().nth(line - 1), "{example}: {input}");
                assert!(line > 1, "{example}: {input} names the top of the file");
            }
        }
    }
}

#[test]
fn a_journey_explained() {
    assert_snapshot!(Place::with_plan(plan("checkout")).run("analyze --explain --journey track"));
}

#[test]
fn a_first_plan_explained() {
    assert_snapshot!(Place::with("shop").run("analyze --explain"));
}
