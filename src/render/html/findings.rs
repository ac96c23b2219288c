//! Findings one by one, with what they can be filtered by.

use crate::graph::System;
use crate::knowledge::{Severity, checklists, workflow};
use crate::render::verdicts::{self, FindingView};
use crate::rules::{Finding, Judgement};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most findings that a page lists. Those beyond are the least important.
const MOST: usize = 1_500;

/// The findings that a page lists, those of one condition together, the worst first, accepted ones behind the open.
pub(super) struct Listed<'s> {
    pub(super) groups: Vec<Vec<Row<'s>>>,
    /// How many there are in all groups.
    pub(super) count: usize,
    /// How many more there are.
    pub(super) further: usize,
}

/// A finding with what it can be filtered by.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FindingOnPage")]
pub(super) struct Row<'s> {
    #[serde(flatten)]
    finding: FindingView<'s>,
    /// What is wrong, in short.
    title: &'s str,
    /// How bad it is.
    severity: String,
    /// Whether it still has to be dealt with.
    open: bool,
    /// Why it matters.
    why: &'s str,
    /// What to do.
    fix: &'s str,
    /// Where to read on.
    reference: &'s str,
    /// The rule that it breaks.
    rule: &'s str,
    /// The category of the rule.
    category: &'s str,
    /// What the category is called.
    category_title: &'s str,
    /// The number of the step that it belongs to.
    step: u8,
    /// What the step is called.
    step_title: &'static str,
    /// The id of the component, store or channel that it is about, or whose call.
    part: Option<&'s str>,
    /// The number of that part on the page.
    number: Option<usize>,
}

pub(super) fn listed<'s>(system: &System<'s>, judgement: &'s Judgement) -> Listed<'s> {
    let numbers: BTreeMap<&str, usize> = system.nodes().enumerate().map(|(number, at)| (system.vertex(at).id(), number)).collect();
    let (open, accepted): (Vec<&Finding>, Vec<&Finding>) = judgement.findings.iter().partition(|finding| finding.state.is_open());
    let mut groups: IndexMap<(bool, &str), Vec<Row<'s>>> = IndexMap::new();
    for finding in open.into_iter().chain(accepted).take(MOST) {
        groups.entry((finding.state.is_open(), finding.condition.id.as_str())).or_default().push(row(system, &numbers, finding));
    }
    let count = judgement.findings.len();
    Listed { groups: groups.into_values().collect(), count: count.min(MOST), further: count.saturating_sub(MOST) }
}

fn row<'s>(system: &System<'s>, numbers: &BTreeMap<&str, usize>, finding: &'s Finding) -> Row<'s> {
    let condition = &finding.condition;
    let category = checklists().categories().iter().find(|category| category.id == condition.category);
    let step = workflow().step(condition.step.as_str());
    let part = finding.subject.node.as_deref();
    Row {
        finding: verdicts::view(system, finding),
        title: &condition.title,
        severity: finding.severity.to_string(),
        open: finding.state.is_open(),
        why: &condition.why,
        fix: &condition.fix,
        reference: condition.reference(),
        rule: &condition.rule,
        category: &condition.category,
        category_title: category.map_or(condition.category.as_str(), |category| category.title.as_str()),
        step: step.map_or(0, |step| step.number),
        step_title: step.map_or("", |step| step.title.as_str()),
        part,
        number: part.and_then(|part| numbers.get(part).copied()),
    }
}

/// How many findings are open, by severity, the worst first.
pub(super) fn severities(judgement: &Judgement) -> Vec<(String, usize)> {
    let all = [Severity::Blocker, Severity::High, Severity::Medium, Severity::Low];
    all.into_iter()
        .map(|severity| (severity.to_string(), judgement.open().filter(|finding| finding.severity == severity).count()))
        .collect()
}

/// What the listed findings can be filtered by.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "FindingChoices")]
pub(super) struct Choices<'s> {
    /// The names of the categories, by their ids.
    categories: BTreeMap<&'s str, &'s str>,
    /// The names of the steps, by their numbers.
    steps: BTreeMap<u8, &'static str>,
    /// The numbers of the parts on the page, by their ids.
    parts: BTreeMap<&'s str, Option<usize>>,
}

pub(super) fn choices<'s>(groups: &[Vec<Row<'s>>]) -> Choices<'s> {
    let mut choices = Choices::default();
    for row in groups.iter().flatten() {
        choices.categories.insert(row.category, row.category_title);
        choices.steps.insert(row.step, row.step_title);
        if let Some(part) = row.part {
            choices.parts.insert(part, row.number);
        }
    }
    choices
}
