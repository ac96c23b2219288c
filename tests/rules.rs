//! Every condition, on the smallest plans that show its answers.
//!
//! A case is `tests/rules/<condition>/<answer>[-why].yaml`; its first line names the subject. `silent` is where the condition
//! does not apply. The snapshots hold what a person would read.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot read its case has failed")]

use groundplan::document::Source;
use groundplan::knowledge::checklists;
use groundplan::study;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    cases.sort();
    cases
}

/// The answer of a condition on a case, and what a person reads.
fn answer(condition: &str, case: &Path) -> (&'static str, String) {
    let text = std::fs::read_to_string(case).unwrap();
    let subject = text.lines().next().unwrap().trim_start_matches("# about ").to_owned();
    let study = study(&text, None);
    let source = Source::new(case.file_name().unwrap().to_string_lossy(), text);
    assert!(study.loaded.problems.is_empty(), "{}", source.report(&study.loaded.problems));
    let ends = format!("/{condition}@{subject}");
    let place = |path: &groundplan::document::Path| source.place(study.loaded.tree.label_span(path).start);
    if let Some(finding) = study.judgement().findings.iter().find(|finding| finding.id.ends_with(&ends)) {
        let mut shown = format!("{:?} {}\n{}\n", finding.severity, finding.id, finding.message);
        for because in &finding.because {
            writeln!(shown, "  line {}: {}", place(&because.path).line, because.text).unwrap();
        }
        if let Some(suggestion) = &finding.suggestion {
            writeln!(shown, "  set {} to {}", suggestion.path, suggestion.value).unwrap();
        }
        return ("violated", shown);
    }
    if let Some(question) = study.judgement().questions.iter().find(|question| question.id().ends_with(&ends)) {
        return ("unknown", format!("{}\n  answered at {}\n", question.ask(), question.path));
    }
    let holds = study.judgement().tallies.get(condition).map_or(0, |tally| tally.holds);
    // A case where the condition has nothing to say shows nothing.
    if holds > 0 { ("holds", "holds\n".to_owned()) } else { ("silent", "does not apply\n".to_owned()) }
}

#[test]
fn each_case_is_answered_as_its_name_says() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let condition = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut page = String::new();
        for case in cases(&folder) {
            let name = case.file_stem().unwrap().to_string_lossy().into_owned();
            let (answer, shown) = answer(&condition, &case);
            let expected = name.split('-').next().unwrap();
            if answer != expected {
                wrong.push(format!("{condition}/{name} is {answer}: {shown}"));
            }
            write!(page, "== {name}\n{shown}\n").unwrap();
        }
        insta::assert_snapshot!(format!("rule_{condition}"), page);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Three answers, three cases. Where one can't exist, `no-unknown.md` in the folder says why.
#[test]
fn each_condition_has_its_cases() {
    let guidance = checklists().conditions().map(|entry| entry.condition);
    let all: BTreeSet<&str> = guidance.chain(checklists().upkeep()).map(|condition| condition.id.as_str()).collect();
    let found: Vec<String> = folders().iter().map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), all);
    for folder in folders() {
        let condition = folder.file_name().unwrap().to_string_lossy().into_owned();
        let names: Vec<String> = cases(&folder).iter().map(|case| case.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        for answer in ["violated", "holds", "unknown"] {
            let excused = std::fs::read_to_string(folder.join(format!("no-{answer}.md"))).is_ok_and(|reason| reason.len() > 20);
            assert!(excused || names.iter().any(|name| name.split('-').next() == Some(answer)), "{condition} has no case for {answer}");
        }
    }
}
