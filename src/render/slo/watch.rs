//! The alerts: those of the plan, and one for each objective that the plan watches with none.

use super::stated::{Stated, objectives};
use crate::analysis::burn::Burn;
use crate::graph::System;
use crate::plan::operations::{Alert, Windows};
use crate::plan::reference::SloRef;
use crate::plan::{Plan, TeamRef};
use crate::render::prometheus;
use schemars::JsonSchema;
use serde::Serialize;

/// An alert.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Watch<'p> {
    /// Its name: its id in the plan, else that of the objective, as `pay-latency-burn`.
    pub name: String,
    /// The plan's alert; null: the plan watches the objective with none.
    pub planned: Option<&'p Alert>,
    /// The objective whose budget it watches, as `pay.latency`.
    pub slo: Option<String>,
    /// The team that gets it: its own, else that of the journey, else that of the plan.
    pub owner: Option<&'p str>,
    /// What fires it.
    pub fires: Fires,
}

/// What fires an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fires {
    /// A budget that burns too fast.
    Burn,
    /// Its own query.
    Query,
    /// The plan does not say, or says it in another language than PromQL.
    Unknown,
}

impl Watch<'_> {
    /// The windows over which it fires for an objective; what can't fire is left out.
    pub(in crate::render) fn burns(&self, stated: &Stated<'_>) -> Vec<Burn> {
        if self.fires != Fires::Burn || self.slo.as_ref() != Some(&stated.slo) {
            return Vec::new();
        }
        let mut burns = self.all_burns(stated);
        burns.retain(|burn| burn.is_reachable() && burn.threshold > 0.0);
        burns
    }

    /// The same with those that can't fire.
    pub(in crate::render) fn all_burns(&self, stated: &Stated<'_>) -> Vec<Burn> {
        self.planned.map_or_else(|| stated.objective().burns(&Windows::Standard), |alert| stated.objective().burns_of(alert))
    }
}

/// The alerts of the plan in its order, then those of the objectives without one.
pub(in crate::render) fn watches<'p>(system: &System<'p>) -> Vec<Watch<'p>> {
    let plan = system.plan;
    let objectives = objectives(plan);
    let mut watches: Vec<Watch<'p>> = plan.alerts().map(|(id, alert)| planned(plan, &objectives, id.as_str(), alert)).collect();
    for stated in objectives.iter().filter(|stated| prometheus::is_measured(system, stated)) {
        if watches.iter().any(|watch| watch.slo.as_ref() == Some(&stated.slo)) {
            continue;
        }
        let base = format!("{}-burn", stated.slo.replace('.', "-"));
        // As many names as there are alerts, and one more: one of them is free.
        let names = (1..=watches.len() + 1).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") });
        let name = names.into_iter().find(|name| watches.iter().all(|watch| watch.name != *name)).unwrap_or_default();
        let watch = Watch { name, planned: None, slo: Some(stated.slo.clone()), owner: stated.owner, fires: Fires::Burn };
        let same = objectives.iter().filter(|other| other.slo == stated.slo);
        // An alert without any window that can fire is none.
        if same.into_iter().any(|other| !watch.burns(other).is_empty()) {
            watches.push(watch);
        }
    }
    watches
}

fn planned<'p>(plan: &'p Plan, objectives: &[Stated<'p>], id: &str, alert: &'p Alert) -> Watch<'p> {
    let slo = alert.slo.as_ref().map(SloRef::as_str);
    let of_journey = objectives.iter().find(|stated| Some(stated.slo.as_str()) == slo).and_then(|stated| stated.owner);
    let of_part = alert.of.as_ref().and_then(|of| plan.owner_of(of.as_str()));
    let stands_in = of_journey.or(of_part).or(plan.owner.as_ref().map(TeamRef::as_str));
    Watch {
        name: id.to_owned(),
        planned: Some(alert),
        slo: slo.map(str::to_owned),
        owner: if alert.owner.is_none() { None } else { alert.owner.known().map(TeamRef::as_str).or(stands_in) },
        fires: match &alert.query {
            Some(query) if prometheus::is_query(query) => Fires::Query,
            _ if alert.slo.is_some() => Fires::Burn,
            _ => Fires::Unknown,
        },
    }
}
