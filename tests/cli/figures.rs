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

/// One journey doubles each year, the other does not say how it grows.
const GROWING: &str = "\
groundplan: 1
system: shop
horizon: 2y
goals:
  journeys:
    buy: {entry: api, traffic: {peak: 100/s, growth: 100%/year}}
    look: {entry: search, traffic: {peak: 100/s}}
map:
  components:
    api: {instances: {min: 4, max: 4, capacity: 150/s}}
    search: {capacity: 500/s}
    mail: {load: 40/s}
    tax: {kind: external, capacity: 1000/s, load: 60/s}
  calls: {api -> search: {in: [buy]}, api -> mail: {in: [buy]}, api -> tax: {in: [buy]}, search -> tax: {in: [look]}}
thresholds: {PR2.share: 60%}
";

#[test]
fn growth_to_the_end_of_the_horizon() {
    let place = Place::with_plan(GROWING);
    let page = place.run("analyze").out;
    let heading = "Load at peak, today and at the end of the plan's horizon";
    let section: Vec<&str> = page.lines().skip_while(|line| *line != heading).take_while(|line| !line.is_empty()).collect();
    assert_snapshot!(section.join("\n"));
    let json: Value = serde_json::from_str(&place.run("analyze --format json").out).unwrap();
    assert_eq!(json["growth"]["target_utilisation"], 0.6);
    let api = &json["growth"]["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "api").unwrap()["fills"];
    assert_eq!(api["needed"], 4);
    // 100/s become 360/s in log2 3.6 years, and 600/s in log2 6.
    let close = |field: &str, expected: f64| assert!((api[field].as_f64().unwrap() - expected).abs() < 1e-7, "{api}");
    close("utilisation", 400.0 / 600.0);
    close("target_in_months", 12.0 * 3.6_f64.log2());
    close("full_in_months", 12.0 * 6.0_f64.log2());
    assert_eq!(
        serde_json::from_str::<Value>(&Place::with_plan("groundplan: 1\nsystem: s\n").run("analyze --format json").out).unwrap()["growth"],
        Value::Null
    );
}
