//! groundplan beside SCRAM on the same fault trees, in one go: `scripts/compare` installs SCRAM and runs this.
//!
//! Whole processes first: each reads a file and writes probability, cut sets and importance, groundplan from the plan and with
//! everything else that `analyze` tells, SCRAM from the fault tree that groundplan wrote. Then the computing alone: the time
//! that SCRAM reports for it beside that of our engine on the same tree. Of each the best of a few runs.

#![allow(missing_docs, reason = "a program without items of its own")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench that can't run has failed")]

mod mixer;
mod plans;
mod trees;

use groundplan::analysis::availability::ceiling;
use groundplan::analysis::fault_tree::{FaultTree, Limits, Node};
use groundplan::graph::System;
use groundplan::plan::load;
use groundplan::render::open_psa;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 5;
/// After so many seconds SCRAM is stopped.
const PATIENCE: u64 = 60;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!("whole processes           groundplan       scram  ratio");
    let checkout = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/checkout/groundplan.yaml")).unwrap();
    processes(folder.path(), "checkout, pay", "pay", &checkout);
    for (components, calls) in [(50, 100), (100, 250), (200, 600)] {
        processes(folder.path(), &format!("{components} components"), "journey-0", &plans::plan(components, calls, 1));
    }
    println!("\ncomputing alone           groundplan       scram  ratio      cut sets");
    for trees::Sample { name, tree, top } in trees::samples() {
        computing(folder.path(), name, &tree, top);
    }
}

fn processes(folder: &Path, name: &str, journey: &str, plan: &str) {
    let [plan_file, tree_file] = ["groundplan.yaml", "tree.xml"].map(|file| folder.join(file));
    fs::write(&plan_file, plan).unwrap();
    let loaded = load(plan);
    let system = System::new(loaded.plan.as_ref().unwrap());
    let tree = ceiling(&system, system.route(journey).unwrap());
    fs::write(&tree_file, open_psa::fault_tree(&tree.tree, tree.top, journey)).unwrap();
    let ours = best(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        timed(command.args(["analyze", "--format", "json", "--journey", journey]).arg(&plan_file))
    });
    row(name, ours, best(|| scram(&tree_file, Path::new("/dev/null"))), "");
}

fn computing(folder: &Path, name: &str, tree: &FaultTree, top: Node) {
    let [tree_file, report] = ["tree.xml", "report.xml"].map(|file| folder.join(file));
    fs::write(&tree_file, open_psa::fault_tree(tree, top, name)).unwrap();
    let q = tree.probabilities();
    let mut count = 0;
    let ours = best(|| {
        let begin = Instant::now();
        let compiled = tree.compile(top, &Limits::default());
        let sets = compiled.cut_sets(&q);
        count = sets.count();
        let told = (compiled.probability(&q), sets.by_order(20), sets.worst(20, &q), compiled.importance(&q));
        let took = begin.elapsed();
        drop(told);
        Some(took)
    });
    // The report lists every cut set: that takes longer than finding them, so it is run once and only its own times count.
    let theirs = scram(&tree_file, &report).map(|_| calculation(&fs::read_to_string(&report).unwrap()));
    row(name, ours, theirs, &format!("{count:>12}"));
}

/// The time of a run, or nothing if it was stopped.
fn scram(tree: &Path, report: &Path) -> Option<Duration> {
    let mut command = Command::new("timeout");
    command.arg(PATIENCE.to_string()).args(["scram", "--bdd", "--probability", "1", "--importance", "1", "--limit-order", "1000"]);
    timed(command.args(["--cut-off", "0", "--output-path"]).arg(report).arg(tree))
}

fn timed(command: &mut Command) -> Option<Duration> {
    let begin = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
    let took = begin.elapsed();
    match status.code() {
        Some(0) => Some(took),
        Some(124) => None,
        _ => panic!("{command:?} failed"),
    }
}

fn best(run: impl FnMut() -> Option<Duration>) -> Option<Duration> {
    let mut run = run;
    (0..RUNS).map_while(|_| run()).min()
}

/// What the report says of the time for cut sets, probability and importance.
fn calculation(report: &str) -> Duration {
    let times = report
        .lines()
        .skip_while(|line| !line.contains("<calculation-time"))
        .skip(1)
        .take_while(|line| !line.contains("</calculation-time"));
    let seconds = times.filter_map(|line| line.split(['<', '>']).nth(2)?.parse::<f64>().ok()).sum();
    Duration::from_secs_f64(seconds)
}

fn row(name: &str, ours: Option<Duration>, theirs: Option<Duration>, more: &str) {
    let ours = ours.expect("ours ends");
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    let (scram, ratio) = match theirs {
        Some(theirs) => (ms(theirs), format!("{:.1}", theirs.as_secs_f64() / ours.as_secs_f64())),
        None => (format!("> {PATIENCE} s"), format!("> {:.0}", PATIENCE as f64 / ours.as_secs_f64())),
    };
    println!("{name:24} {:>11} {scram:>11} {ratio:>6} {more}", ms(ours));
}
