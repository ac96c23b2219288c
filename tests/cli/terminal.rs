//! What reaches a terminal: colours where they are wanted, and nothing raw from a plan.

use crate::run::Place;
use std::fs;
use std::path::Path;
use std::process::Stdio;

const COMMANDS: [&str; 12] = [
    "check --all",
    "check --format json",
    "analyze",
    "analyze --format json",
    "graph",
    "graph --focus far",
    "graph --format mermaid",
    "graph --format dot",
    "graph --format json",
    "explain idempotency/ID1@call:api->far",
    "explain timeouts/TO2@journey:pay",
    "render",
];

#[test]
fn no_control_character_of_a_plan_reaches_the_terminal() {
    let place = Place::with("hostile");
    for command in COMMANDS {
        let said = place.run(command);
        let raw = |text: &str| text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}');
        assert!(!raw(&said.out) && !raw(&said.err), "{said:?}", said = (command, said.out, said.err));
    }
}

/// What is coloured must not be made safe afterwards: its colour would be shown as a control character of a plan.
#[test]
fn nothing_that_is_ours_is_shown_as_a_control_character() {
    for example in ["checkout", "checkout-bun", "clean", "minimal", "online-boutique"] {
        let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("groundplan.yaml")).unwrap();
        let place = Place::with_plan(text);
        for command in ["check --all", "analyze", "analyze --explain", "graph", "explain BH6"] {
            let said = place.run(command);
            assert!(!said.out.contains('\u{241b}'), "{example}: {said}");
        }
    }
}

#[test]
fn nor_one_of_a_plan_with_mistakes_or_of_an_argument() {
    let plans = ["system: \"a\\e[31m\"\n\"b\\e[2J\": 1\n", "system: shop\nowner: \"\u{9b}31m\"\n", "system: \u{1b}[2J\n"];
    for plan in plans {
        let said = Place::with_plan(format!("groundplan: 1\n{plan}")).env("CLICOLOR_FORCE", "1").run("check");
        let raw = ["\u{1b}[2J", "\u{9b}", "a\u{1b}[31m"].iter().any(|raw| said.err.contains(raw));
        assert!(said.code == 2 && !raw, "{:?}", said.err);
    }
    let place = Place::empty();
    let said = place.run("check no\u{1b}[2Jfile");
    assert!(!said.err.contains("\u{1b}[2J"), "{said}");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let coloured = |place: Place| place.run("check").out.contains("\u{1b}[");
    assert!(!coloured(Place::with("shop")), "a pipe is no terminal");
    assert!(coloured(Place::with("shop").env("CLICOLOR_FORCE", "1")));
    assert!(!coloured(Place::with("shop").env("NO_COLOR", "1")));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::with("shop");
    // The schema is larger than any pipe holds.
    for (command, code) in [("schema", 0), ("check", 1), ("--help", 0)] {
        let mut child = place.command(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{command}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{command}");
    }
}
