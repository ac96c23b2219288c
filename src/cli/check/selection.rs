//! Which findings and questions are wanted.

use crate::Study;
use crate::cli::failure::Failure;
use crate::document::{Path, Step, nearest};
use crate::knowledge::{Condition, Opening, StepId, checklists, workflow};
use crate::plan::{Plan, reference};
use crate::rules::{Finding, Question, SubjectRef};
use clap::Args;
use indexmap::IndexMap;

/// Narrows a check. What is left out neither shows nor fails.
#[derive(Debug, Args)]
pub struct Selection {
    /// Only this rule or condition, as `timeouts` or `TO2`
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// Only this step, by name or number, as `map` or `2`
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
    /// Only what is about this component, store or channel, or rests on it or its calls
    #[arg(long, value_name = "ID")]
    component: Option<String>,
}

/// A judgement without what is not wanted, in its order.
pub struct Selected<'a> {
    pub findings: Vec<&'a Finding>,
    pub questions: Vec<&'a Question>,
    /// What is not in the plan yet: of the steps alone.
    pub missing: Vec<(StepId, Opening)>,
    /// Whether nothing was left out.
    pub is_whole: bool,
}

impl<'a> Selected<'a> {
    /// All of a study.
    pub fn all(study: &'a Study) -> Self {
        Self {
            findings: study.judgement().findings.iter().collect(),
            questions: study.judgement().questions.iter().collect(),
            missing: workflow().openings(&study.loaded.tree).map(|(step, _, opening)| (step.id, opening)).collect(),
            is_whole: true,
        }
    }

    /// The findings that no one has accepted.
    pub fn open(&self) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().copied().filter(|finding| finding.state.is_open())
    }

    /// Those, with the findings of one group as one entry, the worst first, in the order of their worst.
    pub fn entries(&self) -> Vec<Vec<&'a Finding>> {
        let mut entries: IndexMap<&str, Vec<&Finding>> = IndexMap::new();
        for finding in self.open() {
            entries.entry(finding.group.as_deref().unwrap_or(&finding.id)).or_default().push(finding);
        }
        entries.into_values().collect()
    }
}

impl Selection {
    /// What is wanted of a study.
    ///
    /// # Errors
    /// There is no such rule, step or component.
    pub fn of<'a>(&self, study: &'a Study) -> Result<Selected<'a>, Failure> {
        let step = self.step.as_deref().map(step).transpose()?;
        if let Some(id) = &self.rule {
            known_rule(study, id)?;
        }
        if let Some(id) = &self.component {
            known_node(study.plan(), id)?;
        }
        let is_of = |it: &Condition| {
            let is_of_rule = self.rule.as_deref().is_none_or(|id| id == it.rule || id.eq_ignore_ascii_case(&it.id));
            is_of_rule && step.is_none_or(|step| step == it.step)
        };
        let mut selected = Selected::all(study);
        selected.findings.retain(|it| {
            let rests_on = it.because.iter().map(|because| &because.path).chain([&it.path]);
            is_of(&it.condition) && self.concerns(&it.subject, rests_on)
        });
        selected.questions.retain(|it| is_of(&it.condition) && self.concerns(&it.subject, [&it.path]));
        let by_step_alone = self.rule.is_none() && self.component.is_none();
        selected.missing.retain(|(at, _)| by_step_alone && step.is_none_or(|step| step == *at));
        selected.is_whole = by_step_alone && step.is_none();
        Ok(selected)
    }

    /// Whether something is about the component that is wanted, or rests on what the plan says of it.
    fn concerns<'p>(&self, subject: &SubjectRef, rests_on: impl IntoIterator<Item = &'p Path>) -> bool {
        let of_node = |id: &str| is_about(subject, id) || rests_on.into_iter().any(|path| lies_in(path, id));
        self.component.as_deref().is_none_or(of_node)
    }
}

/// Whether a subject is this node, belongs to it, or is a call from or to it.
fn is_about(subject: &SubjectRef, node: &str) -> bool {
    subject.node.as_deref() == Some(node) || subject.id == node || is_end(&subject.id, node)
}

/// Whether a part of the plan says something of this node or of a call from or to it.
fn lies_in(path: &Path, node: &str) -> bool {
    let [Step::Key(section), Step::Key(register), Step::Key(id), ..] = path.steps() else { return false };
    match (section.as_str(), register.as_str()) {
        ("map", "components") | ("data", "stores") | ("contracts", "channels") | ("build", "deploys") => id == node,
        ("map", "calls") => is_end(id, node),
        _ => false,
    }
}

/// Whether a call, or an operation of one, begins or ends at this node.
fn is_end(call: &str, node: &str) -> bool {
    let call = call.split('/').next().unwrap_or_default();
    reference::ends(call).is_some_and(|(caller, callee)| caller == node || callee == node)
}

fn known_node(plan: &Plan, id: &str) -> Result<(), Failure> {
    let nodes = || plan.components().map(|(id, _)| id).chain(plan.stores().map(|(id, _)| id)).chain(plan.channels().map(|(id, _)| id));
    let is_known = nodes().any(|known| known.as_str() == id);
    if is_known { Ok(()) } else { Err(unknown("component, store or channel", id, nodes().map(crate::plan::Id::as_str))) }
}

fn step(id: &str) -> Result<StepId, Failure> {
    let found = workflow().step(id).map(|step| step.id);
    found.ok_or_else(|| unknown("step", id, workflow().steps().iter().map(|step| step.id.as_str())))
}

fn known_rule(study: &Study, id: &str) -> Result<(), Failure> {
    let conditions = || study.rulebook.conditions().iter();
    let is_known = checklists().rule(id).is_some() || conditions().any(|it| it.rule == id || it.id.eq_ignore_ascii_case(id));
    let rules = checklists().rules().map(|(_, rule)| rule.id.as_str());
    let names = rules.chain(conditions().flat_map(|it| [it.rule.as_str(), it.id.as_str()]));
    if is_known { Ok(()) } else { Err(unknown("rule", id, names)) }
}

fn unknown<'a>(what: &str, id: &str, candidates: impl Iterator<Item = &'a str>) -> Failure {
    let failure = Failure::usage(format!("there is no {what} `{id}`"));
    match nearest(id, candidates) {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None => failure,
    }
}
