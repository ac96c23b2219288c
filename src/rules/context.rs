//! What every condition may ask.

use crate::analysis::availability::{Ceiling, ceiling};
use crate::analysis::worst_case::{WorstCase, worst_cases};
use crate::graph::{Route, System};
use crate::knowledge::checklists;
use crate::plan::value::{Date, ThresholdValue};
use crate::plan::{Criticality, Plan};

/// A plan with all that has been computed of it.
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its graph.
    pub system: &'a System<'a>,
    /// The worst case of each journey, in the order of the plan.
    pub worst_cases: Vec<WorstCase>,
    /// What the dependencies of each journey allow, in the order of the plan.
    pub ceilings: Vec<Ceiling>,
    /// Today, where the plan or the caller says it.
    pub today: Option<Date>,
}

impl<'a> Context<'a> {
    /// Computes what several conditions need.
    pub fn new(system: &'a System<'a>, today: Option<Date>) -> Self {
        let ceilings = system.routes().iter().map(|route| ceiling(system, route)).collect();
        Self { plan: system.plan, system, worst_cases: worst_cases(system), ceilings, today: today.or(system.plan.as_of) }
    }

    /// The journeys' ways with their worst cases.
    pub fn routes(&self) -> impl Iterator<Item = (&Route<'a>, &WorstCase)> {
        self.system.routes().iter().zip(&self.worst_cases)
    }

    /// A threshold: the team's, else the checklist's. Shares as shares, durations in seconds, rates a second.
    pub fn threshold(&self, id: &str) -> f64 {
        let own = self.plan.thresholds.as_ref().and_then(|thresholds| thresholds.get(id));
        let condition = id.split('.').next().unwrap_or(id);
        let default = || checklists().condition(condition)?.condition.threshold(id).map(|threshold| &threshold.value);
        own.or_else(default).map_or(f64::NAN, number)
    }

    /// How much depends on a node; `None`: nobody says.
    pub fn criticality(&self, node: Option<&str>) -> Option<Criticality> {
        node.map_or(self.plan.criticality, |node| self.plan.criticality_of(node))
    }
}

fn number(value: &ThresholdValue) -> f64 {
    match value {
        ThresholdValue::Number(number) => number.0,
        ThresholdValue::Percent(percent) => percent.share(),
        ThresholdValue::Duration(duration) => duration.secs(),
        ThresholdValue::Rate(rate) => rate.hz(),
        ThresholdValue::Bytes(bytes) => bytes.0 as f64,
    }
}
