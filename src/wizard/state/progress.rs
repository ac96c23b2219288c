//! How far a step is.

use super::desk::Desk;
use super::guide::missing;
use crate::document::Path;
use crate::knowledge::{Ask, Severity, StepId, checklists};

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

impl StepProgress {
    /// The progress of a step.
    pub fn of(desk: &Desk, step: StepId) -> Self {
        let section = desk.tree().find(&Path::of([step.as_str()]));
        let judgement = desk.study.as_ref().map(|study| &study.judgement);
        let mut findings = [0; 4];
        for finding in desk.findings().iter().filter(|finding| finding.step == step && finding.state.is_open()) {
            let at = SEVERITIES.iter().position(|severity| *severity == finding.severity);
            if let Some(count) = at.and_then(|at| findings.get_mut(at)) {
                *count += 1;
            }
        }
        Self {
            begun: section.is_some_and(|node| !node.entries().is_empty()),
            asks: missing(desk).filter(|asked| asked.step() == Some(step)).count(),
            questions: judgement.map_or(0, |judgement| judgement.questions.iter().filter(|question| question.step == step).count()),
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
pub fn answered(desk: &Desk) -> (usize, usize) {
    let asks = || checklists().steps().iter().flat_map(|step| &step.asks);
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
