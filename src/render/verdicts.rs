//! What was found in a plan and what is unknown, each with someone to turn to.

use crate::graph::System;
use crate::knowledge::workflow;
use crate::rules::{CategoryScore, Finding, Judgement, Question, State, Tally};
use crate::study::Study;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

/// Findings of one cause, the worst first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FindingGroup")]
pub struct Group<'s> {
    /// The title of the condition: what is wrong, in short.
    pub title: &'s str,
    /// How bad the worst of them is.
    pub severity: String,
    /// Why it matters.
    pub why: &'s str,
    /// What to do.
    pub fix: &'s str,
    /// Where to read on.
    pub reference: &'s str,
    /// Each of them.
    pub findings: Vec<FindingView<'s>>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingView<'s> {
    /// Its id: `timeouts/TO2@journey:pay`.
    pub id: &'s str,
    /// `violated`, `accepted` or `expired`.
    pub state: &'static str,
    /// Who has accepted it, why and until when.
    pub accepted: Option<Accepted>,
    /// The team that has to deal with it.
    pub owner: Option<&'s str>,
    /// What is wrong, with its arithmetic.
    pub message: &'s str,
    /// The facts that it rests on: where each stands, and what it says.
    pub because: Vec<(String, &'s str)>,
    /// Facts among them that are guesses.
    pub assumed: Vec<String>,
}

/// An acceptance.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Accepted {
    /// The team that has accepted it.
    owner: String,
    /// Why; null where it is over.
    reason: Option<String>,
    /// Until when.
    until: String,
}

/// Something that is unknown.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Unknown<'s> {
    /// Its id, or that of the question of the workflow.
    pub id: String,
    /// The question.
    pub ask: String,
    /// The team to ask.
    pub owner: Option<&'s str>,
    /// Where the answer goes.
    pub path: String,
    /// Why it matters.
    pub why: &'s str,
    /// The title of the step that it belongs to.
    pub step: &'static str,
}

/// A line of the scorecard.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Score<'s> {
    /// The name of the category.
    title: &'s str,
    /// Its signals, each with how it stands.
    signals: Vec<(&'s str, &'static str)>,
    /// How often its conditions hold.
    holds: usize,
    /// How often they are violated.
    violated: usize,
    /// How often facts are missing that would tell.
    unknown: usize,
}

/// The findings in one of two states: those to deal with, and those that someone has accepted.
pub(super) fn groups<'s>(system: &System<'s>, judgement: &'s Judgement, open: bool) -> Vec<Group<'s>> {
    let mut groups: IndexMap<&str, Group<'s>> = IndexMap::new();
    for finding in judgement.findings.iter().filter(|finding| finding.state.is_open() == open) {
        let group = groups.entry(finding.group.as_deref().unwrap_or(&finding.id)).or_insert_with(|| Group {
            title: &finding.condition.title,
            severity: finding.severity.to_string(),
            why: &finding.condition.why,
            fix: &finding.condition.fix,
            reference: finding.condition.reference(),
            findings: Vec::new(),
        });
        group.findings.push(view(system, finding));
    }
    groups.into_values().collect()
}

pub(super) fn view<'s>(system: &System<'s>, finding: &'s Finding) -> FindingView<'s> {
    let accepted = match &finding.state {
        State::Violated => None,
        State::Accepted { owner, reason, until } => {
            Some(Accepted { owner: owner.clone(), reason: Some(reason.clone()), until: until.to_string() })
        }
        State::Expired { owner, until } => Some(Accepted { owner: owner.clone(), reason: None, until: until.to_string() }),
    };
    FindingView {
        id: &finding.id,
        state: finding.state.as_str(),
        accepted,
        owner: owner(system, finding.subject.node.as_deref()),
        message: &finding.message,
        because: finding.because.iter().map(|because| (because.path.to_string(), because.text.as_str())).collect(),
        assumed: finding.assumed.iter().map(ToString::to_string).collect(),
    }
}

/// The team that answers for a node, else the one that answers for the system.
fn owner<'p>(system: &System<'p>, node: Option<&str>) -> Option<&'p str> {
    let of_node = node.and_then(|node| system.plan.owner_of(node));
    of_node.or_else(|| system.plan.owner.as_ref().map(crate::plan::TeamRef::as_str))
}

/// What is not in the plan yet, in the order of the workflow.
pub(super) fn missing<'s>(system: &System<'s>, study: &'s Study) -> Vec<Unknown<'s>> {
    let openings = workflow().openings(&study.loaded.tree);
    openings
        .map(|(step, ask, opening)| Unknown {
            id: ask.id.clone(),
            ask: opening.ask,
            owner: owner(system, None),
            path: opening.at.to_string(),
            why: &ask.why,
            step: &step.title,
        })
        .collect()
}

/// What leaves conditions open.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Unknowns<'s> {
    /// The most telling, first.
    listed: Vec<Unknown<'s>>,
    /// How many there are.
    count: usize,
}

/// What leaves conditions open; listed are at most so many.
pub(super) fn unknowns<'s>(system: &System<'s>, judgement: &'s Judgement, most: usize) -> Unknowns<'s> {
    let questions = &judgement.questions;
    Unknowns { listed: questions.iter().take(most).map(|question| unknown(system, question)).collect(), count: questions.len() }
}

pub(super) fn unknown<'s>(system: &System<'s>, question: &'s Question) -> Unknown<'s> {
    Unknown {
        id: question.id(),
        ask: question.ask(),
        owner: owner(system, question.subject.node.as_deref()),
        path: question.path.to_string(),
        why: &question.condition.why,
        step: workflow().step(question.condition.step.as_str()).map_or("", |step| step.title.as_str()),
    }
}

/// How often a condition was answered in each way: `violated for 1, holds for 2`. `None`: the small profile leaves it out.
pub(super) fn answers(tally: Option<Tally>) -> String {
    let Some(tally) = tally else { return "left out by the small profile".to_owned() };
    let parts = [("violated for", tally.violated), ("unknown for", tally.unknown), ("holds for", tally.holds)];
    let claimed = if tally.claimed > 0 { format!(" ({} by someone's word alone)", tally.claimed) } else { String::new() };
    let said: Vec<String> = parts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
    if said.is_empty() { "not applicable".to_owned() } else { said.join(", ") + &claimed }
}

/// The eight categories with their signals.
pub(super) fn scorecard(judgement: &Judgement) -> Vec<Score<'_>> {
    judgement.scorecard.iter().map(score).collect()
}

fn score(score: &CategoryScore) -> Score<'_> {
    Score {
        title: &score.title,
        signals: score.signals.iter().map(|signal| (signal.title.as_str(), signal.state.as_str())).collect(),
        holds: score.tally.holds,
        violated: score.tally.violated,
        unknown: score.tally.unknown,
    }
}
