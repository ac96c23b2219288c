//! From a plan in which the rules find nothing wrong, each single change raises the findings that follow from it and no other.
//!
//! A case is `tests/mutations/<condition>-<what>.yaml`: a comment that says what the change means, `change` with a path of
//! `examples/clean` and what stands there afterwards (`to`) or nothing any more (`remove`), and `raises`, the ids of the
//! findings that appear. The edit is one of the project's own, so that everything else stays as it was written.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot read its case has failed")]

use groundplan::document::{Edit, Kind, Limits, Node, Path, Source, Step, Tree, Value, made, unordered};
use groundplan::knowledge::Severity;
use groundplan::rules::{Question, Rulebook, computes};
use groundplan::{Study, study};
use std::collections::BTreeSet;
use std::path::Path as File;

/// The conditions that compute and have no case, each with the reason.
const WITHOUT_A_CASE: &[(&str, &str)] = &[
    ("AI5", "takes two facts: a target that is missed, and a call that waits for nothing that it needs"),
    ("IN4", "takes two facts: the charge of the clean plan has both a cap and a key"),
    ("LS5", "takes two facts: an admission that lets all wait, and a rise that is faster than the next instance"),
];

/// The most questions that the clean plan may leave open.
const QUESTIONS: usize = 7;

struct Case {
    name: String,
    change: Edit,
    raises: BTreeSet<String>,
}

fn clean() -> String {
    std::fs::read_to_string(File::new(env!("CARGO_MANIFEST_DIR")).join("examples/clean/groundplan.yaml")).unwrap()
}

fn tree(text: &str) -> Tree {
    let (tree, problems) = Tree::parse(text, &Limits::default()).unwrap();
    assert_eq!(problems, []);
    tree
}

fn cases(plan: &Tree) -> Vec<Case> {
    let folder = File::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let case = |file: &std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.starts_with("# "), "{name} does not say what its change means");
        let tree = tree(&text);
        let field = |key: &str| tree.root().child(&Step::Key(key.into())).unwrap_or_else(|| panic!("{name} has no `{key}`"));
        let raises: BTreeSet<String> = field("raises").items().iter().map(|id| word(id).to_owned()).collect();
        Case { change: change(&name, field("change"), plan), raises, name }
    };
    files.iter().map(case).collect()
}

fn word(node: &Node) -> &str {
    match &node.kind {
        Kind::Scalar { text, .. } => text,
        _ => panic!("this is no word: {node:?}"),
    }
}

/// `{at: PATH, to: VALUE}` or `{remove: PATH}`.
fn change(name: &str, node: &Node, plan: &Tree) -> Edit {
    let part = |key: &str| node.child(&Step::Key(key.into()));
    if let Some(path) = part("remove") {
        let path = Path::parse(word(path), plan).unwrap_or_else(|| panic!("{name}: nothing stands at `{}`", word(path)));
        return Edit::Remove { path };
    }
    let (Some(at), Some(to)) = (part("at"), part("to")) else { panic!("{name}: a change says `at` and `to`, or `remove`") };
    Edit::Set { path: place(name, word(at), plan), value: Value::of(to) }
}

/// A place of the plan, or a new key in one.
fn place(name: &str, text: &str, plan: &Tree) -> Path {
    let below = || {
        let (parent, key) = text.rsplit_once('.')?;
        Some(Path::parse(parent, plan)?.key(key))
    };
    Path::parse(text, plan).or_else(below).unwrap_or_else(|| panic!("{name}: the plan has no place for `{text}`"))
}

/// The study of a plan without mistakes; else what they are.
fn judged(text: &str) -> Result<Study, String> {
    let study = study(text, None);
    let problems = &study.loaded.problems;
    if problems.is_empty() { Ok(study) } else { Err(Source::new("groundplan.yaml", text).report(problems)) }
}

fn found(study: &Study) -> BTreeSet<String> {
    study.judgement().findings.iter().map(|finding| finding.id.clone()).collect()
}

/// What people would read of some findings.
fn told(study: &Study, ids: &BTreeSet<&String>) -> String {
    let findings = study.judgement().findings.iter().filter(|finding| ids.contains(&finding.id));
    let lines: Vec<String> = findings.map(|finding| format!("    {}: {}", finding.id, finding.message)).collect();
    lines.join("\n")
}

#[test]
fn the_clean_plan_leaves_little_to_say() {
    let study = judged(&clean()).unwrap();
    let judgement = study.judgement();
    let worse: Vec<&str> =
        judgement.findings.iter().filter(|finding| finding.severity >= Severity::Medium).map(|finding| finding.message.as_str()).collect();
    assert!(worse.is_empty(), "{worse:#?}");
    let questions: Vec<String> = judgement.questions.iter().map(Question::ask).collect();
    assert!(questions.len() <= QUESTIONS, "{questions:#?}");
}

#[test]
fn each_change_raises_what_follows_from_it_and_nothing_else() {
    let text = clean();
    let plan = tree(&text);
    let before = found(&judged(&text).unwrap());
    let cases = cases(&plan);
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let (text, plan, before) = (&text, &plan, &before);
        let shares = cases.chunks(cases.len().div_ceil(workers)).map(|share| scope.spawn(move || complaints(share, text, plan, before)));
        let shares: Vec<_> = shares.collect();
        shares.into_iter().flat_map(|share| share.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with some cases, each against the findings before its change.
fn complaints(cases: &[Case], text: &str, plan: &Tree, before: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for Case { name, change, raises } in cases {
        let changed = made(text, plan, std::slice::from_ref(change), &unordered).unwrap_or_else(|error| panic!("{name}: {error}")).unwrap();
        let study = match judged(&changed.text) {
            Ok(study) => study,
            Err(mistakes) => {
                wrong.push(format!("{name} makes a mistake: {mistakes}"));
                continue;
            }
        };
        let after = found(&study);
        let unexpected: BTreeSet<&String> = after.difference(before).filter(|id| !raises.contains(*id)).collect();
        let absent: Vec<&String> = raises.iter().filter(|id| !after.contains(*id) || before.contains(*id)).collect();
        let vanished: Vec<&String> = before.difference(&after).collect();
        if !unexpected.is_empty() {
            wrong.push(format!("{name} raises more than it says:\n{}", told(&study, &unexpected)));
        }
        if !absent.is_empty() {
            wrong.push(format!("{name} does not raise {absent:?}"));
        }
        if !vanished.is_empty() {
            wrong.push(format!("{name} settles {vanished:?}"));
        }
    }
    wrong
}

/// A case is named after a condition whose finding it raises.
#[test]
fn each_case_raises_the_condition_of_its_name() {
    for case in cases(&tree(&clean())) {
        let condition = case.name.split('-').next().unwrap_or_default();
        let raises = case.raises.iter().any(|id| condition_of(id) == condition);
        assert!(raises, "{} raises no finding of {condition}", case.name);
    }
}

/// The condition in `rule/CONDITION@subject`.
fn condition_of(id: &str) -> &str {
    id.split('@').next().and_then(|path| path.split('/').nth(1)).unwrap_or_default()
}

#[test]
fn each_condition_that_computes_has_a_case_or_a_reason() {
    let with_case: BTreeSet<String> =
        cases(&tree(&clean())).iter().filter_map(|case| Some(case.name.split('-').next()?.to_owned())).collect();
    let excused: BTreeSet<&str> = WITHOUT_A_CASE.iter().map(|(condition, _)| *condition).collect();
    let rulebook = Rulebook::guidance();
    let all: BTreeSet<&str> =
        rulebook.conditions().iter().map(|condition| condition.id.as_str()).filter(|condition| computes(condition)).collect();
    let without: Vec<&str> =
        all.iter().copied().filter(|condition| !with_case.contains(*condition) && !excused.contains(condition)).collect();
    assert!(without.is_empty(), "no change of the clean plan shows {without:?}: add a case, or a reason to `WITHOUT_A_CASE`");
    let settled: Vec<&str> = excused.into_iter().filter(|condition| with_case.contains(*condition) || !all.contains(condition)).collect();
    assert!(settled.is_empty(), "these have a case or do not compute: {settled:?}");
}
