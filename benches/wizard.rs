//! How long the wizard takes to draw, to answer a key, and from its start to its first frame in a real terminal.

#![allow(missing_docs, reason = "criterion's macros write the entry point")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code, reason = "a bench stops where its world does")]

mod mixer;
mod plans;
#[path = "../tests/wizard/world.rs"]
mod world;

use criterion::{Criterion, criterion_group, criterion_main};
use groundplan::wizard::view::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::hint::black_box;
use std::time::{Duration, Instant};
use termlens::Terminal;
use world::{World, checkout};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Columns and rows of the frames.
const SIZE: (u16, u16) = (120, 40);

fn frames(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    for (name, text) in
        [("checkout", checkout()), ("generated 200", plans::plan(200, 600, 10)), ("generated 2000", plans::plan(2_000, 6_000, 20))]
    {
        let mut world = World::of(&text);
        world.press("2 down down");
        world.screen(SIZE.0, SIZE.1);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
                black_box(view(&world.state, &mut buffer));
            });
        });
    }
    group.finish();
}

/// A key that moves the selection, and the frame after it.
fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key to frame");
    for (name, text) in [("checkout", checkout()), ("generated 200", plans::plan(200, 600, 10))] {
        let mut world = World::of(&text);
        world.press("2");
        world.screen(SIZE.0, SIZE.1);
        let mut down = false;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                down = !down;
                world.press(if down { "down" } else { "up" });
                let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
                black_box(view(&world.state, &mut buffer));
            });
        });
    }
    group.finish();
}

/// From the start of the built program to a frame that shows the plan, in a terminal.
fn start(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("groundplan.yaml"), checkout()).unwrap();
    let mut group = criterion.benchmark_group("start to first frame");
    group.sample_size(30).measurement_time(Duration::from_secs(5));
    group.bench_function("checkout", |bencher| {
        bencher.iter_custom(|times| {
            let mut sum = Duration::ZERO;
            for _ in 0..times {
                let terminal = Terminal::builder().size(SIZE.0, SIZE.1).current_dir(folder.path()).answer_queries(false);
                let begin = Instant::now();
                let mut session = terminal.spawn(env!("CARGO_BIN_EXE_groundplan")).unwrap();
                session.wait_until(|screen| screen.contains("Operations")).unwrap();
                sum += begin.elapsed();
                session.send_str("q").unwrap();
                let _ = session.wait_exit();
            }
            sum
        });
    });
    group.finish();
}

criterion_group!(benches, frames, keys, start);
criterion_main!(benches);
