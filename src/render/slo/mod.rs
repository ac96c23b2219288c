//! Service level objectives: a document for each journey, a table over all of them, and the policy of their error budgets.

mod allowed;
mod computed;
pub(super) mod objective;
pub(super) mod stated;
pub(super) mod watch;

use super::kind::{Page, view};
use super::reference::Seen;
use super::{Input, runbook, words};
use crate::analysis::availability::ceiling;
use crate::analysis::compose::Wait;
use crate::analysis::worst_case::worst_case;
use crate::graph::{Route, System};
use crate::plan::Entity;
use crate::plan::goals::{FreshnessTarget, LatencyTarget, Traffic};
use crate::plan::operations::Alert;
use crate::plan::reference::{ComponentRef, FieldRef};
use crate::plan::value::{Duration, Fact};
use allowed::Allowed;
use computed::Computed;
use minijinja::context;
use objective::Availability;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use watch::Watch;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let journeys = input.journeys();
    let all = context! { journeys => view(&journeys) };
    let overview = [("slo/README.md", "slo/index.md.j2"), ("slo/error-budget-policy.md", "slo/error-budget-policy.md.j2")]
        .map(|(path, template)| Page { path: path.to_owned(), template, view: all.clone() });
    let each = journeys.iter().map(|journey| Page {
        path: format!("slo/{}", journey.file),
        template: "slo/journey.md.j2",
        view: context! { journey => view(*journey) },
    });
    overview.into_iter().chain(each).collect()
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["slo/index.md.j2", "slo/error-budget-policy.md.j2"])
            .value::<Vec<JourneyView<'_>>>("journeys", "All journeys, in the order of the plan."),
        Seen::by(&["slo/journey.md.j2"]).value::<JourneyView<'_>>("journey", "The journey."),
        Seen::macros(&["slo/sli.md.j2"]),
    ]
}

/// A journey with its objectives.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JourneyView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is called.
    pub title: String,
    /// Its SLO document, beside those of the others.
    pub file: String,
    /// The team that answers for it.
    pub owner: Option<&'p str>,
    /// Where its traffic enters.
    pub entries: Vec<&'p str>,
    /// How long the one at the entry waits.
    pub deadline: Option<Duration>,
    /// How many requests it makes.
    pub traffic: Option<&'p Traffic>,
    /// The business number that shows whether it works.
    pub kpi: &'p Fact<String>,
    /// Anything else.
    pub note: Option<&'p str>,
    /// The facts of it that are guesses.
    pub assumed: &'p [FieldRef],
    /// Whether it has an objective of any kind.
    pub has_objective: bool,
    /// Its objective for the share of requests that succeed.
    pub availability: Option<Availability<'p>>,
    /// Its objective for how long requests take.
    pub latency: Option<&'p LatencyTarget>,
    /// Its objective for how old data may be.
    pub freshness: Option<&'p FreshnessTarget>,
    /// The longest that a request can take, and how that was got.
    pub worst: Option<Bound>,
    /// How long its requests take, as far as the plan says enough.
    pub computed: Option<Computed>,
    /// How available it can be with what it depends on.
    pub allowed: Allowed,
    /// The alerts on its objectives.
    pub alerts: Vec<AlertView<'p>>,
    /// The rules on objectives that the plan watches with no alert, by kind: name and runbook.
    pub unplanned: BTreeMap<&'static str, Option<(String, String)>>,
}

/// A time that was computed, against what it must not exceed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "WorstCase")]
pub struct Bound {
    /// The time: `at least 4.72 s`.
    pub time: String,
    /// Whether it stays within the limit; null: facts are missing, or there is no limit.
    pub holds: Option<bool>,
    /// How it was got.
    pub terms: Vec<String>,
    /// The facts that are missing.
    pub missing: Vec<String>,
}

impl Bound {
    fn new(wait: &Wait, limit: Option<Duration>) -> Self {
        Self {
            time: wait.spoken(),
            holds: limit.and_then(|limit| wait.exceeds(limit)).map(|exceeds| !exceeds),
            terms: wait.how.terms().map(|term| term.text.clone()).collect(),
            missing: wait.how.missing().map(ToString::to_string).collect(),
        }
    }
}

/// An alert.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AlertView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it says.
    pub facts: &'p Alert,
    /// Its runbook, from the folder of all documents.
    pub runbook: String,
}

/// The rule that the plan has no alert for: its name and its runbook.
fn unplanned(watches: &[Watch<'_>], slo: &str) -> Option<(String, String)> {
    let found = watches.iter().find(|watch| watch.planned.is_none() && watch.slo.as_deref() == Some(slo))?;
    Some((found.name.clone(), runbook::of_watch(&found.name)))
}

impl<'p> JourneyView<'p> {
    /// Of a journey of the plan.
    pub(super) fn new(system: &System<'p>, route: &Route<'p>, watches: &[Watch<'_>]) -> Self {
        let (plan, id, journey) = (system.plan, route.id, route.journey);
        let slo = journey.slo.as_ref();
        let (latency, freshness) = (slo.and_then(|slo| slo.latency.as_ref()), slo.and_then(|slo| slo.freshness.as_ref()));
        let alerts: Vec<AlertView<'_>> = plan
            .alerts()
            .filter(|(_, alert)| alert.slo.as_ref().is_some_and(|slo| slo.as_str().split('.').next() == Some(id)))
            .map(|(id, facts)| AlertView { id: id.as_str(), facts, runbook: runbook::of_watch(id.as_str()) })
            .collect();
        let availability = Availability::new(journey, &alerts);
        Self {
            id,
            title: words::title(id, journey.title()),
            file: format!("{}.md", words::slug(id)),
            owner: plan.owner_or(journey.owner.as_ref()),
            entries: journey.entries().map(ComponentRef::as_str).collect(),
            deadline: journey.deadline,
            traffic: journey.traffic.as_ref(),
            kpi: &journey.kpi,
            note: journey.note(),
            assumed: journey.assumed(),
            has_objective: availability.is_some() || latency.is_some() || freshness.is_some(),
            availability,
            latency,
            freshness,
            worst: worst_case(system, route).of_journey(route).map(|wait| Bound::new(wait, journey.deadline)),
            computed: Computed::of(system, route, latency),
            allowed: Allowed::new(&ceiling(system, route), journey.availability_target()),
            unplanned: ["availability", "latency"].map(|kind| (kind, unplanned(watches, &format!("{id}.{kind}")))).into(),
            alerts,
        }
    }
}
