//! Facts at the ends of what can be read: no figure is without a value, and nothing panics.

use crate::run::Place;
use groundplan::study;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

const TIMES: [&str; 7] = ["0s", "1ns", "20ms", "1s", "3min", "1y", "584y"];
const RATES: [&str; 7] = ["0/s", "1e-15/year", "1/year", "40/s", "1e6/s", "1e18/s", "1e20/s"];
const SHARES: [&str; 7] = ["0%", "1e-15%", "0.01%", "50%", "99.99%", "99.99999999999999%", "100%"];
const COUNTS: [&str; 7] = ["0", "1", "2", "3", "50", "100000", "18446744073709551615"];
const NUMBERS: [&str; 6] = ["0", "1e-15", "0.5", "3", "1e18", "1e20"];
const GROWTHS: [&str; 5] = ["0%/year", "40%/year", "1e20%/s", "1e20/s", "1e-15/year"];
const MONEYS: [&str; 5] = ["0 EUR", "0.01 EUR", "300 EUR", "1e20 EUR", "2 USD"];

/// The plan below with other facts in some of its holes, each of the kind that its letter says.
fn plan(changes: &[(usize, usize)]) -> String {
    let holes = PLAN.split('§').count() / 2;
    let mut text = String::new();
    for (at, part) in PLAN.split('§').enumerate() {
        if at % 2 == 0 {
            text.push_str(part);
            continue;
        }
        let (kind, usual) = part.split_at(1);
        let among: &[&str] = match kind {
            "T" => &TIMES,
            "R" => &RATES,
            "S" => &SHARES,
            "C" => &COUNTS,
            "N" => &NUMBERS,
            "G" => &GROWTHS,
            _ => &MONEYS,
        };
        let change = changes.iter().find(|(hole, _)| hole % holes == at / 2);
        text.push_str(change.map_or(usual, |(_, pick)| among[pick % among.len()]));
    }
    text
}

const PLAN: &str = "groundplan: 1
system: shop
horizon: §T1y§
currency_rates: {USD: §M1 EUR§}
goals:
  budget: {monthly: §M900 EUR§, per_1k_requests: §M1 EUR§}
  journeys:
    pay:
      entry: web
      traffic: {average: §R1/year§, peak: §R40/s§, growth: §G40%/year§}
      deadline: §T2s§
      slo: {availability: {target: §S99.9%§, window: §T30d§}, latency: {p50: §T1ns§, p99: §T1y§}}
    look: {entry: [web, api], traffic: §R90/s§}
map:
  common_cause: §S5%§
  regions: {eu: §S99.99%§}
  zones: {eu-a: {region: eu, availability: §S99.9%§}, eu-b: {region: eu}}
  groups: {banks: §C1§}
  components:
    web: {kind: service, availability: §S99.9%§, latency: {p50: §T1ms§, p99: §T1s§}, cpu: §T1ms§, cost: {monthly: §M5 EUR§, per_1k_requests: §M1 EUR§}}
    api:
      kind: service
      instances: {min: §C3§, max: §C50§, needs: §C2§, capacity: §R40/s§, availability: §S99%§, zones: [eu-a, eu-b], common_cause: §S5%§, loops: §C1§}
      latency: {histogram: {§T20ms§: §S50%§, 50ms: §S100%§}}
      cost: {per_instance: §M300 EUR§}
    one: {kind: external, availability: §S99%§, latency: §T1s§, capacity: §R300/s§}
    two: {kind: external, availability: §S99%§, load: {average: §R1/year§, peak: §R4/s§}}
    mail: {kind: worker}
  calls:
    web -> api:
      timeout: {connect: §T1ms§, total: §T2s§}
      retry: {attempts: §C3§, backoff: §T1ms§..§T1s§, budget: §S10%§, layers: {mesh: §C2§}}
      per_request: §N1§
      at_most: §C100000§
      in: {pay: §N2§, look: §N1§}
      availability: §S99.999%§
      hedge: {after: §T20ms§, at_most: §C2§}
    api -> one: {any_of: banks, timeout: §T1s§, fallback: {answer: later, works: §S90%§}, fan_out: parallel, per_request: §N3§}
    api -> two: {any_of: banks, need: soft, fallback: {answer: later, works: §S90%§}}
    api -> orders:
      cache: {store: process, ttl: §T1s§, hit_ratio: §S90%§, keys: §C50§, hot_key: §R1/s§, recompute: §T1s§, jitter: §S10%§}
      pool: {size: §C10§, wait: §T1s§, hold: §T1ms§}
      bulkhead: {in_flight: §C50§, queue: §C3§}
      load: {reads: §R40/s§}
  failure_modes:
    flood: {at: one, kind: down, frequency: §R1/year§, detect: {within: §T3min§}, recover: {within: §T3min§}, users: §S50%§}
data:
  stores:
    orders:
      kind: relational
      availability: §S99.9%§
      max_connections: §C100§
      size: 20GiB
      growth: §G1e3/day§
      capacity: {reads: §R900/s§, writes: §R900/s§}
      partitions: {key: id, count: §C3§, hottest: §S50%§, limit: {reads: §R900/s§, writes: §R900/s§}}
      replication: {mode: async, copies: §C1§, lag: §T1s§}
      keys: {orders.id: {type: int32, current: §N9§, growth: §G40%/year§}}
contracts:
  channels:
    paid:
      kind: queue
      load: {average: §R1/year§, peak: §R1/s§}
      drain_within: §T3min§
      max_depth: §C50§
      producers: [api]
      consumers: {mail: {attempts: §C3§, backoff: §T1ms§..§T1s§, latency: §T1s§, rate: §R40/s§, instances: §C3§}}
build:
  deploys: {api: {strategy: rolling, surge: §S50%§, bake: §T3min§, detect: §T1s§, rollback: §T1s§}}
  telemetry: {logs: {lines_per_request: §N3§, line_bytes: 1KiB, cost_per_gib: §M1 EUR§}}
validation:
  loads: {peak: {journey: pay, rate: §R40/s§, p99: §T1s§, instances: §C3§}}
operations:
  alerts: {burn: {slo: pay.availability, windows: [{severity: page, long: §T1h§, short: §T3min§, factor: §N14.4§}]}}
";

/// The keys of figures that always have a value.
const ALWAYS: [&str; 12] = [
    "per_second",
    "load",
    "capacity",
    "utilisation",
    "amplification",
    "safe_load",
    "floor",
    "ceiling",
    "availability",
    "minutes_saved",
    "birnbaum",
    "monthly",
];

/// Figures of the JSON that should have a value and have none.
fn without_value(json: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), json)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(fields) => open.extend(fields.iter().map(|(key, value)| (format!("{path}.{key}"), value))),
            Value::Array(items) => open.extend(items.iter().enumerate().map(|(n, value)| (format!("{path}[{n}]"), value))),
            Value::Null if ALWAYS.iter().any(|key| path.ends_with(&format!(".{key}"))) => found.push(path),
            _ => {}
        }
    }
    found
}

/// Words that stand for no number.
fn words_for_no_number(text: &str) -> Option<&str> {
    let words = |line: &str| line.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "NaN" | "inf"));
    text.lines().find(|line| words(line) || line.contains("not a number"))
}

#[test]
fn the_plan_without_a_change_is_sound() {
    assert_eq!(study(&plan(&[]), None).loaded.problems, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_has_a_value(changes in vec((any::<usize>(), any::<usize>()), 0..7)) {
        let text = plan(&changes);
        // A plan with facts that can't be is judged too, so nothing may break in either.
        let study = study(&text, None);
        for finding in &study.judgement().findings {
            prop_assert!(words_for_no_number(&finding.message).is_none(), "{}\n{text}", finding.message);
        }
        if !study.loaded.problems.is_empty() {
            return Ok(());
        }
        let place = Place::with_plan(&text);
        let human = place.run("analyze");
        prop_assert_eq!(human.code, 0, "{}\n{}", human.err, text);
        prop_assert!(words_for_no_number(&human.out).is_none(), "{:?}\n{text}", words_for_no_number(&human.out));
        let json = place.run("analyze --format json");
        let json: Value = serde_json::from_str(&json.out).unwrap();
        prop_assert_eq!(without_value(&json), Vec::<String>::new(), "{}", text);
    }
}
