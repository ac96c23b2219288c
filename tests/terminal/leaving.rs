//! However the program ends, the terminal is given back and nothing that was edited is lost.

use crate::recovery::edit_without_saving;
use crate::session::{Folder, PLAN};
use termlens::Signal;

#[test]
fn q_leaves_at_once_when_everything_is_saved() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").assert_taken();
    session.press("q").ends_well().assert_given_back();
    assert_eq!(folder.plan(), PLAN);
}

#[test]
fn q_asks_when_something_is_not_saved() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    edit_without_saving(&mut session, "team-b");
    session.press("q").see("The plan is not saved. Leave?").press("esc").see_no("Leave?");
    session.press("ctrl-s").see("● saved").press("q").ends_well().assert_given_back();
    assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-b"));
}

#[test]
fn signals_that_end_it_lose_nothing() {
    for (signal, name) in [(Signal::Term, "Terminated"), (Signal::Hup, "Hangup"), (Signal::Int, "Interrupt")] {
        let folder = Folder::with_plan();
        let mut session = folder.start();
        edit_without_saving(&mut session, "team-b");
        session.signal(signal);
        let status = session.end();
        assert_eq!(status.signal(), Some(name), "its parent sees what ended it: {status}\n{}", session.screen());
        session.assert_given_back();
        assert_eq!(folder.plan(), PLAN);
        folder.start().see("ended before it could save").see("+ owner: team-b").press("enter").see_no("ended before");
        assert_eq!(folder.plan(), PLAN.replace("team-shop", "team-b"));
    }
}
