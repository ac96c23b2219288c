//! Files and disks that take nothing.

use crate::session::{Folder, PLAN, PROGRAM, Session};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[test]
fn a_read_only_plan_is_not_written_and_the_edit_is_kept() {
    let folder = Folder::with_plan();
    let mode = |mode| fs::set_permissions(folder.path("groundplan.yaml"), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o444);
    let mut session = folder.start();
    edit(&mut session);
    session.see("not saved").see("read-only").see("team-b");
    assert_eq!(folder.plan(), PLAN);
    session.press("q").see("The plan is not saved. Leave?").press("esc").see_no("Leave?");
    mode(0o644);
    session.press("ctrl-s").see("● saved").press("q").ends_well();
    assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-b"));
}

#[test]
fn what_a_read_only_plan_can_t_take_is_offered_the_next_time() {
    let folder = Folder::with_plan();
    fs::set_permissions(folder.path("groundplan.yaml"), fs::Permissions::from_mode(0o444)).unwrap();
    let mut session = folder.start();
    edit(&mut session);
    session.see("read-only").press("q").see("Leave?").press("enter").ends_well().assert_given_back();
    folder.start().see("ended before it could save").see("+ owner: team-b");
}

#[test]
fn a_full_disk_takes_nothing_away() {
    let folder = Folder::with_plan();
    // No file may grow: for whoever writes, the disk is full.
    let limited = format!("trap '' XFSZ; ulimit -f 0; exec '{PROGRAM}'");
    let mut session = Session::start(folder.terminal().args(["-c", &limited]), Path::new("/bin/sh"));
    edit(&mut session);
    session.see("not saved").see("team-b");
    assert_eq!(folder.plan(), PLAN);
    session.press("q").see("The plan is not saved. Leave?").press("enter").ends_well().assert_given_back();
    assert_eq!(folder.plan(), PLAN);
}

fn edit(session: &mut Session) {
    session.see("overview").press("0 down down down").see("▌ owner").press("enter").see("> team-shop");
    session.press("ctrl-u").type_text("team-b").press("enter");
}
