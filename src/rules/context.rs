//! What every condition may ask.

use crate::analysis::availability::{Ceiling, ceiling};
use crate::analysis::worst_case::{WorstCase, worst_cases};
use crate::graph::{Route, System};
use crate::knowledge::threshold;
use crate::plan::value::Date;
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
        threshold(self.plan, id)
    }

    /// How much depends on a node; `None`: nobody says.
    pub fn criticality(&self, node: Option<&str>) -> Option<Criticality> {
        node.map_or(self.plan.criticality, |node| self.plan.criticality_of(node))
    }
}
