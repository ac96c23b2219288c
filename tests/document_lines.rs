//! A plan written and commented by hand, edited in every step: only the edited lines differ.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use groundplan::document::{Document, Edit, Expansion, Path, Rewrite, Value};
use similar::TextDiff;

const PLAN: &str = "\
# The plan of our shop.  Ask #checkout before you change it.

groundplan: 1      # the format
system:  checkout

goals:                            # what it is for
  journeys:
    # The one that earns the money.
    pay:
      entry: web                  # where it enters
      deadline: 3s
      slo: {availability: 99.95%} # agreed in 2025

map:
  components:
    web: {kind: gateway}
    api:
        kind:  service            # four blanks: an old habit
        instances: 3..12
    'payments': {kind: external}
  calls:
    web -> api: {timeout: 3s}
    # Slow on Mondays.
    api -> payments:
      timeout: 800ms   # of their SDK

      retry: 3
data:
  stores:
    orders: {engine: postgres 17}
validation: {}
operations:
  runbooks:
  - slow
  # the bad one
  - down   # twice a year
";

/// The keys of a plan in the order of its steps.
fn order(path: &Path) -> Vec<String> {
    let steps = ["groundplan", "system", "goals", "map", "data", "contracts", "build", "validation", "operations"];
    if path.is_root() { steps.map(str::to_owned).to_vec() } else { Vec::new() }
}

#[test]
fn only_the_edited_lines_differ() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut plan = Document::create(directory.path().join("groundplan.yaml"), PLAN).expect("created");
    let set = |keys: &[&str], value: &str| Edit::Set { path: Path::of(keys.iter().copied()), value: value.into() };
    let call = ["map", "calls", "api -> payments", "timeout"];
    let edits = [
        set(&["goals", "journeys", "pay", "slo", "latency", "p99"], "800ms"),
        set(&["goals", "journeys", "pay", "deadline"], "2s"),
        set(&["map", "components", "api", "owner"], "team-api"),
        set(&["map", "components", "orders-db", "kind"], "service"),
        Edit::Expand { path: Path::of(call), to: Expansion::Main("total".to_owned()) },
        set(&["map", "calls", "api -> payments", "timeout", "connect"], "200ms"),
        Edit::Remove { path: Path::of(["map", "calls", "web -> api", "timeout"]) },
        set(&["data", "stores", "orders", "max_connections"], "200"),
        set(&["contracts", "apis", "checkout", "component"], "api"),
        set(&["build", "deploys", "api", "strategy"], "canary"),
        set(&["validation", "loads", "peak", "rate"], "450/s"),
        Edit::Insert { path: Path::of(["operations", "runbooks"]), key: None, value: "full: disk".into(), at: Some(1) },
        Edit::Move { path: Path::of(["operations", "runbooks"]).index(2), to: 0 },
        set(&["operations", "accepted", "CB3@call:api->payments", "reason"], "No second provider: see ADR 3"),
        Edit::Set { path: Path::of(["operations", "note"]), value: Value::Scalar("two\nlines\n".to_owned()) },
    ];
    plan.apply(&edits, &order).expect("all edits");
    let span = plan.tree().key_span(&Path::of(["map", "components", "api"])).expect("a key");
    plan.apply(&[Edit::Rewrite(vec![Rewrite { span, text: "backend".to_owned() }])], &order).expect("renamed");
    let diff = TextDiff::from_lines(PLAN, plan.text());
    insta::assert_snapshot!(diff.unified_diff().context_radius(0).to_string());
}
