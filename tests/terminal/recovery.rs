//! What a program that was killed had not saved.

use crate::session::{Folder, PLAN, Session};
use termlens::Signal;

const TYPED: &str = "team-of-nobody-yet";

#[test]
fn what_was_not_saved_is_offered_and_taken() {
    let folder = killed_before_saving();
    let mut session = folder.start();
    session.see("ended before it could save").see("- owner: team-shop   # who answers").see(&format!("+ owner: {TYPED}"));
    session.press("enter").see_no("ended before").see("saved").see(TYPED);
    session.press("q").ends_well();
    assert_eq!(folder.plan(), PLAN.replace("team-shop", TYPED));
    folder.start().see("overview").see_no("ended before");
}

#[test]
fn what_was_not_saved_is_offered_and_refused() {
    let folder = killed_before_saving();
    let mut session = folder.start();
    session.see("ended before it could save").press("esc").see_no("ended before").see("team-shop").see_no(TYPED);
    session.press("q").ends_well();
    assert_eq!(folder.plan(), PLAN);
}

/// The folder after an edit that nothing has saved.
fn killed_before_saving() -> Folder {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    edit_without_saving(&mut session, TYPED);
    session.signal(Signal::Kill);
    assert!(!session.end().success());
    assert_eq!(folder.plan(), PLAN, "the file is as it was");
    folder
}

/// Turns saving off, and gives the plan another owner.
pub fn edit_without_saving(session: &mut Session, owner: &str) {
    session.see("overview").press(":").type_text("save by itself").see("Save by itself after").press("enter").see("until you press Ctrl-S");
    session.press("0 down down down").see("▌ owner").press("enter").see("> team-shop").press("ctrl-u").type_text(owner).press("enter");
    session.see("not saved").see(&format!("▌ owner           {owner}"));
}
