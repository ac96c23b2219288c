//! Whatever a file holds, nothing panics, and an edit that is made says what it means.

use groundplan::document::{Edit, Expansion, Limits, Node, Path, Rewrite, Source, Tree, Value, apply, read, unordered, verify};
use groundplan::plan::Plan;
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts of the pieces that YAML is made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 48] = [
        "- ",
        "-",
        ": ",
        ":",
        "? ",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\r\n",
        "\r",
        "  ",
        " ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " # c\n",
        "'",
        "\"",
        "|\n",
        "|+\n",
        ">-\n",
        "&a ",
        "*a",
        "!!str ",
        "!x",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\u{feff}",
        "\u{1b}[2J",
        "\0",
        "é",
        "🙂",
        "a",
        "b",
        "c: 1\n",
        "1",
        "~",
        "none",
        "map:\n",
        "components:\n",
        "\u{85}",
    ];
    vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => pieces(), 1 => any::<String>(), 1 => vec(any::<u8>(), 0..60).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())]
}

fn paths(node: &Node, path: &Path, all: &mut Vec<Path>) {
    all.push(path.clone());
    for (index, item) in node.items().iter().enumerate() {
        paths(item, &path.clone().index(index), all);
    }
    for entry in node.entries() {
        if let Some(key) = entry.key.text() {
            paths(&entry.value, &path.clone().key(key), all);
        }
    }
}

fn edits(tree: &Tree, path: &Path) -> Vec<Edit> {
    let value: Value = "x: y".into();
    let path = || path.clone();
    let span = tree.span(&path());
    vec![
        Edit::Set { path: path(), value: value.clone() },
        Edit::Set { path: path(), value: Value::entry("k", Value::entry("k", "two\nlines".into())) },
        Edit::Set { path: path().key("new").key("z"), value: value.clone() },
        Edit::Set { path: path().index(0), value: Value::List(vec![value.clone()]) },
        Edit::Insert { path: path(), key: Some("new".into()), value: value.clone(), at: Some(0) },
        Edit::Insert { path: path(), key: None, value, at: None },
        Edit::Remove { path: path() },
        Edit::RenameKey { path: path(), to: "new, name".into() },
        Edit::Move { path: path(), to: 0 },
        Edit::Expand { path: path(), to: Expansion::Main("main".into()) },
        Edit::Expand { path: path(), to: Expansion::Sides("from".into(), "to".into()) },
        Edit::Expand { path: path(), to: Expansion::Keys },
        Edit::Expand { path: path(), to: Expansion::Item },
        Edit::Rewrite(vec![Rewrite { span, text: "other".into() }]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_text_is_read_and_reported(text in text()) {
        let reading = read::<Plan>(&text);
        for problem in &reading.problems {
            prop_assert!(problem.span.end <= text.len() && text.is_char_boundary(problem.span.start), "{problem:?}");
        }
        let source = Source::new("plan", text.as_str());
        let report = source.report(&reading.problems);
        prop_assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{report:?}");
        source.report_coloured(&reading.problems);
        for offset in 0..=text.len() + 1 {
            source.place(offset);
            reading.tree.path_at(offset);
        }
    }

    #[test]
    fn every_node_has_a_place_and_a_path(text in text()) {
        let Ok((tree, _)) = Tree::parse(&text, &Limits::default()) else { return Ok(()) };
        let mut all = Vec::new();
        paths(tree.root(), &Path::root(), &mut all);
        for path in all {
            let span = tree.span(&path);
            prop_assert!(text.get(span.range()).is_some(), "{path}");
            prop_assert!(text.get(tree.label_span(&path).range()).is_some(), "{path}");
        }
    }

    #[test]
    fn edits_of_any_text_are_right_or_refused(text in text(), index in any::<prop::sample::Index>()) {
        let Ok((tree, _)) = Tree::parse(&text, &Limits::default()) else { return Ok(()) };
        let mut all = Vec::new();
        paths(tree.root(), &Path::root(), &mut all);
        for edit in edits(&tree, index.get(&all)) {
            if let Ok(change) = apply(&text, &tree, &edit, &unordered) {
                let after = change.applied_to(&text);
                prop_assert_eq!(change.inverse(&text).applied_to(&after), &text[..]);
                // Odd texts may be beyond what an edit can do; then it is refused, and nothing is lost.
                let _ = verify(&tree, &edit, &unordered, &after);
            }
        }
    }
}
