//! Windows change their size at any time.

use crate::session::{Folder, Session};
use std::process::Command;

#[test]
fn every_size_is_survived() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").press("2").see("web -> api");
    session.resize(120, 40).see("╭─ findings").see("╭─ steps");
    session.resize(60, 15).see("▌ common_cause").see_no("╭─ steps");
    session.resize(42, 20).see("groundplan needs 60×15").see("this is 42×20");
    session.resize(2, 2).see_no("groundplan");
    to_one_cell(&session);
    session.resize(100, 30).see("╭─ steps").see("web -> api").see("? help");
    session.press("q").ends_well().assert_given_back();
}

/// A window of one cell, which the terminal of these tests can't have itself.
fn to_one_cell(session: &Session) {
    if cfg!(target_os = "linux") {
        let terminal = format!("/proc/{}/fd/0", session.pid());
        let status = Command::new("stty").args(["-F", &terminal, "cols", "1", "rows", "1"]).status().unwrap();
        assert!(status.success());
    }
}
