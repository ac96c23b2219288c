//! One study of a large generated plan, for profilers and for the peak of memory: `cargo bench --bench once -- 2000 6000 20`;
//! or many of one file: `cargo bench --bench once -- examples/online-boutique/groundplan.yaml 500`.

#![allow(missing_docs, reason = "a program without items of its own")]

mod mixer;
mod plans;

use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let file = std::env::args().skip(1).find_map(|file| std::fs::read_to_string(file).ok());
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let mut number = |default: usize| numbers.next().unwrap_or(default);
    if let Some(text) = file {
        let times = number(1);
        let begin = Instant::now();
        for _ in 0..times {
            std::hint::black_box(groundplan::study(&text, None).judgement());
        }
        println!("{:?} each of {times}", begin.elapsed() / u32::try_from(times).unwrap_or(u32::MAX).max(1));
        return;
    }
    let (components, calls, journeys) = (number(2_000), number(6_000), number(20));
    let text = plans::plan(components, calls, journeys);
    let begin = Instant::now();
    let study = groundplan::study(&text, None);
    study.judgement();
    let took = begin.elapsed();
    println!("{components} components, {calls} calls, {journeys} journeys, {} KiB: {took:?}", text.len() / 1024);
    println!(
        "{} problems, {} findings, {} questions",
        study.loaded.problems.len(),
        study.judgement().findings.len(),
        study.judgement().questions.len()
    );
}
