//! Which findings and questions are wanted.

use crate::cli::failure::Failure;
use crate::document::nearest;
use crate::knowledge::{StepId, checklists};
use crate::rules::{Finding, Judgement, Question, SubjectRef};
use clap::Args;

/// Narrows a check. What is left out neither shows nor fails.
#[derive(Debug, Args)]
pub struct Selection {
    /// Only this rule or condition, as `timeouts` or `TO2`
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// Only this step, by name or number, as `map` or `2`
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
    /// Only what is about this component or store, its calls included
    #[arg(long, value_name = "ID")]
    component: Option<String>,
}

/// A judgement without what is not wanted, in its order.
pub struct Selected<'a> {
    pub findings: Vec<&'a Finding>,
    pub questions: Vec<&'a Question>,
    /// Whether nothing was left out.
    pub is_whole: bool,
}

impl<'a> Selected<'a> {
    /// All of a judgement.
    pub fn all(judgement: &'a Judgement) -> Self {
        Self { findings: judgement.findings.iter().collect(), questions: judgement.questions.iter().collect(), is_whole: true }
    }

    /// The findings that no one has accepted.
    pub fn open(&self) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().copied().filter(|finding| finding.state.is_open())
    }
}

impl Selection {
    /// What is wanted of a judgement.
    ///
    /// # Errors
    /// There is no such rule or step.
    pub fn of<'a>(&self, judgement: &'a Judgement) -> Result<Selected<'a>, Failure> {
        let step = self.step.as_deref().map(step).transpose()?;
        if let Some(id) = &self.rule {
            known_rule(id)?;
        }
        let wanted = |rule: &str, condition: &str, at: StepId, subject: &SubjectRef| {
            self.rule.as_deref().is_none_or(|id| id == rule || id.eq_ignore_ascii_case(condition))
                && step.is_none_or(|step| step == at)
                && self.component.as_deref().is_none_or(|id| is_about(subject, id))
        };
        let findings = judgement.findings.iter().filter(|it| wanted(&it.rule, &it.condition, it.step, &it.subject)).collect();
        let questions = judgement.questions.iter().filter(|it| wanted(&it.rule, &it.condition, it.step, &it.subject)).collect();
        let is_whole = self.rule.is_none() && self.step.is_none() && self.component.is_none();
        Ok(Selected { findings, questions, is_whole })
    }
}

/// Whether a subject is this node, belongs to it, or is a call from or to it.
fn is_about(subject: &SubjectRef, node: &str) -> bool {
    let call = subject.id.split('/').next().unwrap_or_default();
    subject.node.as_deref() == Some(node)
        || subject.id == node
        || crate::plan::reference::ends(call).is_some_and(|ends| ends.0 == node || ends.1 == node)
}

fn step(id: &str) -> Result<StepId, Failure> {
    let found = checklists().step(id).map(|step| step.id);
    found.ok_or_else(|| unknown("step", id, checklists().steps().iter().map(|step| step.id.as_str())))
}

fn known_rule(id: &str) -> Result<(), Failure> {
    let is_known = checklists().rule(id).is_some() || checklists().condition(&id.to_ascii_uppercase()).is_some();
    let rules = checklists().rules().map(|(_, rule)| rule.id.as_str());
    let conditions = checklists().conditions().map(|entry| entry.condition.id.as_str());
    if is_known { Ok(()) } else { Err(unknown("rule", id, rules.chain(conditions))) }
}

fn unknown<'a>(what: &str, id: &str, candidates: impl Iterator<Item = &'a str>) -> Failure {
    let failure = Failure::usage(format!("there is no {what} `{id}`"));
    match nearest(id, candidates) {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None => failure,
    }
}
