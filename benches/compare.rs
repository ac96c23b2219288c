//! groundplan beside SCRAM on the same fault trees, in one go: `scripts/compare` installs SCRAM and runs this.
//!
//! Whole processes first: each reads a file and writes probability, cut sets and importance, groundplan from the plan and with
//! everything else that `analyze` tells, SCRAM from the fault tree that groundplan wrote. Then the computing alone: the time
//! that SCRAM reports for it beside that of our engine on the same tree. Of each the best of a few runs.
//!
//! Then the p99 of a chain of calls that time out and are tried again, beside a plain Monte Carlo of the same: its time for
//! 100 000 requests, and how far both are from the p99 of two million.

#![allow(missing_docs, reason = "a program without items of its own")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench that can't run has failed")]

mod mixer;
mod plans;
mod trees;

use groundplan::analysis::availability::ceiling;
use groundplan::analysis::fault_tree::{FaultTree, Limits, Node};
use groundplan::analysis::latency::latency;
use groundplan::graph::System;
use groundplan::plan::load;
use groundplan::render::open_psa;
use std::fmt::Write as _;
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
    println!("\np99 of a chain            groundplan       drawn  ratio      error, error of drawn");
    for calls in [1, 3, 10, 30] {
        chain(calls);
    }
}

/// The quantiles of each service of the chain, in milliseconds.
const SERVICE: (f64, f64) = (20.0, 100.0);
const TIMEOUT: f64 = 150.0;
const WAIT: f64 = 10.0;
const TRIES: usize = 3;

fn chain(calls: usize) {
    let (p50, p99) = SERVICE;
    let mut plan = String::from(
        "groundplan: 1\nsystem: chain\ngoals: {journeys: {ask: {entry: web}}}\nmap:\n  components:\n    web: {kind: service}\n",
    );
    (0..calls).for_each(|n| writeln!(plan, "    s{n}: {{kind: service, latency: {{p50: {p50}ms, p99: {p99}ms}}}}").unwrap());
    plan += "  calls:\n";
    for n in 0..calls {
        let retry = format!("{{attempts: {TRIES}, backoff: {{base: {WAIT}ms, growth: fixed}}, jitter: none}}");
        writeln!(plan, "    web -> s{n}: {{order: {}, timeout: {TIMEOUT}ms, retry: {retry}}}", n + 1).unwrap();
    }
    let loaded = load(&plan);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let system = System::new(loaded.plan.as_ref().unwrap());
    let route = system.route("ask").unwrap();
    let found = latency(&system, route).and_then(|time| time.quantile(0.99)).unwrap().ms();
    let ours = best(|| {
        let begin = Instant::now();
        std::hint::black_box(latency(&system, route).and_then(|time| time.quantile(0.99)));
        Some(begin.elapsed())
    });
    let drawn = drawn_p99(calls, 100_000, 1);
    let theirs = best(|| {
        let begin = Instant::now();
        std::hint::black_box(drawn_p99(calls, 100_000, 1));
        Some(begin.elapsed())
    });
    let truth = drawn_p99(calls, 2_000_000, 2);
    let error = |time: f64| format!("{:+.2} %", (time / truth - 1.0) * 100.0);
    row(&format!("{calls} calls"), ours, theirs, &format!("{:>12} {:>12}", error(found), error(drawn)));
}

/// The p99 of so many requests through a chain, each time drawn by itself (Box and Muller 1958).
fn drawn_p99(calls: usize, requests: usize, seed: u64) -> f64 {
    let mut state = seed;
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    let (p50, p99) = SERVICE;
    let deviation = (p99 / p50).ln() / 2.326_347_874_040_840_8;
    let mut times: Vec<f64> = Vec::with_capacity(requests);
    for _ in 0..requests {
        let mut time = 0.0;
        for _ in 0..calls {
            for again in 0..TRIES {
                let normal = (-2.0 * uniform().ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos();
                let one = p50 * (normal * deviation).exp();
                time += one.min(TIMEOUT) + if again > 0 { WAIT } else { 0.0 };
                if one <= TIMEOUT {
                    break;
                }
            }
        }
        times.push(time);
    }
    let at = requests * 99 / 100;
    *times.select_nth_unstable_by(at, f64::total_cmp).1
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
    let (theirs, ratio) = match theirs {
        Some(theirs) => (ms(theirs), format!("{:.1}", theirs.as_secs_f64() / ours.as_secs_f64())),
        None => (format!("> {PATIENCE} s"), format!("> {:.0}", PATIENCE as f64 / ours.as_secs_f64())),
    };
    println!("{name:24} {:>11} {theirs:>11} {ratio:>6} {more}", ms(ours));
}
