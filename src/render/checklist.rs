//! The checklist: the rules of the guidance with their answers and what shows them, by step and by category.

use super::Input;
use super::kind::{Page, view};
use super::reference::Seen;
use super::verdicts::{self, FindingView, Unknown};
use crate::knowledge::{Condition, StepId, checklists, workflow};
use crate::plan::build::Practice;
use crate::rules::{Finding, Judgement, Question, Tally};
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let categories = categories(input);
    let steps = steps(&categories);
    let context = context! {
        steps => view(&steps),
        scorecard => view(&verdicts::scorecard(input.study.judgement())),
        categories => view(&categories),
    };
    vec![Page { path: "checklist.md".to_owned(), template: "checklist/checklist.md.j2", view: context }]
}

/// A category.
#[derive(Debug, Serialize, JsonSchema)]
struct CategoryView<'s> {
    /// What it is called.
    title: &'static str,
    /// What it is for.
    goal: &'static str,
    /// Its rules.
    rules: Vec<RuleView<'s>>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleView<'s> {
    /// Its id.
    id: &'static str,
    /// What it asks for.
    title: &'static str,
    /// What to do.
    remedy: &'static str,
    /// Where to read on.
    references: &'static [String],
    /// The worst answer of its conditions.
    state: Answer,
    /// Its conditions.
    conditions: Vec<ConditionView<'s>>,
}

/// A condition with its answers.
#[derive(Debug, Serialize, JsonSchema)]
struct ConditionView<'s> {
    /// Its id.
    id: &'static str,
    /// What would be wrong.
    title: &'static str,
    #[serde(skip)]
    step: StepId,
    /// The worst answer for any subject.
    state: Answer,
    /// For how many subjects: `violated for 1, holds for 2`.
    answers: String,
    /// What is wrong; at most 200.
    findings: Vec<FindingView<'s>>,
    /// How many more findings there are.
    further_findings: usize,
    /// What is not known; at most 200.
    questions: Vec<Unknown<'s>>,
    /// How many more questions there are.
    further_questions: usize,
    /// What the team has answered.
    practices: Vec<PracticeView<'s>>,
}

/// An answer that the team gave.
#[derive(Debug, Serialize, JsonSchema)]
struct PracticeView<'s> {
    /// The question: the id of the condition, or with its subject.
    key: &'s str,
    /// The answer.
    facts: &'s Practice,
}

/// The answer of a condition over all its subjects, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ConditionAnswer")]
enum Answer {
    Violated,
    Unknown,
    Holds,
    NotApplicable,
    /// The small profile leaves it out.
    LeftOut,
}

/// The conditions of a step, by their answers.
#[derive(Debug, Serialize, JsonSchema)]
struct StepView {
    /// Its number.
    number: u8,
    /// What it is called.
    title: &'static str,
    /// The conditions that are violated, by id.
    violated: Vec<&'static str>,
    /// Those of which facts are missing.
    unknown: Vec<&'static str>,
    /// Those that hold.
    holds: Vec<&'static str>,
    /// How many others there are.
    rest: usize,
}

/// The most findings, and the most questions, that a condition lists: more than that nobody goes through on paper.
const MOST: usize = 200;

/// Findings and questions by the ids of their conditions.
struct Verdicts<'s> {
    findings: BTreeMap<&'s str, Vec<&'s Finding>>,
    questions: BTreeMap<&'s str, Vec<&'s Question>>,
}

impl<'s> Verdicts<'s> {
    fn of(judgement: &'s Judgement) -> Self {
        let mut verdicts = Self { findings: BTreeMap::new(), questions: BTreeMap::new() };
        for finding in &judgement.findings {
            verdicts.findings.entry(&finding.condition.id).or_default().push(finding);
        }
        for question in &judgement.questions {
            verdicts.questions.entry(&question.condition.id).or_default().push(question);
        }
        verdicts
    }
}

fn categories<'s>(input: &Input<'s>) -> Vec<CategoryView<'s>> {
    let verdicts = Verdicts::of(input.study.judgement());
    let categories = checklists().categories().iter();
    categories
        .map(|category| CategoryView {
            title: &category.title,
            goal: &category.goal,
            rules: category
                .rules
                .iter()
                .map(|rule| {
                    let conditions: Vec<ConditionView<'s>> =
                        rule.conditions.iter().map(|condition| view_of(input, &verdicts, condition)).collect();
                    RuleView {
                        id: &rule.id,
                        title: &rule.title,
                        remedy: &rule.remedy,
                        references: &rule.references,
                        state: conditions.iter().map(|condition| condition.state).min().unwrap_or(Answer::NotApplicable),
                        conditions,
                    }
                })
                .collect(),
        })
        .collect()
}

fn view_of<'s>(input: &Input<'s>, verdicts: &Verdicts<'s>, condition: &'static Condition) -> ConditionView<'s> {
    let tally = input.study.judgement().tallies.get(condition.id.as_str()).copied();
    let findings = verdicts.findings.get(condition.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    let questions = verdicts.questions.get(condition.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    ConditionView {
        id: &condition.id,
        title: &condition.title,
        step: condition.step,
        state: answer(tally),
        answers: verdicts::answers(tally),
        findings: findings.iter().take(MOST).map(|finding| verdicts::view(input.system, finding)).collect(),
        further_findings: findings.len().saturating_sub(MOST),
        questions: questions.iter().take(MOST).map(|question| verdicts::unknown(input.system, question)).collect(),
        further_questions: questions.len().saturating_sub(MOST),
        practices: practices(input, &condition.id),
    }
}

fn answer(tally: Option<Tally>) -> Answer {
    match tally {
        None => Answer::LeftOut,
        Some(Tally { violated: 1.., .. }) => Answer::Violated,
        Some(Tally { unknown: 1.., .. }) => Answer::Unknown,
        Some(Tally { holds: 1.., .. }) => Answer::Holds,
        Some(_) => Answer::NotApplicable,
    }
}

/// The answers of the team to this condition, for the system or for one subject.
fn practices<'s>(input: &Input<'s>, condition: &str) -> Vec<PracticeView<'s>> {
    let practices =
        input.system.plan.build.as_ref().and_then(|build| build.practices.as_ref()).into_iter().flat_map(|practices| practices.iter());
    let is_of = |key: &str| key.split('@').next() == Some(condition);
    practices.filter(|(key, _)| is_of(key.as_str())).map(|(key, facts)| PracticeView { key: key.as_str(), facts }).collect()
}

fn steps(categories: &[CategoryView<'_>]) -> Vec<StepView> {
    let conditions: Vec<&ConditionView<'_>> =
        categories.iter().flat_map(|category| &category.rules).flat_map(|rule| &rule.conditions).collect();
    let steps = workflow().steps().iter();
    steps
        .map(|step| {
            let of = |state: Answer| {
                let found = conditions.iter().filter(|condition| condition.step == step.id && condition.state == state);
                found.map(|condition| condition.id).collect::<Vec<_>>()
            };
            let rest = of(Answer::NotApplicable).len() + of(Answer::LeftOut).len();
            StepView {
                number: step.number,
                title: &step.title,
                violated: of(Answer::Violated),
                unknown: of(Answer::Unknown),
                holds: of(Answer::Holds),
                rest,
            }
        })
        .collect()
}

/// What the template sees.
pub(super) fn seen() -> Vec<Seen> {
    let checklist = Seen::by(&["checklist/checklist.md.j2"])
        .value::<Vec<StepView>>("steps", "The steps of the workflow, with the conditions by their answers.")
        .value::<Vec<verdicts::Score<'_>>>("scorecard", "The eight categories with their signals.")
        .value::<Vec<CategoryView<'_>>>("categories", "All categories with their rules and conditions.");
    vec![checklist]
}
