//! Others change the file while it is open.

use crate::recovery::edit_without_saving;
use crate::session::{Folder, PLAN, Session};

#[test]
fn a_plan_without_unsaved_edits_follows_its_file() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").press("2").see("web -> api");
    folder.write("groundplan.yaml", &PLAN.replace("  calls:", "    payments: {kind: external}\n  calls:"));
    session.see("payments").see("read again").see("● saved");
    folder.write("groundplan.yaml", "system: [\n");
    session.see("this `[` is never closed");
    folder.write("groundplan.yaml", PLAN);
    session.see("web -> api").see_no("payments").press("q").ends_well();
}

#[test]
fn of_two_versions_mine_is_kept() {
    let folder = Folder::with_plan();
    let mut session = both_changed(&folder);
    session.press("M").see("● saved").press("q").ends_well();
    assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-mine"));
}

#[test]
fn of_two_versions_theirs_is_taken_and_mine_can_be_brought_back() {
    let folder = Folder::with_plan();
    let mut session = both_changed(&folder);
    session.press("T").see("Take what is on disk?").press("enter").see("team-theirs").see("● saved");
    assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-theirs"));
    session.press("u").see("team-mine").press("ctrl-s").see("● saved").press("q").ends_well();
    assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-mine"));
}

/// An edit that is not saved, and another one in the file.
fn both_changed(folder: &Folder) -> Session {
    let mut session = folder.start();
    edit_without_saving(&mut session, "team-mine");
    folder.write("groundplan.yaml", &PLAN.replace("team-shop", "team-theirs"));
    session.see("changed on disk").see("M keeps yours").see("T takes theirs").see("team-mine");
    session
}

#[test]
fn a_plan_that_was_removed_is_written_again() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview");
    std::fs::remove_file(folder.path("groundplan.yaml")).unwrap();
    session.see("removed on disk").see("M writes it again").press("M").see("● saved").press("q").ends_well();
    assert_eq!(folder.plan(), PLAN);
}
