//! A finding or a question of one plan, exactly as the plan stands.

use crate::cli::failure::Failure;
use crate::cli::opened::Opened;
use crate::cli::{paint, text};
use crate::document::{nearest, printable};
use crate::rules::{Finding, Question, QuestionKind, State};
use std::path::Path;

/// Explains `RULE/CONDITION@SUBJECT`; the rule may be left out.
pub fn explain(id: &str, plan: Option<&Path>) -> anyhow::Result<String> {
    let opened = Opened::at(plan, None)?;
    let judgement = opened.study.judgement();
    let wanted = id.replace(" -> ", "->");
    let is_it = |id: &str| id == wanted || id.split_once('/').is_some_and(|(_, short)| short == wanted);
    if let Some(found) = judgement.findings.iter().find(|finding| is_it(&finding.id)) {
        return Ok(finding(&opened, found));
    }
    if let Some(found) = judgement.questions.iter().find(|question| is_it(&question.id())) {
        return Ok(question(&opened, found));
    }
    let findings = judgement.findings.iter().map(|finding| finding.id.as_str());
    let questions: Vec<String> = judgement.questions.iter().map(Question::id).collect();
    // The rule may be left out of what was asked for: then it is left out of what it is compared with.
    let alike = |id| if wanted.contains('/') { Some(id) } else { str::split_once(id, '/').map(|(_, short)| short) };
    let hint = match nearest(&wanted, findings.chain(questions.iter().map(String::as_str)).filter_map(alike)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "there it holds, or does not apply; `groundplan check --all` lists all findings and questions".to_owned(),
    };
    Err(Failure::usage(format!("{} has no finding and no question `{id}`", opened.source.name())).hint(hint).into())
}

fn finding(opened: &Opened, finding: &Finding) -> String {
    let mut page = format!("{}  {}\n", paint::severity(finding.severity), paint::heading(&printable(&finding.id)));
    page.push_str(&text::paragraph(2, &format!("{}.", finding.condition.title)));
    page.push_str(&text::labelled("state", &state(&finding.state)));
    page.push_str(&text::labelled("where", &format!("{} {}", opened.location(&finding.path), finding.path)));
    page.push_str(&text::labelled("what", &finding.message));
    for (n, because) in finding.because.iter().enumerate() {
        let assumed = if finding.assumed.contains(&because.path) { " (assumed)" } else { "" };
        let line = format!("line {}: {}{assumed}", opened.place(&because.path).line, because.text);
        page.push_str(&if n == 0 { text::labelled("because", &line) } else { text::under_label(&line) });
    }
    page.push_str(&text::labelled("why", &finding.condition.why));
    page.push_str(&text::labelled("fix", &finding.condition.fix));
    if let Some(suggestion) = &finding.suggestion {
        page.push_str(&text::labelled("try", &format!("{}: {}", suggestion.path, suggestion.value)));
    }
    page.push_str(&text::labelled("accept", &format!("under operations.accepted: `{}: {{owner: …, reason: …, until: …}}`", finding.id)));
    if !finding.condition.reference().is_empty() {
        page.push_str(&text::labelled("see", finding.condition.reference()));
    }
    page
}

fn question(opened: &Opened, question: &Question) -> String {
    let mut page = format!("{}  {}\n", paint::heading(&printable(&question.id())), paint::dim("a question"));
    page.push_str(&text::paragraph(2, &format!("{}.", question.condition.title)));
    page.push_str(&text::labelled("ask", &question.ask()));
    page.push_str(&text::labelled(
        "answer",
        &match question.kind {
            QuestionKind::Fact => format!("{} at {}", question.path, opened.location(&question.path)),
            QuestionKind::Practice => format!("{}: {{answer: met, evidence: …}}, or unmet, or not-applicable", question.path),
        },
    ));
    page.push_str(&text::labelled("why", &question.condition.why));
    page.push_str(&text::labelled("if not", &format!("a finding of severity {}", question.severity)));
    page
}

fn state(state: &State) -> String {
    match state {
        State::Violated => "violated".to_owned(),
        State::Accepted { owner, reason, until } => format!("accepted by {owner} until {until}: {reason}"),
        State::Expired { owner, until } => format!("expired: {owner} had accepted it until {until}"),
    }
}
