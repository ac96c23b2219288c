//! The answer of `check` for people: the worst first, and never more than fits a review.

use super::selection::Selected;
use crate::cli::opened::Opened;
use crate::cli::{paint, text};
use crate::document::printable;
use crate::rules::{CategoryScore, Finding, SignalState, State};

/// Entries that are shown unless all are wanted: what people can talk about at once.
const WORST: usize = 7;

/// Questions that are shown unless all are wanted.
const QUESTIONS: usize = 5;

/// Open questions of the workflow that are shown unless all are wanted.
const OPENINGS: usize = 3;

/// The lines of a finding that are shown as its reasons.
const REASONS: usize = 8;

/// Places of a group that are named beside its first.
const PLACES: usize = 10;

/// The whole answer.
pub fn report(opened: &Opened, selected: &Selected<'_>, all: bool) -> String {
    let mut report = findings(opened, selected, all);
    report.push_str(&accepted(opened, selected));
    report.push_str(&questions(opened, selected, all));
    report.push_str(&missing(selected, all));
    // The scorecard is of the whole plan.
    if selected.is_whole {
        report.push_str(&scorecard(&opened.study.judgement().scorecard));
    }
    report.push_str(&summary(opened, selected));
    report
}

/// The open findings, those of one cause as one entry.
pub fn findings(opened: &Opened, selected: &Selected<'_>, all: bool) -> String {
    let entries = selected.entries();
    let shown = if all { entries.len() } else { WORST };
    let mut report = String::new();
    for entry in entries.iter().take(shown) {
        report.push_str(&finding(opened, entry));
        report.push('\n');
    }
    if entries.len() > shown {
        report.push_str(&paint::dim(&format!("{} more: groundplan check --all", entries.len() - shown)));
        report.push_str("\n\n");
    }
    report
}

fn finding(opened: &Opened, entry: &[&Finding]) -> String {
    let Some((first, others)) = entry.split_first() else { return String::new() };
    let mut block = format!("{}  {}\n", paint::severity(first.severity), paint::heading(&printable(&first.id)));
    block.push_str(&text::paragraph(2, &opened.location(&first.path)));
    block.push_str(&text::paragraph(2, &first.message));
    if let State::Expired { owner, until } = &first.state {
        block.push_str(&text::labelled("expired", &format!("{owner} had accepted this until {until}")));
    }
    block.push_str(&because(opened, first));
    block.push_str(&text::labelled("fix", &first.condition.fix));
    if let Some(suggestion) = &first.suggestion {
        block.push_str(&text::labelled("try", &format!("{}: {}", suggestion.path, suggestion.value)));
    }
    if !first.condition.reference().is_empty() {
        block.push_str(&text::labelled("see", first.condition.reference()));
    }
    block.push_str(&also(opened, others));
    block
}

/// The facts that a finding rests on, each with its line.
fn because(opened: &Opened, finding: &Finding) -> String {
    let mut block = String::new();
    for (n, because) in finding.because.iter().take(REASONS).enumerate() {
        let assumed = if finding.assumed.contains(&because.path) { " (assumed)" } else { "" };
        let line = format!("line {}: {}{assumed}", opened.place(&because.path).line, because.text);
        block.push_str(&if n == 0 { text::labelled("because", &line) } else { text::under_label(&line) });
    }
    if finding.because.len() > REASONS {
        block.push_str(&text::under_label(&format!("and {} more", finding.because.len() - REASONS)));
    }
    block
}

/// Where else the cause of a finding shows.
fn also(opened: &Opened, others: &[&Finding]) -> String {
    let mut block = String::new();
    for (n, other) in others.iter().take(PLACES).enumerate() {
        let line = format!("line {}: {}", opened.place(&other.path).line, other.message);
        block.push_str(&if n == 0 { text::labelled("also", &line) } else { text::under_label(&line) });
    }
    if others.len() > PLACES {
        block.push_str(&text::under_label(&format!("and {} more", others.len() - PLACES)));
    }
    block
}

fn accepted(opened: &Opened, selected: &Selected<'_>) -> String {
    let accepted: Vec<&&Finding> = selected.findings.iter().filter(|finding| !finding.state.is_open()).collect();
    if accepted.is_empty() {
        return String::new();
    }
    let mut block = paint::heading("Accepted risks") + "\n";
    for finding in accepted {
        if let State::Accepted { owner, reason, until } = &finding.state {
            block.push_str(&text::paragraph(2, &format!("{}: by {owner} until {until}. {reason}", finding.id)));
        }
    }
    if opened.study.today.is_none() {
        let unjudged = "Whether they have expired was not judged, for lack of a date: --date today, or `as_of` in the plan, gives one.";
        block.push_str(&text::paragraph(2, unjudged));
    }
    block.push('\n');
    block
}

fn questions(opened: &Opened, selected: &Selected<'_>, all: bool) -> String {
    if selected.questions.is_empty() {
        return String::new();
    }
    let shown = if all { selected.questions.len() } else { QUESTIONS };
    let mut block = paint::heading("Questions, the most telling first") + "\n";
    for question in selected.questions.iter().take(shown) {
        block.push_str(&text::hanging("  ? ", 4, &question.ask()));
        block.push_str(&text::paragraph(
            4,
            &format!("{}, line {}: {}", question.condition.id, opened.place(&question.path).line, question.path),
        ));
    }
    if selected.questions.len() > shown {
        block.push_str(&format!("  {}\n", paint::dim(&format!("{} more: groundplan check --all", selected.questions.len() - shown))));
    }
    block.push('\n');
    block
}

/// What the workflow asks of a plan that has nothing there yet.
fn missing(selected: &Selected<'_>, all: bool) -> String {
    let open = &selected.missing;
    if open.is_empty() {
        return String::new();
    }
    let shown = if all { open.len() } else { OPENINGS };
    let mut block = paint::heading("Not in the plan yet") + "\n";
    for (_, opening) in open.iter().take(shown) {
        block.push_str(&text::hanging("  ? ", 4, &opening.ask));
        block.push_str(&text::paragraph(4, &opening.at.to_string()));
    }
    if open.len() > shown {
        block.push_str(&format!("  {}\n", paint::dim(&format!("{} more: groundplan check --all", open.len() - shown))));
    }
    block.push('\n');
    block
}

/// One line for each category of the guidance: what of it the plan shows.
fn scorecard(scores: &[CategoryScore]) -> String {
    let width = scores.iter().map(|score| score.title.chars().count()).max().unwrap_or_default();
    let mut block = paint::heading("Scorecard") + "\n";
    for score in scores {
        let signals: Vec<String> = score.signals.iter().map(|signal| format!("{} {}", mark(signal.state), signal.title)).collect();
        let gap = " ".repeat(width - score.title.chars().count());
        block.push_str(&format!("  {}{gap}  {}\n", score.title, signals.join("   ")));
    }
    let is_there = |state: SignalState| scores.iter().flat_map(|score| &score.signals).any(|signal| signal.state == state);
    let legend: Vec<String> = STATES
        .into_iter()
        .filter(|(state, _)| *state != SignalState::Claimed || is_there(*state))
        .map(|(state, words)| format!("{} {words}", mark(state)))
        .collect();
    block.push_str(&format!("  {}\n\n", legend.join("   ")));
    block
}

/// What a plan says of a signal, in words.
const STATES: [(SignalState, &str); 5] = [
    (SignalState::Shown, "shown"),
    (SignalState::Claimed, "said without evidence"),
    (SignalState::Missing, "missing"),
    (SignalState::Unknown, "unknown"),
    (SignalState::NotApplicable, "not applicable"),
];

fn mark(state: SignalState) -> String {
    match state {
        SignalState::Claimed => "~".to_owned(),
        SignalState::Shown => paint::good("✓"),
        SignalState::Missing => paint::bad("✗"),
        SignalState::Unknown => "?".to_owned(),
        SignalState::NotApplicable => paint::dim("–"),
    }
}

fn summary(opened: &Opened, selected: &Selected<'_>) -> String {
    use crate::knowledge::Severity::{Blocker, High, Low, Medium};
    let of = |severity| selected.open().filter(|finding| finding.severity == severity).count();
    let by_severity: Vec<String> = [Blocker, High, Medium, Low]
        .into_iter()
        .filter(|severity| of(*severity) > 0)
        .map(|severity| format!("{} {severity}", of(severity)))
        .collect();
    let open = selected.open().count();
    let severities = if by_severity.is_empty() { String::new() } else { format!(" ({})", by_severity.join(", ")) };
    let whole = opened.study.judgement().summary;
    let mut parts = vec![
        format!("{}{severities}", text::count(open, "finding", "findings")),
        format!("{} accepted", selected.findings.len() - open),
        text::count(selected.questions.len(), "question", "questions"),
    ];
    if !selected.missing.is_empty() {
        parts.push(format!("{} not in the plan yet", text::count(selected.missing.len(), "part", "parts")));
    }
    if selected.is_whole {
        let claimed = if whole.claimed > 0 { format!(" ({} by someone's word alone)", whole.claimed) } else { String::new() };
        parts.push(text::count(whole.holds, "statement holds", "statements hold") + &claimed);
    }
    if whole.hidden > 0 {
        parts.push(format!("{} hidden by the small profile", text::count(whole.hidden, "condition", "conditions")));
    }
    if whole.off > 0 {
        parts.push(format!("{} switched off by the team", text::count(whole.off, "condition", "conditions")));
    }
    let mut line = format!("{}: {}", opened.plan().system_id(), parts.join(", "));
    if !selected.is_whole {
        let all = [text::count(whole.open, "finding", "findings"), text::count(whole.unknown, "question", "questions")];
        line.push_str(&format!("; the whole plan has {}", all.join(" and ")));
    }
    text::paragraph(0, &line)
}
