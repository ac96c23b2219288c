//! Our fault trees against those of SCRAM, a program of others: probabilities, cut sets and importance must agree.
//!
//! `scripts/conformance` installs SCRAM and runs this; `cargo test` alone passes it over.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "../examples/mod.rs"]
mod examples;
#[path = "../../benches/mixer/mod.rs"]
mod mixer;
mod plans;
mod scram;

use groundplan::analysis::availability::{Ceiling, ceiling};
use groundplan::analysis::fault_tree::{Importance, Limits};
use groundplan::graph::System;
use groundplan::plan::load;
use groundplan::render::open_psa;
use std::fs;

/// Relative, of probabilities.
const TOLERANCE: f64 = 1e-9;
/// Relative, of what is printed to six digits.
const SIX_DIGITS: f64 = 1e-5;

const GENERATED: u32 = 200;

#[test]
#[ignore = "needs SCRAM: run scripts/conformance"]
fn every_journey_of_every_example() {
    let files = examples::files();
    let compared: usize = files.iter().map(|file| compare(&file.display().to_string(), &fs::read_to_string(file).unwrap())).sum();
    assert!(compared > 5, "the examples have more journeys than {compared}");
    println!("{compared} journeys of {} examples agree", files.len());
}

#[test]
#[ignore = "needs SCRAM: run scripts/conformance"]
fn generated_plans() {
    let compared: usize = (0..GENERATED).map(|seed| compare(&format!("the plan of seed {seed}"), &plans::plan(seed))).sum();
    // Where nothing on its way can fail, a journey has no tree to compare.
    assert!(compared > GENERATED as usize * 9 / 10, "{compared} of {GENERATED} plans have a fault tree");
    println!("{compared} of {GENERATED} generated plans have a fault tree, and agree");
}

/// Compares all journeys of a plan, and says how many.
fn compare(what: &str, text: &str) -> usize {
    let loaded = load(text);
    assert!(loaded.problems.is_empty(), "{what}: {:?}\n{text}", loaded.problems);
    let system = System::new(loaded.plan.as_ref().unwrap());
    let routes = system.routes().iter();
    routes.filter(|route| agrees(&format!("{}, {}", what, route.id), &ceiling(&system, route))).count()
}

/// Whether there is something to compare, which then agrees.
fn agrees(what: &str, ceiling: &Ceiling) -> bool {
    let Ceiling { tree, top, .. } = ceiling;
    let q = tree.probabilities();
    let compiled = tree.compile(*top, &Limits::default());
    let ours = compiled.probability(&q).exact().unwrap_or_else(|| panic!("{what}: no exact answer"));
    if compiled.events().is_empty() {
        return false;
    }
    let theirs = scram::solve(&open_psa::fault_tree(tree, *top, what), ours);
    assert!(theirs.difference.abs() <= TOLERANCE * ours, "{what}: {ours:e} differs by {:e}", theirs.difference);
    close(what, "the probability", ours, theirs.probability);

    let sets = compiled.cut_sets(&q);
    assert!(sets.is_complete(), "{what}");
    assert_eq!(sets.count(), theirs.cut_sets, "{what}: cut sets");
    assert_eq!(sets.by_order(1000).get(1..).unwrap_or_default(), theirs.by_order, "{what}: cut sets by order");

    let importance = compiled.importance(&q).unwrap();
    for one in &importance {
        let name = format!("e{}", one.event.index() + 1);
        match theirs.importance.iter().find(|other| other.event == name) {
            Some(other) => same(&format!("{what}, {name}"), one, other),
            // They leave out what is in no minimal cut set.
            None => assert_eq!(one.fussell_vesely, Some(0.0), "{what}, {name}: missing there"),
        }
    }
    true
}

fn same(what: &str, ours: &Importance, theirs: &scram::Importance) {
    close(what, "MIF", ours.marginal, theirs.marginal);
    close(what, "CIF", ours.criticality, theirs.criticality);
    close(what, "DIF", ours.diagnostic, theirs.diagnostic);
    close(what, "RAW", ours.achievement_worth, theirs.achievement_worth);
    close(what, "RRW", if ours.reduction_worth.is_finite() { ours.reduction_worth } else { 0.0 }, theirs.reduction_worth);
}

fn close(what: &str, figure: &str, ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= SIX_DIGITS * ours.abs(), "{what}: {figure} is {ours:e} here and {theirs:e} there");
}
