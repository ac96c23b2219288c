//! Whatever is given for a plan: a place and a hint, exit code 2, and nothing is written.

use crate::run::Place;
use insta::assert_snapshot;
use std::fmt::Write;
use std::fs;

/// What `check` says of a plan that can't be read. Nothing is written beside it.
fn refused(text: impl AsRef<[u8]>) -> String {
    let place = Place::with_plan(text);
    let said = place.run("check");
    assert_eq!(said.code, 2, "{said}");
    assert_eq!(said.out, "", "nothing is judged");
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 1, "nothing is written");
    said.to_string()
}

#[test]
fn a_missing_file() {
    assert_snapshot!(Place::empty().run("check plans/groundplan.yaml"));
}

#[test]
fn a_directory_without_a_plan() {
    let place = Place::empty().file("shop/notes.txt", "");
    assert_snapshot!(place.run("check shop"));
}

#[test]
fn no_plan_here_or_above() {
    assert_snapshot!(Place::empty().run("check"));
}

#[test]
fn a_directory_in_the_place_of_a_plan() {
    let place = Place::empty().file("groundplan.yaml/notes.txt", "");
    assert_snapshot!(place.run("check"));
}

#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_plan("groundplan: 1\nsystem: shop\n");
    let file = place.path("groundplan.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read every file.
    if fs::read(&file).is_err() {
        let said = place.run("check");
        assert_eq!((said.code, said.out.as_str()), (2, ""));
        assert_eq!(said.err, "error: there is no permission to read `groundplan.yaml`\n");
    }
}

#[test]
fn not_utf_8() {
    assert_snapshot!(refused(b"groundplan: 1\nsystem: shop\ntitle: caf\xe9\n"));
}

#[test]
fn utf_16() {
    assert_snapshot!(refused(b"\xff\xfeg\0r\0"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let place = Place::with_plan("\u{feff}groundplan: 1\r\nsystem: shop\r\n");
    assert_eq!(place.run("check").code, 0);
}

#[test]
fn a_mistake_after_windows_line_ends_and_a_byte_order_mark() {
    assert_snapshot!(refused("\u{feff}groundplan: 1\r\nsystem: shop\r\ntitel: Shop\r\n"));
}

#[test]
fn an_empty_file() {
    assert_snapshot!(refused(""));
}

#[test]
fn seventeen_megabytes() {
    let mut text = "groundplan: 1\nsystem: shop\n".to_owned();
    text.extend(std::iter::repeat_n("# filler\n", 17 * 1024 * 1024 / 9 + 1));
    assert_snapshot!(refused(text).replace(|c: char| c.is_ascii_digit(), "9"));
}

#[test]
fn an_unknown_version() {
    assert_snapshot!(refused("groundplan: 2\nsystem: shop\n"));
}

#[test]
fn a_duplicate_key() {
    assert_snapshot!(refused("groundplan: 1\nsystem: shop\ntitle: A\ntitle: B\n"));
}

#[test]
fn an_unknown_key() {
    assert_snapshot!(refused("groundplan: 1\nsystem: shop\ngaols: {}\n"));
}

#[test]
fn a_wrong_unit() {
    assert_snapshot!(refused("groundplan: 1\nsystem: shop\ngoals:\n  journeys:\n    pay: {deadline: 3kg, traffic: 300}\n"));
}

#[test]
fn a_dangling_reference() {
    assert_snapshot!(refused(
        "groundplan: 1\nsystem: shop\nmap:\n  components: {payments: {}}\ngoals:\n  journeys:\n    pay: {entry: paiments}\n"
    ));
}

#[test]
fn all_mistakes_at_once() {
    assert_snapshot!(refused(
        "groundplan: 1\nsystem: Shop!\ngoals:\n  journeys:\n    pay: {deadline: soon, entry: web}\nmap:\n  calls:\n    api -> db: {timeout: 5, needs: hard}\n"
    ));
}

#[test]
fn an_alias_bomb() {
    let mut text = "groundplan: 1\nsystem: shop\nx0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..12 {
        let uses = vec![format!("*x{}", n - 1); 9].join(", ");
        writeln!(text, "x{n}: &x{n} [{uses}]").unwrap();
    }
    let said = refused(text);
    assert!(said.contains("alias"), "{said}");
    assert_snapshot!(said.lines().take(9).collect::<Vec<_>>().join("\n"));
}

#[test]
fn nesting_of_ten_thousand() {
    assert_snapshot!(
        refused(format!("groundplan: 1\nsystem: shop\nx: {}{}\n", "[".repeat(10_000), "]".repeat(10_000))).replace(&"[".repeat(40), "[…")
    );
}

#[test]
fn nesting_of_ten_thousand_by_indentation() {
    let mut text = "groundplan: 1\nsystem: shop\n".to_owned();
    for depth in 0..10_000 {
        text.push_str(&" ".repeat(depth % 700));
        text.push_str("a:\n");
    }
    let said = Place::with_plan(text).run("check");
    assert_eq!((said.code, said.out.as_str()), (2, ""));
}

#[test]
fn every_command_that_reads_a_plan_refuses_a_bad_one() {
    let place = Place::with_plan("groundplan: 1\nsystem: shop\ngaols: {}\n");
    for command in ["check", "check --format json", "render", "graph", "graph --format json", "analyze", "explain TO2@journey:pay"] {
        let said = place.run(command);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said}");
        assert!(said.err.contains("groundplan.yaml:3:1"), "{said}");
    }
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 1, "nothing is written");
}
