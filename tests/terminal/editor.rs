//! The user's editor.

use crate::session::{Folder, PLAN, PROGRAM, Session};
use std::path::Path;

#[test]
fn the_editor_opens_the_line_and_comes_back_to_the_same_place() {
    let folder = Folder::with_plan();
    // It notes how it was called, and changes the line that it was sent to.
    folder.write("editor", "#!/bin/sh\necho \"$1 $2\" > called\nsed -i.bak 's/api: {kind: service}/api: {kind: worker}/' \"$2\"\n");
    let mut session = with_editor(&folder, "sh ./editor");
    session
        .press("2")
        .see("▌ common_cause")
        .press("down down down down down down")
        .see("▌   api")
        .press("enter")
        .see("› api")
        .see("service");
    session.press("e").see("▌ kind           worker").see("› api").assert_taken();
    let called = folder.read("called");
    assert!(called.starts_with("+7 ") && called.trim_end().ends_with("groundplan.yaml"), "{called}");
    session.press("q").ends_well().assert_given_back();
    assert_eq!(folder.plan(), PLAN.replace("kind: service", "kind: worker"));
}

#[test]
fn an_editor_that_fails_or_is_missing_is_told_of() {
    for (editor, told) in [("false", "false ended with exit status: 1"), ("no-such-editor", "could not be started"), (" ", "set EDITOR")] {
        let folder = Folder::with_plan();
        let mut session = with_editor(&folder, editor);
        session.press("e").see(told).see("overview").assert_taken();
        session.press("q").ends_well();
    }
}

fn with_editor(folder: &Folder, editor: &str) -> Session {
    let mut session = Session::start(folder.terminal().env("EDITOR", editor), Path::new(PROGRAM));
    session.see("overview");
    session
}
