//! `groundplan demo`, on a terminal.

use crate::session::{Folder, PROGRAM, Session};
use std::path::Path;

#[test]
fn enter_opens_the_wizard_on_the_example() {
    let folder = Folder::empty();
    let mut session = demo(&folder);
    assert!(folder.has("groundplan-demo/docs/groundplan/design-doc.md"));
    session.press("enter").see("overview").see("checkout").assert_taken();
    session.press("q").ends_well().assert_given_back();
}

#[test]
fn q_stops_there() {
    let folder = Folder::empty();
    let mut session = demo(&folder);
    session.press("q enter").ends_well().assert_given_back();
    assert!(folder.has("groundplan-demo/groundplan.yaml"));
    assert!(!session.screen().contains("overview"), "{}", session.screen());
}

fn demo(folder: &Folder) -> Session {
    let mut session = Session::start(folder.terminal().args(["demo"]), Path::new(PROGRAM));
    session.see("Enter opens the wizard");
    session
}
