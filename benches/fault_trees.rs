//! How long a fault tree takes: to compile, and to answer for probability, cut sets and importance.

#![allow(missing_docs, reason = "criterion's macros write the entry point")]

mod mixer;
mod trees;

use criterion::{Criterion, criterion_group, criterion_main};
use groundplan::analysis::fault_tree::Limits;
use std::hint::black_box;
use std::time::Duration;

fn fault_trees(criterion: &mut Criterion) {
    for trees::Sample { name, tree, top } in trees::samples() {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(3));
        let q = tree.probabilities();
        group.bench_function("compile", |bencher| bencher.iter(|| tree.compile(black_box(top), &Limits::default())));
        let compiled = tree.compile(top, &Limits::default());
        group.bench_function("probability", |bencher| bencher.iter(|| compiled.probability(black_box(&q))));
        group.bench_function("cut sets", |bencher| bencher.iter(|| compiled.cut_sets(black_box(&q)).worst(20, &q)));
        group.finish();
    }
}

criterion_group!(benches, fault_trees);
criterion_main!(benches);
