//! What the README shows is what the program says.

use crate::run::Place;
use std::fs;

/// The first block of a language in the README.
fn block(language: &str) -> String {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_first_plan_has_the_findings_that_are_shown() {
    let said = Place::with_plan(block("yaml")).run("check");
    for finding in block("text").trim().split("\n\n") {
        assert!(said.out.contains(finding), "the README shows\n{finding}\nand the program says\n{said}");
    }
}
