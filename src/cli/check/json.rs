//! The answer of `check` for programs. Its fields are described in `docs/check-json.md` and stable.

use super::selection::Selected;
use crate::cli::opened::Opened;
use crate::document::Path;
use crate::knowledge::{Opening, Severity, StepId};
use crate::rules::{Because, CategoryScore, Finding, Question, SubjectRef};
use serde_json::{Value, json};

/// The whole answer.
pub fn report(opened: &Opened, selected: &Selected<'_>) -> Value {
    json!({
        "plan": opened.source.name(),
        "findings": selected.findings.iter().map(|it| finding(opened, it)).collect::<Vec<_>>(),
        "questions": selected.questions.iter().map(|it| question(it)).collect::<Vec<_>>(),
        "missing": selected.missing.iter().map(missing).collect::<Vec<_>>(),
        "scorecard": opened.study.judgement().scorecard.iter().map(score).collect::<Vec<_>>(),
        "summary": summary(opened, selected),
    })
}

fn finding(opened: &Opened, finding: &Finding) -> Value {
    let place = opened.place(&finding.path);
    json!({
        "id": finding.id,
        "rule": finding.condition.rule,
        "condition": finding.condition.id,
        "category": finding.condition.category,
        "step": finding.condition.step.as_str(),
        "severity": finding.severity.to_string(),
        "state": finding.state.as_str(),
        "subject": subject(&finding.subject),
        "group": finding.group,
        "path": shown(&finding.path),
        "line": place.line,
        "column": place.column,
        "message": finding.message,
        "because": finding.because.iter().map(|it| because(opened, it)).collect::<Vec<_>>(),
        "fix": finding.condition.fix,
        "reference": finding.condition.reference(),
        "asvs": finding.condition.asvs,
    })
}

fn because(opened: &Opened, because: &Because) -> Value {
    json!({ "path": shown(&because.path), "line": opened.place(&because.path).line, "text": because.text })
}

fn question(question: &Question) -> Value {
    json!({
        "id": question.id(),
        "rule": question.condition.rule,
        "condition": question.condition.id,
        "step": question.condition.step.as_str(),
        "subject": subject(&question.subject),
        "path": shown(&question.path),
        "ask": question.ask(),
        "rank": question.rank,
    })
}

fn missing((step, opening): &(StepId, Opening)) -> Value {
    json!({ "step": step.as_str(), "path": shown(&opening.at), "ask": opening.ask })
}

fn subject(subject: &SubjectRef) -> Value {
    json!({ "kind": subject.kind.name(), "id": subject.id })
}

fn score(score: &CategoryScore) -> Value {
    let signals = score.signals.iter().map(|signal| json!({ "title": signal.title, "state": signal.state.as_str() }));
    json!({
        "category": score.category,
        "title": score.title,
        "signals": signals.collect::<Vec<_>>(),
        "holds": score.tally.holds,
        "claimed": score.tally.claimed,
        "violated": score.tally.violated,
        "unknown": score.tally.unknown,
    })
}

fn summary(opened: &Opened, selected: &Selected<'_>) -> Value {
    let of = |severity| selected.open().filter(|finding| finding.severity == severity).count();
    let open = selected.open().count();
    json!({
        "open": open,
        "accepted": selected.findings.len() - open,
        "blocker": of(Severity::Blocker),
        "high": of(Severity::High),
        "medium": of(Severity::Medium),
        "low": of(Severity::Low),
        "questions": selected.questions.len(),
        "missing": selected.missing.len(),
        "holds": opened.study.judgement().summary.holds,
        "claimed": opened.study.judgement().summary.claimed,
        "hidden": opened.study.judgement().summary.hidden,
        "off": opened.study.judgement().summary.off,
    })
}

fn shown(path: &Path) -> String {
    path.to_string()
}
