//! The house keeps its own rules: what `ARCHITECTURE.md` says of the rooms is true of the source.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the source has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in their order: each may use those before it, and none behind it.
const ROOMS: [&str; 13] =
    ["document", "plan", "knowledge", "graph", "analysis", "rules", "study", "history", "render", "publish", "import", "wizard", "cli"];

/// The rooms that read YAML: plans, the guidance, and what plans are imported from.
const READERS_OF_YAML: [&str; 3] = ["document", "knowledge", "import"];
const YAML: [&str; 3] = ["granit_parser", "yaml_edit", "serde_yaml"];

/// The files at the top that are no rooms: they name the rooms and hand over to them.
const DOORS: [&str; 2] = ["lib", "main"];

/// What would make the same plan give other answers tomorrow or elsewhere, and who may use it all the same: the rooms
/// that meet the world.
const WORLD: [&str; 9] = ["std::fs", "std::net", "std::env", "std::process", "std::thread", "Instant", "SystemTime", "println", "eprintln"];
const IN_THE_WORLD: [&str; 4] = ["document", "publish", "wizard", "cli"];

const LONGEST_FILE: usize = 500;

#[test]
fn each_room_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(place) = ROOMS.iter().position(|room| *room == source.room) else { continue };
        for (number, used) in source.numbered(used_rooms) {
            if ROOMS.iter().position(|room| *room == used).is_some_and(|other| other > place) {
                wrong.push(format!("{}:{number}: {} uses {used}, which stands behind it", source.name, source.room));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_room_has_its_place_in_the_order() {
    let strangers: Vec<String> = sources()
        .into_iter()
        .filter(|source| !ROOMS.contains(&source.room.as_str()) && !DOORS.contains(&source.room.as_str()))
        .map(|source| format!("{} belongs to no room", source.name))
        .collect();
    assert_none(&strangers);
}

#[test]
fn yaml_is_read_in_three_rooms_only() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !READERS_OF_YAML.contains(&source.room.as_str())) {
        for (number, used) in source.numbered(|line| YAML.into_iter().filter(|name| names(line, name)).collect()) {
            wrong.push(format!("{}:{number}: {} uses {used}", source.name, source.room));
        }
    }
    assert_none(&wrong);
}

#[test]
fn between_the_two_files_nothing_touches_the_world() {
    let mut wrong = Vec::new();
    let inner = sources().into_iter().filter(|source| ROOMS.contains(&source.room.as_str()));
    for source in inner.filter(|source| !IN_THE_WORLD.contains(&source.room.as_str())) {
        for (number, used) in source.numbered(|line| WORLD.into_iter().filter(|name| names(line, name)).collect()) {
            wrong.push(format!("{}:{number}: {} uses {used}", source.name, source.room));
        }
    }
    assert_none(&wrong);
}

/// Clippy knows the methods by type; this also finds those behind an `allow`.
#[test]
fn the_program_never_stops_with_a_panic() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, used) in source.numbered(|line| {
            [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("]
                .into_iter()
                .filter(|ways| line.contains(ways))
                .collect()
        }) {
            wrong.push(format!("{}:{number}: {used}", source.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("{} does not begin with `//! `", source.name))
        .collect();
    assert_none(&silent);
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.name))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, name)| format!("{name} has {lines} lines, more than {LONGEST_FILE}"))
        .collect();
    assert_none(&long);
}

/// A file of the source, with the room that it belongs to.
struct Source {
    name: String,
    room: String,
    text: String,
}

impl Source {
    /// What `find` finds in each line of the program, with the number of the line. Tests and comments are passed over.
    fn numbered<T>(&self, find: impl Fn(&str) -> Vec<T>) -> Vec<(usize, T)> {
        if self.is_test() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut skipped: Option<Skipped> = None;
        for (number, line) in self.text.lines().enumerate() {
            if let Some(skip) = &mut skipped {
                if skip.ends_with(line) {
                    skipped = None;
                }
            } else if line.trim_start().starts_with("#[cfg(test)]") {
                skipped = Some(Skipped { indent: indent(line), began: false });
            } else if !line.trim_start().starts_with("//") {
                found.extend(find(line).into_iter().map(|what| (number + 1, what)));
            }
        }
        found
    }

    fn is_test(&self) -> bool {
        self.name.ends_with("/tests.rs") || self.name.contains("/tests/")
    }
}

/// An item behind `#[cfg(test)]`: it ends with its first line that closes it at the same depth.
struct Skipped {
    indent: usize,
    began: bool,
}

impl Skipped {
    fn ends_with(&mut self, line: &str) -> bool {
        if line.trim_start().starts_with("#[") || indent(line) != self.indent || line.is_empty() {
            return false;
        }
        let one_line = !self.began && (line.ends_with(';') || line.ends_with('}'));
        self.began = true;
        one_line || line.trim_start().starts_with('}')
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Whether a line names this item or module, and not one whose name only contains it.
fn names(line: &str, item: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    line.match_indices(item).any(|(at, _)| ends(line[..at].chars().next_back()) && ends(line[at + item.len()..].chars().next()))
}

/// The rooms that a line names by `crate::…`, one by one or in braces.
fn used_rooms(line: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in line.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => used.extend(list.split(',').filter_map(|item| words(item).next()).map(str::to_owned)),
            None => used.extend(words(rest).next().map(str::to_owned)),
        }
    }
    used
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    assert!(!files.is_empty(), "no source under {}", root.display());
    files.into_iter().map(|file| source(&root, &file)).collect()
}

fn source(root: &Path, file: &PathBuf) -> Source {
    let below = file.strip_prefix(root).unwrap();
    let first = below.iter().next().unwrap().to_string_lossy();
    let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    Source {
        name: format!("src/{}", name.join("/")),
        room: first.trim_end_matches(".rs").to_owned(),
        text: fs::read_to_string(file).unwrap(),
    }
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
