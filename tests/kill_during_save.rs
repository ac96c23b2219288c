//! `kill -9` at any moment of saving leaves the old or the new text, whole.
//!
//! The test runs itself again as a child that saves in a loop, and kills it 200 times: half of them
//! as soon as the file that is written beside the plan appears, half after delays of all lengths.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use groundplan::document::{Document, read_text, write_text};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 200;
/// Of these, so many must fall between creating the new file and renaming it.
const BETWEEN: u32 = 50;
const LINES: usize = 20_000;
const PLAN: &str = "GROUNDPLAN_TEST_SAVES";

/// The text of one generation: every line names it.
fn text(generation: usize) -> String {
    let line = format!("# {generation:010}\n");
    line.repeat(LINES)
}

/// Whether a text is one generation's, whole.
fn is_whole(text_: &str) -> bool {
    let generation = text_.lines().next().and_then(|line| line.strip_prefix("# ")?.parse().ok());
    generation.is_some_and(|generation| text(generation) == text_)
}

/// The child: saves one generation after the other until it is killed. Does nothing when all tests run.
#[test]
fn saves_in_a_loop() {
    let Some(plan) = std::env::var_os(PLAN) else { return };
    for generation in 1.. {
        write_text(Path::new(&plan), &text(generation)).expect("saved");
    }
}

fn is_beside(directory: &Path) -> bool {
    let mut entries = fs::read_dir(directory).expect("the directory").flatten();
    entries.any(|entry| entry.file_name().as_encoded_bytes().ends_with(b".saving"))
}

#[test]
fn a_killed_save_leaves_the_old_or_the_new_text() {
    let directory = tempfile::tempdir().expect("a directory");
    let plan = directory.path().join("groundplan.yaml");
    fs::write(&plan, text(0)).expect("written");
    let mut between = 0;
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "saves_in_a_loop"])
            .env(PLAN, &plan)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let start = Instant::now();
        if kill % 2 == 0 {
            let before = fs::read(&plan).expect("text");
            // The first save of this child removes what an earlier one left.
            while fs::read(&plan).expect("text") == before && start.elapsed() < Duration::from_secs(10) {}
            while !is_beside(directory.path()) && start.elapsed() < Duration::from_secs(10) {}
        } else {
            std::thread::sleep(Duration::from_micros(u64::from(kill) * 300));
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        between += u32::from(is_beside(directory.path()));
        let left = read_text(&plan).expect("a text");
        assert!(is_whole(&left), "kill {kill} left {} bytes", left.len());
    }
    println!("{KILLS} kills, {between} of them between creating and renaming");
    assert!(between >= BETWEEN, "only {between} kills fell between creating and renaming");

    // What the killed ones left beside the plan goes with the next save.
    let mut document = Document::open(&plan).expect("the plan");
    document.replace("groundplan: 1\n");
    document.save().expect("saved");
    assert!(!is_beside(directory.path()));
}
