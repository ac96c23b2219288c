//! Pastes and the mouse, as a terminal sends them.

use crate::session::{Folder, PLAN};

#[test]
fn a_paste_is_text_whatever_keys_its_letters_are() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").press("0 down down").see("▌ summary").press("enter").see("Takes any text");
    session.paste("quick: sells # shoes\nand more").see("> quick: sells # shoes and more").press("enter");
    session.see("▌ summary         quick: sells # shoes and more");
    assert!(folder.plan().contains("summary: \"quick: sells # shoes and more\"\n"), "{}", folder.plan());
    session.press("u").see("taken back").press("q").ends_well();
    assert_eq!(folder.plan(), PLAN);
}

#[test]
fn a_click_selects_and_opens_and_the_wheel_moves() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").click("2 Map").see("▌ common_cause").click("web -> api").see("▌   web -> api");
    session.click("web -> api").see("› web -> api").see("timeout");
    session.click("shop").see("▌ system").press("q").ends_well().assert_given_back();
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let folder = Folder::with_plan();
    let mut session = folder.start();
    session.see("overview").press(":").type_text("leave the mouse").see("Leave the mouse to").press("enter").see("selects text");
    assert!(session.screen().mouse_modes().is_empty());
    session.press("q").ends_well().assert_given_back();
}
