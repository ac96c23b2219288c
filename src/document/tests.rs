//! Places, paths and what is no YAML.

use super::*;

fn tree(text: &str) -> Tree {
    Tree::parse(text, &Limits::default()).expect("YAML").0
}

/// The report of the first mistake in the syntax.
fn syntax(text: &str) -> String {
    let problem = Tree::parse(text, &Limits::default()).expect_err("no YAML");
    Source::new("plan.yaml", text).report(&[problem])
}

const PLAN: &str = "\
system: shop
map:
  calls:
    web -> api: {timeout: 3s}   # the only one
    api -> orders.db:
      need: hard
  zones: [eu-a, eu-b]
note: |
  two
  lines

stores:
- a
-  # nothing yet
- b: 1
empty:
";

#[test]
fn every_node_knows_its_place() {
    let tree = tree(PLAN);
    let shown = |path: Path| tree.find(&path).map(|node| node.span.slice(PLAN));
    assert_eq!(shown(Path::of(["map", "calls", "web -> api", "timeout"])), Some("3s"));
    assert_eq!(shown(Path::of(["map", "calls", "web -> api"])), Some("{timeout: 3s}"));
    assert_eq!(shown(Path::of(["map", "calls", "api -> orders.db"])), Some("need: hard"));
    assert_eq!(shown(Path::of(["map", "zones"]).index(1)), Some("eu-b"));
    assert_eq!(shown(Path::of(["note"])), Some("|\n  two\n  lines"));
    assert_eq!(shown(Path::of(["stores"])), Some("- a\n-  # nothing yet\n- b: 1"));
    assert_eq!(shown(Path::of(["stores"]).index(1)), Some(""));
    assert_eq!(tree.span(&Path::of(["stores"]).index(1)).start, PLAN.find("-  #").expect("it") + 1);
    assert_eq!(tree.span(&Path::of(["empty"])).start, PLAN.find("empty:").expect("it") + 6);
    assert_eq!(shown(Path::of(["map", "nothing"])), None);
}

#[test]
fn a_path_past_the_end_has_the_place_of_the_last_that_is_written() {
    let tree = tree(PLAN);
    let nearest = |path: Path| tree.span(&path).slice(PLAN);
    assert_eq!(nearest(Path::of(["map", "calls", "web -> api", "timeout", "total"])), "3s");
    assert_eq!(nearest(Path::of(["map", "zones", "eu-b", "availability"])), "eu-b");
    let label = |path: Path| tree.label_span(&path).slice(PLAN);
    assert_eq!(label(Path::of(["map", "calls", "api -> orders.db"])), "api -> orders.db");
    assert_eq!(label(Path::of(["map", "calls", "api -> orders.db", "need"])), "hard");
    assert_eq!(tree.key_span(&Path::of(["map", "zones"])).map(|span| span.slice(PLAN)), Some("zones"));
    assert_eq!(tree.key_span(&Path::of(["map", "zones"]).index(0)), None);
}

#[test]
fn a_place_has_a_path() {
    let tree = tree(PLAN);
    let at = |found: &str| tree.path_at(PLAN.find(found).expect("it")).to_string();
    assert_eq!(at("3s"), "map.calls.web -> api.timeout");
    assert_eq!(at("timeout"), "map.calls.web -> api.timeout");
    assert_eq!(at("eu-b"), "map.zones[1]");
    assert_eq!(at("b: 1"), "stores[2].b");
}

#[test]
fn a_path_is_read_back_from_its_text() {
    let tree = tree(PLAN);
    for text in ["system", "map.calls.api -> orders.db", "map.calls.api -> orders.db.need", "map.zones[1]", "stores[2].b", ""] {
        assert_eq!(Path::parse(text, &tree).map(|path| path.to_string()).as_deref(), Some(text));
    }
    for text in ["map.nothing", "map.zones[2]", "system.x", "map.zones[x", "mapcalls"] {
        assert_eq!(Path::parse(text, &tree), None, "{text}");
    }
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let source = Source::new("plan", "\u{feff}é: 1\r\nb: 🙂x\n");
    let place = |found: &str| source.place(source.text().find(found).expect("it"));
    assert_eq!(place("é"), Place { line: 1, column: 1 });
    assert_eq!(place("1"), Place { line: 1, column: 4 });
    assert_eq!(place("x"), Place { line: 2, column: 5 });
    assert_eq!(source.place(1000), Place { line: 3, column: 1 });
    assert_eq!(source.line(1), Some("é: 1"));
    assert_eq!(source.line(3), Some(""));
    assert_eq!(source.line(4), None);
    assert_eq!(source.line(0), None);
}

#[test]
fn the_first_mistake_in_the_syntax_is_told_in_plain_words() {
    let texts = [
        "a: 1\n\tb: 2\n",
        "a:\n\t- b\n",
        "a: [1, 2\nb: 3\n",
        "a: [1, 2\n",
        "a: \"open\nb: 1\n",
        "a: b: c\n",
        "a: 1\n  b: 2\n",
        "a: 1\nb\nc: 2\n",
        "a:\n    b: 1\n  c: 2\n",
        "a: {b: 1 c: 2}\n",
        "a: [b}\n",
        "a: ]\n",
        "a: @b\n",
        "a: - b\n",
        "a: 'b' c\n",
        "a: \"\\q\"\n",
        "a: \u{1b}[31m\n",
        "%YAML 1.2\n---\na: 1\n",
        "a: 1\nb: {c: d: e}\n",
        "a: \"x\"# c\n",
    ];
    insta::assert_snapshot!(texts.map(syntax).concat());
}

#[test]
fn of_a_long_line_the_part_that_matters_is_shown() {
    let text = format!("a: [{}ü: b: c, {}]\n", "x, ".repeat(1000), "x, ".repeat(1000));
    let report = syntax(&text);
    assert!(report.contains("--> plan.yaml:1:3009\n"), "{report}");
    assert!(report.contains("ü: b: c, ") && report.len() < 1000, "{report}");
}

#[test]
fn depth_has_a_limit() {
    let deep = |open: &str| Tree::parse(&open.repeat(10_000), &Limits::default()).expect_err("too deep").message;
    for open in ["[", "{a: ", "- ", "? ", "{? ["] {
        assert_eq!(deep(open), "nested more than 64 levels deep", "{open}");
    }
    let steps: Vec<String> = (0..200).map(|depth| " ".repeat(depth) + "a:\n").collect();
    assert_eq!(Tree::parse(&steps.concat(), &Limits::default()).expect_err("too deep").message, "nested more than 64 levels deep");
    assert!(Tree::parse(&("[".repeat(64) + &"]".repeat(64)), &Limits::default()).is_ok());
}

#[test]
fn size_has_a_limit() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let problem = Tree::parse("a: 12345678", &limits).expect_err("too large");
    assert_eq!(problem.message, "the file has 11 bytes, more than the 10 that are read");
}

#[test]
fn an_alias_bomb_does_not_go_off() {
    let text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n";
    let (tree, problems) = Tree::parse(text, &Limits::default()).expect("YAML");
    assert_eq!(problems.len(), 9);
    assert_eq!(tree.find(&Path::of(["d"])).map(|node| node.items().len()), Some(2));
}

#[test]
fn millions_of_mistakes_are_told_by_the_first_thousand() {
    let text = "a: 1\n".repeat(20_000);
    let (_, problems) = Tree::parse(&text, &Limits::default()).expect("YAML");
    assert_eq!(problems.len(), 1000);
    let reading = read::<std::collections::BTreeMap<String, u8>>(&text);
    assert_eq!(reading.problems.last().map(|problem| problem.message.as_str()), Some("there are more mistakes in this text"));
}
