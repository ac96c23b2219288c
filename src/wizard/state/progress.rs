//! How far a step is.

use super::desk::Desk;
use super::guide::{Asked, missing, next_asked};
use crate::document::Path;
use crate::knowledge::{Ask, Severity, StepId, workflow};

/// How far everything is.
#[derive(Debug, Default)]
pub struct Outlook {
    /// How far each step is, in their order.
    pub steps: Vec<StepProgress>,
    /// How many questions of the workflow are answered, and how many there are.
    pub answered: (usize, usize),
    /// What is asked next.
    pub next: Asked,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepProgress {
    /// Whether its section says anything.
    pub begun: bool,
    /// The questions of the workflow that are open.
    pub asks: usize,
    /// The questions of the judge that are open.
    pub questions: usize,
    /// The open findings by severity, the lowest first.
    pub findings: [usize; 4],
}

/// Severities in the order of the counts.
const SEVERITIES: [Severity; 4] = [Severity::Low, Severity::Medium, Severity::High, Severity::Blocker];

impl Outlook {
    /// How far a plan is.
    pub fn of(desk: &Desk) -> Self {
        let open: Vec<StepId> = missing(desk).filter_map(|asked| asked.step()).collect();
        let steps = StepId::ALL.iter().map(|step| StepProgress::of(desk, *step, &open)).collect();
        Self { steps, answered: answered(desk), next: next_asked(desk) }
    }

    /// How far a step is.
    pub fn step(&self, step: StepId) -> Option<&StepProgress> {
        self.steps.get(usize::from(step.number()).checked_sub(1)?)
    }
}

impl StepProgress {
    fn of(desk: &Desk, step: StepId, open: &[StepId]) -> Self {
        let section = desk.tree().find(&Path::of([step.as_str()]));
        let questions = desk.study.as_ref().map_or(&[][..], |study| study.judgement().questions.as_slice());
        let mut findings = [0; 4];
        for finding in desk.findings().iter().filter(|finding| finding.condition.step == step && finding.state.is_open()) {
            let at = SEVERITIES.iter().position(|severity| *severity == finding.severity);
            if let Some(count) = at.and_then(|at| findings.get_mut(at)) {
                *count += 1;
            }
        }
        Self {
            begun: section.is_some_and(|node| !node.entries().is_empty()),
            asks: open.iter().filter(|open| **open == step).count(),
            questions: questions.iter().filter(|question| question.condition.step == step).count(),
            findings,
        }
    }

    /// The worst severity among the open findings, and how many findings are open in all.
    pub fn worst(&self) -> Option<(Severity, usize)> {
        let at = self.findings.iter().rposition(|count| *count > 0)?;
        Some((*SEVERITIES.get(at)?, self.findings.iter().sum()))
    }
}

/// How many questions of the workflow are answered, and how many there are.
fn answered(desk: &Desk) -> (usize, usize) {
    let asks = || workflow().steps().iter().flat_map(|step| &step.asks);
    let is_written = |ask: &&Ask| {
        let register = ask.creates.split(".*").next().unwrap_or_default();
        let node = desk.tree().find(&Path::of(register.split('.')));
        let inner = ask.creates.split_once(".*.").map(|(_, field)| field);
        match (node, inner) {
            (None, _) => false,
            (Some(node), None) => !node.is_null(),
            (Some(node), Some(field)) => node.entries().iter().any(|entry| entry.value.get(field).is_some()),
        }
    };
    (asks().filter(is_written).filter(|ask| ask.opening(desk.tree()).is_none()).count(), asks().count())
}
