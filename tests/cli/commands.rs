//! The other commands, and the pages that are made from the program.

use crate::run::Place;
use insta::assert_snapshot;
use serde_json::Value;
use std::path::Path;

#[test]
fn help() {
    assert_snapshot!(Place::empty().run("--help"));
}

#[test]
fn the_graph_as_an_outline() {
    assert_snapshot!(Place::with("shop").run("graph"));
}

#[test]
fn an_outline_of_a_cycle_ends() {
    assert_snapshot!(Place::with("cycle").run("graph"));
}

#[test]
fn a_node_in_focus() {
    assert_snapshot!(Place::with("cycle").run("graph --focus records"));
}

#[test]
fn the_graph_for_mermaid() {
    assert_snapshot!(Place::with("cycle").run("graph --format mermaid"));
}

#[test]
fn the_graph_for_graphviz_around_a_node() {
    assert_snapshot!(Place::with("shop").run("graph --format dot --focus payments"));
}

#[test]
fn the_graph_for_programs() {
    assert_snapshot!(Place::with("cycle").run("graph --format json --journey ask"));
}

#[test]
fn a_fault_tree_for_other_programs() {
    assert_snapshot!(Place::with("shop").run("graph --format open-psa --journey pay"));
}

#[test]
fn a_fault_tree_is_that_of_a_journey() {
    let said = Place::with("shop").run("graph --format open-psa");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--journey <ID>"), "{said}");
}

#[test]
fn a_node_that_is_not_there() {
    let said = Place::with("shop").run("graph --focus paymnets");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("did you mean `payments`?"), "{said}");
}

#[test]
fn the_schema_is_json() {
    let schema: Value = serde_json::from_str(&Place::empty().run("schema").out).unwrap();
    assert_eq!(schema["title"], "groundplan");
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = Place::empty().run(&format!("completions {shell}"));
        assert_eq!(said.code, 0);
        assert!(said.out.contains("analyze") && said.out.contains("fail-on"), "{shell}");
    }
}

#[test]
fn manual_pages() {
    let place = Place::empty();
    assert!(place.run("man").out.contains(".TH groundplan 1"));
    assert_eq!(place.run("man --out pages").code, 0);
    assert!(place.text("pages/groundplan-check.1").contains("fail\\-on"));
}

#[test]
fn the_reference_pages_are_current() {
    let place = Place::empty();
    let output = place.command("reference --check --out").arg(Path::new(env!("CARGO_MANIFEST_DIR"))).output().unwrap();
    let stale = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "run `cargo run -- reference`: {stale}");
}

#[test]
fn the_reference_pages_are_written_nowhere_else_unasked() {
    let place = Place::empty().file("Cargo.toml", "[package]\nname = \"shop\"\n");
    let said = place.run("reference");
    assert_eq!(said.code, 2, "{said}");
    assert!(said.err.contains("hint: name the directory with --out") && !place.path("docs").exists(), "{said}");
    assert!(!place.run("--help").out.contains("reference"));
}

#[cfg(feature = "tui")]
#[test]
fn a_command_that_is_mistyped() {
    let said = Place::with("shop").run("chekc");
    assert_eq!(said.code, 2, "{said}");
    assert_eq!(said.err, "error: there is no file and no command `chekc`\n  hint: did you mean `groundplan check`?\n");
}

#[cfg(feature = "tui")]
#[test]
fn the_wizard_needs_a_terminal() {
    let said = Place::with("shop").run("");
    assert_eq!(said.code, 2, "{said}");
    assert_snapshot!(said);
}
