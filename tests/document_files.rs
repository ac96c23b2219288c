//! Opening, saving and recovering plans: nothing is lost, nothing of others is overwritten.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use groundplan::document::{DiskError, Document, Edit, Limits, Path as Place, create_text, read_text, unordered, write_text};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PLAN: &str = "# ours\ngroundplan: 1\nsystem: shop\n";

fn directory() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let plan = directory.path().join("groundplan.yaml");
    fs::write(&plan, PLAN).expect("a file");
    (directory, plan)
}

fn open(plan: &Path) -> Document {
    Document::open(plan).expect("the plan")
}

fn set(document: &mut Document, key: &str, value: &str) {
    let edit = Edit::Set { path: Place::of([key]), value: value.into() };
    document.apply(&[edit], &unordered).expect("an edit");
}

fn names(directory: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory.path()).expect("the directory");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The message of an error, with the path of the directory left out.
fn message<T>(result: Result<T, DiskError>, directory: &TempDir) -> String {
    let Err(error) = result else { return "no error".to_owned() };
    let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
    error.to_string().replace(&directory.path().display().to_string(), "…") + &hint
}

#[test]
fn what_cannot_be_read_is_told() {
    let (directory, plan) = directory();
    let read = |path: &Path| message(read_text(path), &directory);
    assert_eq!(read(&plan.with_file_name("none.yaml")), "there is no file `…/none.yaml`");
    assert_eq!(read(&plan.join("below")), "there is no file `…/groundplan.yaml/below`");
    assert_eq!(read(directory.path()), "`…` is a directory, not a file");

    fs::write(&plan, b"a: 1\nb: \xff\n").expect("written");
    assert_eq!(read(&plan), "`…/groundplan.yaml` is not UTF-8: byte 8, in line 2, does not fit (save it as UTF-8)");
    fs::write(&plan, b"\xff\xfea\0").expect("written");
    assert!(read(&plan).ends_with("(it looks like UTF-16: save it as UTF-8)"));

    fs::write(&plan, "x".repeat(Limits::default().bytes + 1)).expect("written");
    assert_eq!(read(&plan), "`…/groundplan.yaml` has 16777217 bytes, more than the 16777216 that are read");

    let odd = plan.with_file_name("a\u{1b}[2J.yaml");
    assert_eq!(read(&odd), "there is no file `…/a␛[2J.yaml`");
}

#[test]
fn creating_overwrites_nothing() {
    let (directory, plan) = directory();
    assert_eq!(message(Document::create(&plan, "x: 1\n"), &directory), "`…/groundplan.yaml` is there already");
    assert_eq!(fs::read_to_string(&plan).expect("text"), PLAN);
    let new = plan.with_file_name("new.yaml");
    let mut document = Document::create(&new, "x: 1\n").expect("created");
    set(&mut document, "x", "2");
    document.save().expect("saved");
    assert_eq!(fs::read_to_string(&new).expect("text"), "x: 2\n");
    let nowhere = directory.path().join("no/where.yaml");
    assert_eq!(message(create_text(&nowhere, ""), &directory), "there is no directory `…/no`");
    assert_eq!(names(&directory), ["groundplan.yaml", "new.yaml"]);
}

#[test]
fn saving_writes_the_edits_and_leaves_nothing_else() {
    let (directory, plan) = directory();
    let mut document = open(&plan);
    assert!(!document.is_unsaved());
    set(&mut document, "system", "store");
    assert!(document.is_unsaved());
    document.save().expect("saved");
    assert!(!document.is_unsaved());
    assert_eq!(fs::read_to_string(&plan).expect("text"), "# ours\ngroundplan: 1\nsystem: store\n");
    assert_eq!(names(&directory), ["groundplan.yaml"]);
}

#[test]
fn undo_and_redo_reach_over_a_save() {
    let (_directory, plan) = directory();
    let mut document = open(&plan);
    let mut texts = vec![document.text().to_owned()];
    for name in ["store", "market", "bazaar"] {
        set(&mut document, "system", name);
        texts.push(document.text().to_owned());
    }
    document.save().expect("saved");
    for text in texts.iter().rev().skip(1) {
        assert!(document.undo().is_some());
        assert_eq!(document.text(), text);
    }
    assert!(document.undo().is_none() && document.is_unsaved());
    for text in texts.iter().skip(1) {
        assert_eq!(document.redo(), Some("# ours\ngroundplan: 1\nsystem: ".len()));
        assert_eq!(document.text(), text);
    }
    assert!(document.redo().is_none() && !document.is_unsaved());
}

#[test]
fn several_edits_are_one_step_and_all_or_none() {
    let (_directory, plan) = directory();
    let mut document = open(&plan);
    let set = |key: &str| Edit::Set { path: Place::of([key, "x"]), value: "1".into() };
    let lost = Edit::Remove { path: Place::of(["nothing"]) };
    document.apply(&[set("goals"), lost], &unordered).expect_err("the second can't be made");
    assert_eq!(document.text(), PLAN);
    document.apply(&[set("goals"), set("map")], &unordered).expect("both");
    assert_eq!(document.text(), format!("{PLAN}goals: {{x: 1}}\nmap: {{x: 1}}\n"));
    document.undo();
    assert_eq!(document.text(), PLAN);
}

#[test]
fn what_others_wrote_is_not_overwritten() {
    let (directory, plan) = directory();
    let mut document = open(&plan);
    set(&mut document, "system", "store");
    fs::write(&plan, "system: theirs\n").expect("written");
    assert!(document.changed_on_disk().expect("an answer"));
    let told = "`…/groundplan.yaml` was changed by someone else since it was read (load it again, or overwrite it on purpose)";
    assert_eq!(message(document.save(), &directory), told);
    assert_eq!(fs::read_to_string(&plan).expect("text"), "system: theirs\n");

    document.reload().expect("loaded");
    assert_eq!(document.text(), "system: theirs\n");
    document.undo();
    assert!(document.text().contains("store"), "the own edits are one step back");
    document.save().expect("knowingly over theirs");

    fs::remove_file(&plan).expect("removed");
    assert_eq!(message(document.save(), &directory), "`…/groundplan.yaml` was removed by someone else since it was read");
    document.overwrite().expect("written again");
    assert!(!document.changed_on_disk().expect("an answer"));
}

#[test]
fn unsaved_text_is_kept_until_it_is_saved() {
    let (directory, plan) = directory();
    let mut document = open(&plan);
    document.keep_recovery().expect("nothing to keep");
    assert_eq!(document.recovery(), None);
    set(&mut document, "system", "store");
    document.keep_recovery().expect("kept");
    assert_eq!(names(&directory), [".groundplan.yaml.recovery", "groundplan.yaml"]);

    let mut next = open(&plan);
    let recovery = next.recovery().expect("of the session before");
    next.replace(recovery.text.clone());
    assert_eq!(next.text(), document.text());
    next.undo();
    assert_eq!(next.text(), PLAN);
    recovery.discard().expect("discarded");
    assert_eq!(names(&directory), ["groundplan.yaml"]);

    document.keep_recovery().expect("kept");
    document.save().expect("saved");
    assert_eq!(names(&directory), ["groundplan.yaml"]);
}

#[test]
fn a_text_that_is_not_yaml_opens_and_is_not_edited() {
    let (_directory, plan) = directory();
    fs::write(&plan, "a: [1\n").expect("written");
    let mut document = open(&plan);
    assert_eq!(document.problems().len(), 1);
    let error = document.apply(&[Edit::Remove { path: Place::of(["a"]) }], &unordered).expect_err("refused");
    assert_eq!(error.to_string(), "the text must be corrected first: this `[` is never closed");
    document.replace("a: [1]\n");
    assert_eq!(document.problems(), []);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("metadata").permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    #[test]
    fn a_file_keeps_its_mode() {
        let (_directory, plan) = directory();
        for bits in [0o600, 0o644, 0o664, 0o755] {
            set_mode(&plan, bits);
            write_text(&plan, "a: 1\n").expect("written");
            assert_eq!(mode(&plan), bits);
        }
    }

    #[test]
    fn kept_text_is_private() {
        let (directory, plan) = directory();
        let mut document = open(&plan);
        for name in ["a", "b"] {
            set(&mut document, "system", name);
            document.keep_recovery().expect("kept");
            assert_eq!(mode(&directory.path().join(".groundplan.yaml.recovery")), 0o600);
        }
    }

    #[test]
    fn a_link_stays_a_link() {
        let (directory, plan) = directory();
        let link = directory.path().join("link.yaml");
        symlink("groundplan.yaml", &link).expect("a link");
        let mut document = open(&link);
        set(&mut document, "system", "store");
        document.keep_recovery().expect("kept");
        assert!(names(&directory).contains(&".groundplan.yaml.recovery".to_owned()));
        document.save().expect("saved");
        assert!(fs::symlink_metadata(&link).expect("metadata").is_symlink());
        assert_eq!(fs::read_to_string(&plan).expect("text"), document.text());
        assert_eq!(names(&directory), ["groundplan.yaml", "link.yaml"]);
    }

    #[test]
    fn what_may_not_be_written_is_told() {
        let (directory, plan) = directory();
        set_mode(&plan, 0o444);
        let mut document = open(&plan);
        set(&mut document, "system", "store");
        let told = "`…/groundplan.yaml` is read-only (make it writable, or save under another name)";
        assert_eq!(message(document.save(), &directory), told);
        assert_eq!(fs::read_to_string(&plan).expect("text"), PLAN);
        set_mode(&plan, 0o000);
        // The superuser reads and writes everything.
        if let Err(error) = read_text(&plan) {
            assert!(matches!(error, DiskError::Unreadable(_)));
            set_mode(&plan, 0o644);
            set_mode(directory.path(), 0o555);
            assert!(matches!(document.save(), Err(DiskError::Unwritable(_))));
            set_mode(directory.path(), 0o755);
        }
    }

    #[test]
    fn a_device_is_not_read_to_its_end() {
        let (directory, _) = directory();
        assert_eq!(message(read_text(Path::new("/dev/zero")), &directory), "`/dev/zero` is no ordinary file");
    }
}
