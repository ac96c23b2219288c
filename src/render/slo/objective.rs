//! An availability objective in figures: its budget, and the burn rates that alert on it.

use super::AlertView;
use crate::analysis::burn::{Burn, Objective};
use crate::analysis::risk;
use crate::plan::goals::{Journey, Sli};
use crate::plan::operations::{AlertSeverity, Windows};
use crate::plan::value::{Duration, Percent};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// An availability objective.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AvailabilityObjective")]
pub struct Availability<'p> {
    /// The share of requests that must succeed.
    pub target: Percent,
    /// The time it is measured over.
    pub window: Duration,
    /// Why this target.
    pub rationale: Option<&'p str>,
    /// How it is measured.
    pub sli: Option<&'p Sli>,
    /// The share of requests that may fail.
    pub budget_share: String,
    /// Minutes of full outage in the window.
    pub budget_minutes: String,
    /// A fifth of that: what a single incident may take before it must be looked into.
    pub fifth_minutes: String,
    /// Minutes of full outage in a year.
    pub budget_per_year: String,
    /// Requests that may fail in the window, at average traffic.
    pub budget_requests: Option<String>,
    /// The alert whose windows these are; null: none watches it, and the standard windows are shown.
    pub alert: Option<&'p str>,
    /// The burn-rate windows.
    pub burns: Vec<BurnView>,
}

/// A pair of windows in figures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BurnView {
    /// Whether it wakes someone.
    pub severity: AlertSeverity,
    /// The long window.
    pub long: Duration,
    /// The short window.
    pub short: Duration,
    /// The share of the budget that is spent when it fires.
    pub share: String,
    /// How many times faster than allowed.
    pub factor: String,
    /// The error ratio from which on it fires.
    pub threshold: String,
    /// The share of the budget that a minute takes at that rate.
    pub per_minute: String,
    /// How long the whole budget lasts at that rate.
    pub spent_in: String,
    /// When it fires in a full outage; null: never.
    pub fires_after: Option<String>,
    /// How many failed requests make it fire, at average traffic.
    pub failures: Option<String>,
    /// It fires while the budget is kept.
    pub inside_budget: bool,
    /// So little traffic that one failed request fires it.
    pub one_failure_fires: bool,
}

impl<'p> Availability<'p> {
    pub(super) fn new(journey: &'p Journey, alerts: &[AlertView<'p>]) -> Option<Self> {
        let said = journey.slo.as_ref()?.availability.as_ref()?;
        let objective = Objective { target: said.target?, window: said.window() };
        let alert = alerts.iter().find(|alert| alert.facts.slo.as_ref().is_some_and(|slo| slo.as_str().ends_with(".availability")));
        let burns = alert.map_or_else(|| objective.burns(&Windows::Standard), |alert| objective.burns_of(alert.facts));
        let average = journey.traffic.as_ref().and_then(|traffic| traffic.average).map(crate::plan::value::Rate::hz);
        let budget = objective.budget();
        Some(Self {
            target: objective.target,
            window: objective.window,
            rationale: said.rationale.as_deref(),
            sli: said.sli.as_ref(),
            budget_share: words::share(objective.target.rest()),
            budget_minutes: minutes(budget.minutes()),
            fifth_minutes: minutes(budget.minutes() / 5.0),
            budget_per_year: minutes(risk::budget_per_year(objective.target)),
            budget_requests: average.map(|rate| words::figure((rate * budget.secs()).floor())),
            alert: alert.map(|alert| alert.id),
            burns: burns.iter().map(|burn| BurnView::new(burn, &objective, average)).collect(),
        })
    }
}

impl BurnView {
    /// Of a pair of windows on this objective, with so many events a second on average.
    pub(in crate::render) fn new(burn: &Burn, objective: &Objective, average: Option<f64>) -> Self {
        let failures = average.map(|rate| burn.failures(rate));
        Self {
            severity: burn.severity,
            long: burn.long,
            short: burn.short,
            share: words::share(burn.share),
            factor: words::figure(burn.factor),
            threshold: words::share(burn.threshold),
            per_minute: words::share(burn.factor / objective.window.minutes()),
            spent_in: objective.window.times(if burn.factor > 0.0 { 1.0 / burn.factor } else { 0.0 }).spoken(),
            fires_after: burn.fires_after(1.0).map(Duration::spoken),
            failures: failures.map(|failures| words::figure(failures.ceil())),
            inside_budget: burn.factor < 1.0,
            one_failure_fires: failures.is_some_and(|failures| failures <= 1.0),
        }
    }
}

fn minutes(minutes: f64) -> String {
    format!("{} min", words::figure(minutes))
}
