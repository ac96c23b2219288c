//! Fault trees as large as those of the literature, and larger: exact where that is possible, bounds with a reason where not.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../benches/mixer/mod.rs"]
mod mixer;
#[path = "../benches/trees/mod.rs"]
mod trees;

use groundplan::analysis::availability::ceiling;
use groundplan::analysis::fault_tree::{Answer, Limits};
use groundplan::graph::System;
use groundplan::plan::load;
use std::fmt::Write;
use trees::{layers, samples};

/// SCRAM 0.16.2 counts the same cut sets of those that it can solve: the first two, and those of layers and of 60 routes.
#[test]
fn hundreds_of_gates_and_millions_of_cut_sets() {
    let counts = samples().into_iter().map(|sample| {
        let q = sample.tree.probabilities();
        let compiled = sample.tree.compile(sample.top, &Limits::default());
        let sets = compiled.cut_sets(&q);
        let exact = compiled.probability(&q).exact().unwrap();
        assert!(sets.is_complete() && exact <= sets.rare_event(&q), "{}", sample.name);
        assert_eq!(sets.by_order(1000).iter().sum::<u128>(), sets.count(), "{}", sample.name);
        assert_eq!(sets.worst(10, &q).sets.len(), 10, "{}", sample.name);
        sets.count()
    });
    assert_eq!(counts.collect::<Vec<_>>(), [1463, 1_910_891, 302_936_931, 182, 24_264, 908, 3078]);
}

#[test]
fn what_is_beyond_the_limits_ends_in_bounds_and_says_so() {
    let sample = layers("ten layers", 10, 60, 120);
    let q = sample.tree.probabilities();
    let compiled = sample.tree.compile(sample.top, &Limits { steps: 100_000 });
    let Answer::Bounds { low, high, why } = compiled.probability(&q) else { panic!("100 000 steps are enough") };
    assert!(0.0 < low && low < high && high < 1.0, "{low:e} to {high:e}");
    assert!(why.contains("100000 steps are not enough"), "{why}");
    // Work is counted, not timed: the same tree always ends the same way.
    let again = sample.tree.compile(sample.top, &Limits { steps: 100_000 });
    assert_eq!(again.probability(&q), Answer::Bounds { low, high, why });
}

#[test]
fn a_plan_of_100_000_calls_in_a_row() {
    const DEEP: usize = 100_000;
    let mut text = String::from("groundplan: 1\nsystem: deep\ngoals: {journeys: {j: {entry: c0}}}\nmap:\n  components:\n");
    for n in 0..=DEEP {
        writeln!(text, "    c{n}: {{availability: 99.9999%}}").unwrap();
    }
    text += "  calls:\n";
    for n in 0..DEEP {
        writeln!(text, "    c{n} -> c{}: {{need: hard}}", n + 1).unwrap();
    }
    let loaded = load(&text);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems.first());
    let system = System::new(loaded.plan.as_ref().unwrap());
    let ceiling = ceiling(&system, system.route("j").unwrap());
    let expected = (DEEP as f64 + 1.0) * (-1e-6_f64).ln_1p();
    assert!((ceiling.availability() / expected.exp() - 1.0).abs() < 1e-9);
    assert_eq!(ceiling.single_points.len(), DEEP + 1);
}
