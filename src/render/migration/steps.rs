//! The steps of a migration by phase.

use crate::plan::data::{self, Migration, MigrationStep};
use schemars::JsonSchema;
use serde::Serialize;

/// A phase with its steps.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MigrationPhase")]
pub(super) struct Phase<'p> {
    /// Which; null for steps that name none.
    phase: Option<data::Phase>,
    /// Its steps, in the order in which they are done; none where the plan leaves the phase out.
    steps: Vec<Step<'p>>,
}

/// A step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Step<'p> {
    /// Its number, from 1 over all phases.
    pub number: usize,
    /// What the plan says of it.
    pub facts: &'p MigrationStep,
}

impl Step<'_> {
    pub(super) fn is_done(&self) -> bool {
        self.facts.done.is_some()
    }

    /// Whether the plan does not say what shows that it worked, what stops it, or how it is taken back.
    pub(super) fn is_open(&self) -> bool {
        !self.is_done() && (self.facts.check.is_none() || self.facts.abort.is_unknown() || self.facts.rollback.is_unknown())
    }
}

pub(super) fn steps(migration: &Migration) -> Vec<Step<'_>> {
    migration.steps.iter().flatten().enumerate().map(|(at, facts)| Step { number: at + 1, facts }).collect()
}

/// The four phases in their order, then the steps that name none.
pub(super) fn phases<'p>(steps: &[Step<'p>]) -> Vec<Phase<'p>> {
    let of = |phase| Phase { phase, steps: steps.iter().filter(|step| step.facts.phase == phase).cloned().collect() };
    let four = [data::Phase::Expand, data::Phase::Backfill, data::Phase::Switch, data::Phase::Contract].map(|phase| of(Some(phase)));
    let unnamed = [of(None)].into_iter().filter(|phase| !phase.steps.is_empty());
    four.into_iter().chain(unnamed).collect()
}
