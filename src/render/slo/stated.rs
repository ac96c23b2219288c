//! The objectives of a plan one by one, as what measures them and what watches them sees them: each a share of good events over a
//! window. A journey's latency is one objective for each of its quantiles.

use crate::analysis::burn::Objective;
use crate::plan::goals::{Journey, Sli};
use crate::plan::value::{Duration, Percent};
use crate::plan::{Entity, Plan};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// An objective of a journey.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Objective")]
pub struct Stated<'p> {
    /// The id of the journey.
    pub journey: &'p str,
    /// What the journey is called.
    pub title: String,
    /// The team that answers for the journey.
    pub owner: Option<&'p str>,
    /// Its own name: `pay.availability`, `pay.latency.p99`.
    pub name: String,
    /// The name that alerts of the plan use: `pay.availability`, `pay.latency`.
    pub slo: String,
    /// What makes an event good.
    pub measure: Measure,
    /// The share of events that must be good.
    pub target: Percent,
    /// The time it is measured over.
    pub window: Duration,
    /// How it is measured.
    pub sli: Option<&'p Sli>,
    /// Why this target.
    pub rationale: Option<&'p str>,
    /// Requests a second of the journey, on average.
    pub average: Option<f64>,
    /// Where its indicator stands in the plan.
    pub path: String,
}

/// What makes an event good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum Measure {
    /// It succeeds.
    Availability,
    /// It takes no longer.
    Latency {
        /// As what quantile the plan states it.
        quantile: &'static str,
        /// How long it may take.
        within: Duration,
    },
    /// It shows data that is no older.
    Freshness {
        /// How old they may be.
        within: Duration,
    },
}

impl Stated<'_> {
    /// For the arithmetic of budgets.
    pub(in crate::render) fn objective(&self) -> Objective {
        Objective { target: self.target, window: self.window }
    }
}

/// All that have a target, in the order of the plan.
pub(in crate::render) fn objectives(plan: &Plan) -> Vec<Stated<'_>> {
    plan.journeys().flat_map(|(id, journey)| of_journey(plan, id.as_str(), journey)).collect()
}

fn of_journey<'p>(plan: &'p Plan, id: &'p str, journey: &'p Journey) -> Vec<Stated<'p>> {
    let Some(slo) = &journey.slo else { return Vec::new() };
    let stated = |kind: &str, part: &str, measure, target, window, sli, rationale| Stated {
        journey: id,
        title: words::title(id, journey.title()),
        owner: plan.owner_or(journey.owner.as_ref()),
        name: format!("{id}.{kind}{part}"),
        slo: format!("{id}.{kind}"),
        measure,
        target,
        window,
        sli,
        rationale,
        average: journey.traffic.as_ref().and_then(|traffic| traffic.average).map(crate::plan::value::Rate::hz),
        path: format!("goals.journeys.{id}.slo.{kind}.sli"),
    };
    let availability = slo.availability.as_ref().and_then(|said| {
        let measure = Measure::Availability;
        Some(stated("availability", "", measure, said.target?, said.window(), said.sli.as_ref(), said.rationale.as_deref()))
    });
    let latency = slo.latency.iter().flat_map(|said| {
        let of = |(quantile, share, within): (&'static str, f64, Option<Duration>)| {
            let measure = Measure::Latency { quantile, within: within? };
            let (target, window) = (Percent::from_share(share), said.window());
            Some(stated("latency", &format!(".{quantile}"), measure, target, window, said.sli.as_ref(), said.rationale.as_deref()))
        };
        said.quantiles().into_iter().filter_map(of).collect::<Vec<_>>()
    });
    let freshness = slo.freshness.as_ref().and_then(|said| {
        let (measure, window) = (Measure::Freshness { within: said.within? }, said.window());
        Some(stated("freshness", "", measure, said.target?, window, said.sli.as_ref(), said.rationale.as_deref()))
    });
    availability.into_iter().chain(latency).chain(freshness).collect()
}
