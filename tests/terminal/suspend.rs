//! Ctrl-Z and `fg`, in a shell with job control.

use crate::session::{Folder, PROGRAM, Session};
use std::path::Path;

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let folder = Folder::with_plan();
    let mut session = shell(&folder);
    session.type_text(&format!("'{PROGRAM}'")).press("enter").see("overview").press("2").see("web -> api").assert_taken();
    prompt(session.press("ctrl-z").see("Stopped")).assert_given_back();
    session.type_text("stty -a | grep -ow .icanon; echo line mode: $((1 + 1))").press("enter").see("line mode: 2").see_no("-icanon");
    session.type_text("fg").press("enter").see("web -> api").see("? help").assert_taken();
    prompt(session.press("7").see("runbooks").press("q"))
        .type_text("echo ended with $?")
        .press("enter")
        .see("ended with 0")
        .assert_given_back();
}

#[test]
fn ctrl_z_in_the_editor_stops_both() {
    let folder = Folder::with_plan();
    // What an editor does with Ctrl-Z: it stops its process group.
    folder.write("editor", "#!/bin/sh\necho editing\nkill -TSTP 0\necho owner: team-b >> groundplan.yaml\n");
    folder.write("groundplan.yaml", "groundplan: 1\nsystem: shop\n");
    let mut session = shell(&folder);
    session.type_text(&format!("EDITOR='sh ./editor' '{PROGRAM}'")).press("enter").see("overview").press("e");
    prompt(session.see("editing").see("Stopped")).assert_given_back();
    session.type_text("fg").press("enter").see("overview").see("team-b").assert_taken();
    prompt(session.press("q")).type_text("echo ended with $?").press("enter").see("ended with 0").assert_given_back();
}

fn shell(folder: &Folder) -> Session {
    let mut session = Session::start(folder.terminal().args(["-i"]).env("PS1", "shell> "), Path::new("/bin/sh"));
    prompt(&mut session);
    session
}

/// Waits until the shell asks for the next command: earlier prompts may still be on the screen, and what is typed before the
/// program has ended is the program's.
fn prompt(session: &mut Session) -> &mut Session {
    session.wait("the shell asks for a command", |screen| screen.text().trim_end().lines().next_back() == Some("shell>"))
}
