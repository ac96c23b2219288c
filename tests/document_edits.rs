//! Edits of random documents: the data is right, comments stay, other lines are untouched.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod samples;

use groundplan::document::{Document, Edit, EditError, Limits, Node, Path, Step, Tree, Value, apply, unordered, verify};
use proptest::prelude::*;
use samples::{document, scalar};

/// All paths of a document, in the order of the text, and the labels of their comments.
fn places(node: &Node, path: &Path, label: &str, places: &mut Vec<(Path, String)>) {
    places.push((path.clone(), label.to_owned()));
    for (index, item) in node.items().iter().enumerate() {
        self::places(item, &path.clone().index(index), &format!("{label}/{index}"), places);
    }
    for (index, entry) in node.entries().iter().enumerate() {
        let key = entry.key.text().unwrap_or_default();
        self::places(&entry.value, &path.clone().key(key), &format!("{label}/{index}"), places);
    }
}

/// The labels of all comments of a text, sorted.
fn comments(text: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = text.split("# @").skip(1).filter_map(|rest| rest.split('@').next()).collect();
    labels.sort_unstable();
    labels
}

/// Whether the lines of one text are all in the other, in the same order.
fn is_within(lines: &str, of: &str) -> bool {
    let mut of = of.lines();
    lines.lines().all(|line| of.any(|other| other == line))
}

#[derive(Clone)]
struct Case {
    text: String,
    tree: Tree,
    path: Path,
    label: String,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` of\n{}", self.path, self.text)
    }
}

fn case() -> impl Strategy<Value = Case> {
    (document(), any::<prop::sample::Index>()).prop_map(|(text, index)| {
        let (tree, problems) = Tree::parse(&text, &Limits::default()).unwrap_or_else(|problem| panic!("{problem:?} in\n{text}"));
        assert_eq!(problems, [], "{text}");
        let mut all = Vec::new();
        places(tree.root(), &Path::root(), "", &mut all);
        let (path, label) = index.get(&all).clone();
        Case { text, tree, path, label }
    })
}

/// The text after an edit that must succeed, verified.
fn edited(case: &Case, edit: &Edit) -> Result<String, EditError> {
    let change = apply(&case.text, &case.tree, edit, &unordered)?;
    let after = change.applied_to(&case.text);
    if let Err(error) = verify(&case.tree, edit, &unordered, &after) {
        panic!("{error}\n{edit:?}\n--- before\n{}\n--- after\n{after}", case.text);
    }
    assert_eq!(change.inverse(&case.text).applied_to(&after), case.text, "taking {edit:?} back");
    Ok(after)
}

fn config() -> ProptestConfig {
    ProptestConfig { max_global_rejects: 1 << 20, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn setting_a_value(case in case(), text in scalar()) {
        prop_assume!(!case.path.is_root());
        let old = case.tree.find(&case.path).cloned();
        // Brackets that no longer fit on a line are written out over several.
        let fits = case.text.lines().all(|line| line.chars().count() + text.chars().count() + 2 <= 100);
        let after = edited(&case, &Edit::Set { path: case.path.clone(), value: Value::Scalar(text) }).expect("a value can be set");
        let was_scalar = old.as_ref().is_some_and(|node| node.text().is_some());
        let one_line = old.is_some_and(|node| !node.span.slice(&case.text).contains('\n'));
        if was_scalar && one_line && fits && !after[..].contains('|') {
            let changed = case.text.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
            prop_assert!(changed <= 1, "one line changes\n{}\n---\n{after}", case.text);
        }
        let lost: Vec<&str> = comments(&case.text).into_iter().filter(|label| !comments(&after).contains(label)).collect();
        prop_assert!(lost.iter().all(|label| label.starts_with(&case.label)), "{lost:?}\n{}\n---\n{after}", case.text);
        if was_scalar && one_line {
            prop_assert!(lost.is_empty(), "{lost:?}\n{}\n---\n{after}", case.text);
        }
    }

    #[test]
    fn setting_what_is_missing(case in case(), text in scalar(), deep in any::<bool>()) {
        let path = case.path.clone().key("new key");
        let path = if deep { path.key("x").key("z") } else { path };
        match edited(&case, &Edit::Set { path, value: Value::Scalar(text) }) {
            Ok(after) => {
                prop_assert_eq!(comments(&case.text), comments(&after), "{}\n---\n{}", case.text, after);
                let in_block = case.tree.find(&case.path).is_some_and(Node::is_block);
                prop_assert!(!in_block || is_within(&case.text, &after), "{}\n---\n{}", case.text, after);
            }
            Err(error) => prop_assert_eq!(error, EditError::NotExpanded(case.path)),
        }
    }

    #[test]
    fn inserting(case in case(), text in scalar(), at in any::<prop::sample::Index>()) {
        prop_assume!(!case.path.is_root());
        let path = case.path.parent().expect("a parent");
        let parent = case.tree.find(&path).expect("it exists");
        let count = parent.items().len() + parent.entries().len();
        let key = parent.items().is_empty().then(|| "new".to_owned());
        let edit = Edit::Insert { path, key, value: Value::Scalar(text), at: Some(at.index(count + 1)) };
        let after = edited(&case, &edit).expect("a child can be inserted");
        prop_assert_eq!(comments(&case.text), comments(&after), "{}\n---\n{}", case.text, after);
        let begins_line = parent.is_block() && parent.span.slice(&case.text).lines().count() > 1;
        prop_assert!(!begins_line || case.text.lines().count() < after.lines().count(), "{}\n---\n{}", case.text, after);
    }

    #[test]
    fn removing(case in case()) {
        prop_assume!(!case.path.is_root());
        let after = edited(&case, &Edit::Remove { path: case.path.clone() }).expect("a child can be removed");
        let kept: Vec<&str> = comments(&case.text).into_iter().filter(|label| !label.starts_with(&case.label)).collect();
        let after_kept: Vec<&str> = comments(&after).into_iter().filter(|label| !label.starts_with(&case.label)).collect();
        // A map that loses its last entry is written anew, without the comments inside.
        let siblings = case.path.parent().and_then(|parent| case.tree.find(&parent)).map_or(0, |node| node.items().len() + node.entries().len());
        prop_assert!(siblings == 1 || kept == after_kept, "{}\n---\n{after}", case.text);
    }

    #[test]
    fn renaming(case in case(), text in scalar()) {
        prop_assume!(matches!(case.path.last(), Some(Step::Key(_))));
        match edited(&case, &Edit::RenameKey { path: case.path.clone(), to: text }) {
            Ok(after) => {
                let changed = case.text.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
                prop_assert!(changed <= 1);
            }
            Err(error) => prop_assert!(matches!(error, EditError::Exists(_))),
        }
    }

    #[test]
    fn moving(case in case(), to in any::<prop::sample::Index>()) {
        prop_assume!(!case.path.is_root());
        let parent = case.path.parent().and_then(|parent| case.tree.find(&parent)).expect("a parent");
        let siblings = parent.items().len() + parent.entries().len();
        let after = edited(&case, &Edit::Move { path: case.path.clone(), to: to.index(siblings) }).expect("a child can be moved");
        prop_assert_eq!(comments(&case.text), comments(&after), "{}\n---\n{}", case.text, after);
        prop_assert_eq!(case.text.len(), after.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn all_edits_are_undone_and_redone(text in document(), steps in proptest::collection::vec((any::<prop::sample::Index>(), 0..4u8, scalar()), 1..12)) {
        let directory = tempfile::tempdir().expect("a directory");
        let mut plan = Document::create(directory.path().join("plan.yaml"), text.as_str()).expect("created");
        let mut texts = vec![text];
        for (index, kind, value) in steps {
            let mut all = Vec::new();
            places(plan.tree().root(), &Path::root(), "", &mut all);
            let path = index.get(&all).0.clone();
            let edit = match kind {
                0 => Edit::Set { path, value: Value::Scalar(value) },
                1 => Edit::Set { path: path.key("new"), value: Value::Scalar(value) },
                2 => Edit::Move { path, to: 0 },
                _ => Edit::Remove { path },
            };
            // Some have no place, such as a key in a list: they change nothing.
            if plan.apply(&[edit], &unordered).is_ok() {
                texts.push(plan.text().to_owned());
            }
        }
        plan.save().expect("saved");
        for text in texts.iter().rev().skip(1) {
            plan.undo();
            prop_assert_eq!(plan.text(), text);
        }
        for text in texts.iter().skip(1) {
            plan.redo();
            prop_assert_eq!(plan.text(), text);
        }
        prop_assert!(!plan.is_unsaved() && !plan.can_redo());
    }
}
