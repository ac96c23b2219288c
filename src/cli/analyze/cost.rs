//! What the system costs a month, and whom.

use super::line::{Part, missing, parts};
use crate::analysis::cost::costs;
use crate::cli::opened::Opened;
use crate::graph::System;
use indexmap::IndexMap;
use serde::Serialize;

/// The costs of a plan, in one currency.
#[derive(Debug, Serialize)]
pub struct Cost {
    pub currency: String,
    /// A month, in all.
    pub monthly: f64,
    /// What it may cost a month.
    pub budget: Option<f64>,
    /// A month, by node; instances that scale are counted at their most.
    pub nodes: Vec<NodeCost>,
    /// By journey.
    pub journeys: IndexMap<String, JourneyCost>,
    /// What no journey's load explains.
    pub unshared: f64,
    /// What the sum lacks.
    pub missing: Vec<String>,
}

/// What a node costs.
#[derive(Debug, Serialize)]
pub struct NodeCost {
    pub id: String,
    pub monthly: f64,
    pub parts: Vec<Part>,
}

/// What a journey costs.
#[derive(Debug, Serialize)]
pub struct JourneyCost {
    pub monthly: f64,
    pub per_1k_average: Option<f64>,
    pub per_1k_peak: Option<f64>,
}

/// The costs; `None` where the plan states none.
pub fn of(opened: &Opened, system: &System<'_>) -> Option<Cost> {
    let costs = costs(system)?;
    let budget = system.plan.goals.as_ref().and_then(|goals| goals.budget.as_ref()).and_then(|budget| budget.monthly.as_ref());
    let mut nodes: Vec<NodeCost> = costs
        .nodes
        .iter()
        .map(|node| NodeCost { id: system.vertex(node.at).id().to_owned(), monthly: node.monthly, parts: parts(opened, node.how.terms()) })
        .collect();
    nodes.sort_by(|a, b| b.monthly.total_cmp(&a.monthly));
    let journey = |(route, cost): (&crate::graph::Route<'_>, &crate::analysis::cost::JourneyCost)| {
        let cost = JourneyCost { monthly: cost.monthly, per_1k_average: cost.per_1k_average, per_1k_peak: cost.per_1k_peak };
        (route.id.to_owned(), cost)
    };
    Some(Cost {
        monthly: costs.monthly,
        budget: budget.filter(|budget| budget.currency == costs.currency).map(|budget| budget.amount),
        nodes,
        journeys: system.routes().iter().zip(&costs.journeys).map(journey).collect(),
        unshared: costs.unshared,
        missing: missing(costs.how.missing()),
        currency: costs.currency,
    })
}
