//! How long it takes from a text to its judgement, what share of that is reading, and what the conditions (`judge`) take beyond the
//! analysis that several of them share.

#![allow(missing_docs, reason = "criterion's macros write the entry point")]

mod mixer;
mod plans;

use criterion::{Criterion, criterion_group, criterion_main};
use granit_parser::Parser;
use groundplan::graph::System;
use groundplan::plan::load;
use groundplan::rules::{Context, Rulebook, judge};
use std::hint::black_box;
use std::time::Duration;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BOUTIQUE: &str = include_str!("../examples/online-boutique/groundplan.yaml");

fn boutique(criterion: &mut Criterion) {
    measure(criterion, "boutique", BOUTIQUE);
}

/// 2 000 components with 6 000 calls, as `docs/performance.md` promises; and five times as many.
fn generated(criterion: &mut Criterion) {
    measure(criterion, "generated 200", &plans::plan(200, 600, 10));
    measure(criterion, "generated 2000", &plans::plan(2_000, 6_000, 20));
    measure(criterion, "generated 10000", &plans::plan(10_000, 30_000, 20));
}

fn measure(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    group.bench_function("bare parser", |bencher| bencher.iter(|| bare(black_box(text))));
    group.bench_function("read", |bencher| bencher.iter(|| load(black_box(text))));
    let loaded = load(text);
    if let Some(plan) = &loaded.plan {
        group.bench_function("graph", |bencher| bencher.iter(|| System::new(black_box(plan))));
        let system = System::new(plan);
        group.bench_function("analysis", |bencher| bencher.iter(|| analysis(black_box(&system))));
        group.bench_function("judge", |bencher| bencher.iter(|| judge(black_box(&system), None, &Rulebook::guidance())));
    }
    group.bench_function("study", |bencher| bencher.iter(|| groundplan::study(black_box(text), None).judgement().findings.len()));
    group.finish();
}

/// The worst cases, ceilings and sums of p99s of all journeys, and the peaks of all calls: what conditions share.
fn analysis(system: &System<'_>) -> usize {
    let context = Context::new(system, None);
    context.ceilings.len() + context.worst_cases.len() + context.latency_targets().len() + context.hop_peaks().len()
}

/// One pass of the YAML parser that does nothing with what it finds.
fn bare(text: &str) -> usize {
    Parser::new_from_str(text).flatten().count()
}

criterion_group!(benches, boutique, generated);
criterion_main!(benches);
