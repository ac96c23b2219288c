//! Runs SCRAM, another program for fault trees, and reads what it says.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What SCRAM says of a fault tree, each figure to the six digits that it prints.
#[derive(Debug)]
pub struct Report {
    /// Its probability less ours.
    pub difference: f64,
    pub probability: f64,
    pub cut_sets: u128,
    /// How many there are of each order, from the first.
    pub by_order: Vec<u128>,
    pub importance: Vec<Importance>,
}

/// The measures of one event, in the order in which SCRAM prints them.
#[derive(Debug)]
pub struct Importance {
    pub event: String,
    pub marginal: f64,
    pub criticality: f64,
    pub diagnostic: f64,
    pub achievement_worth: f64,
    /// 0 where it is infinite.
    pub reduction_worth: f64,
}

/// SCRAM prints six digits, far fewer than it computes. So it is given our probability as an event too, and an event that
/// decides between the two: the marginal importance of that is the difference, to six digits of its own.
const COMPARISON: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<opsa-mef>
  <define-fault-tree name="comparison">
    <define-gate name="difference">
      <or>
        <and><basic-event name="theirs"/><gate name="top"/></and>
        <and><not><basic-event name="theirs"/></not><basic-event name="ours"/></and>
      </or>
    </define-gate>
  </define-fault-tree>
  <model-data>
    <define-basic-event name="theirs"><float value="0.5"/></define-basic-event>
    <define-basic-event name="ours"><float value="OURS"/></define-basic-event>
  </model-data>
</opsa-mef>
"#;

/// Has SCRAM solve a model whose gate `top` has the probability `ours`.
pub fn solve(model: &str, ours: f64) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let [tree, comparison, report] = ["tree.xml", "comparison.xml", "report.xml"].map(|name| folder.path().join(name));
    fs::write(&tree, model).unwrap();
    fs::write(&comparison, COMPARISON.replace("OURS", &format!("{ours:e}"))).unwrap();
    run(&[&tree, &comparison], &report);
    read(&fs::read_to_string(&report).unwrap())
}

/// Without limits of its own on the order and probability of cut sets, which would leave some out.
fn run(models: &[&Path], report: &Path) {
    let mut command = Command::new("scram");
    command.args(["--bdd", "--probability", "1", "--importance", "1", "--limit-order", "1000", "--cut-off", "0", "--output-path"]);
    let output = command.arg(report).args(models).output().unwrap_or_else(|error| panic!("scram does not run: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Its reports have an element a line, each with its attributes.
fn read(text: &str) -> Report {
    let sets = text.lines().find(|line| line.contains("<sum-of-products name=\"top\"")).unwrap();
    let theirs = events(text, "difference").into_iter().find(|line| attribute(line, "name") == "theirs").unwrap();
    Report {
        difference: number(theirs, "MIF"),
        probability: number(sets, "probability"),
        cut_sets: attribute(sets, "products").parse().unwrap(),
        by_order: attribute(sets, "distribution").split_whitespace().map(|count| count.parse().unwrap()).collect(),
        importance: events(text, "top").into_iter().map(importance).collect(),
    }
}

/// The lines of the events of a gate, with their importance.
fn events<'t>(text: &'t str, gate: &str) -> Vec<&'t str> {
    let heading = format!("<importance name=\"{gate}\"");
    let behind = text.lines().skip_while(|line| !line.contains(&heading)).skip(1);
    behind.take_while(|line| line.contains("<basic-event")).collect()
}

fn importance(line: &str) -> Importance {
    Importance {
        event: attribute(line, "name").to_owned(),
        marginal: number(line, "MIF"),
        criticality: number(line, "CIF"),
        diagnostic: number(line, "DIF"),
        achievement_worth: number(line, "RAW"),
        reduction_worth: number(line, "RRW"),
    }
}

fn attribute<'l>(line: &'l str, name: &str) -> &'l str {
    let (_, value) = line.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("no {name} in {line}"));
    value.split('"').next().unwrap()
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).parse().unwrap()
}
