//! The plans that the program brings along can be read: the examples, the starters, and the starters with all that
//! their comments suggest taken in.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod examples;

use groundplan::document::Source;
use groundplan::plan::load;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_examples_can_be_read() {
    for file in examples::files() {
        assert_readable(&file, &text(&file));
    }
}

#[test]
fn the_starters_can_be_read() {
    for file in entries("templates/starters") {
        assert_readable(&file, &text(&file));
    }
}

#[test]
fn what_the_comments_of_a_starter_suggest_can_be_read() {
    for file in entries("templates/starters") {
        assert_readable(&file, &uncommented(&text(&file)));
    }
}

/// `new` replaces this one line by the system's name.
#[test]
fn a_starter_names_the_system_once() {
    for file in entries("templates/starters") {
        let names = text(&file).lines().filter(|line| *line == "system: my-service").count();
        assert_eq!(names, 1, "{}", file.display());
    }
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut entries: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    assert!(!entries.is_empty(), "{} is empty", folder.display());
    entries
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

fn assert_readable(file: &Path, text: &str) {
    let problems = load(text).problems;
    assert!(problems.is_empty(), "{}", Source::new(file.to_string_lossy(), text).report(&problems));
}

/// Takes away the `# ` before everything below `system:` that looks like YAML. Text after a value stays a comment.
fn uncommented(text: &str) -> String {
    let lines = text.lines().scan(false, |below, line| {
        *below |= line.starts_with("system:");
        Some(if *below { uncommented_line(line) } else { line.to_owned() })
    });
    lines.collect::<Vec<_>>().join("\n").replace("timeline: []", "timeline:").replace("follow_ups: {}", "follow_ups:")
}

fn uncommented_line(line: &str) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let Some(content) = line.trim_start().strip_prefix("# ") else { return line.to_owned() };
    let first = content.trim_start();
    let key = first.split(':').next().unwrap_or_default();
    let looks_like_a_key = first.contains(':') && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-\"".contains(c));
    let looks_like_yaml = looks_like_a_key || first.starts_with("- ") || first.starts_with('{') || first.starts_with('"');
    if looks_like_yaml { format!("{indent}{content}") } else { line.to_owned() }
}
