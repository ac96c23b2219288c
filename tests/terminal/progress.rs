//! Work that takes long says how far it has come, and leaves nothing of that behind.

use crate::plans::plan;
use crate::session::{Folder, PROGRAM, Session};
use std::path::Path;

#[test]
fn rendering_a_large_plan_says_how_far_it_is() {
    let folder = Folder::empty();
    folder.write("groundplan.yaml", &plan(200, 600, 10));
    let mut session = Session::start(folder.terminal().args(["render"]), Path::new(PROGRAM));
    session.see("of 13 kinds of documents rendered …").ends_well();
    let screen = session.screen();
    assert!(screen.contains("wrote docs/groundplan/") && !screen.contains("rendered …"), "{screen}");
}
