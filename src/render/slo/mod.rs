//! Service level objectives: a document for each journey, a table over all of them, and the policy of their error budgets.

mod objective;

use super::kind::{Page, view};
use super::{Input, words};
use crate::plan::goals::{FreshnessTarget, Journey, LatencyTarget, Traffic};
use crate::plan::operations::Alert;
use crate::plan::reference::ComponentRef;
use crate::plan::value::{Duration, Fact};
use crate::plan::{Entity, Id, Plan, TeamRef};
use minijinja::context;
use objective::Availability;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page> {
    let plan = input.system.plan;
    let journeys = journeys(plan);
    let all = context! { journeys => view(&journeys) };
    let overview = [("slo/README.md", "slo/index.md.j2"), ("slo/error-budget-policy.md", "slo/error-budget-policy.md.j2")]
        .map(|(path, template)| Page { path: path.to_owned(), template, view: all.clone() });
    let each = journeys.iter().map(|journey| Page {
        path: format!("slo/{}", journey.file),
        template: "slo/journey.md.j2",
        view: context! { journey => view(journey) },
    });
    overview.into_iter().chain(each).collect()
}

/// A journey with its objectives.
#[derive(Debug, Serialize)]
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
    pub assumed: &'p [String],
    /// Whether it has an objective of any kind.
    pub has_objective: bool,
    /// Its objective for the share of requests that succeed.
    pub availability: Option<Availability<'p>>,
    /// Its objective for how long requests take.
    pub latency: Option<&'p LatencyTarget>,
    /// Its objective for how old data may be.
    pub freshness: Option<&'p FreshnessTarget>,
    /// The alerts on its objectives.
    pub alerts: Vec<AlertView<'p>>,
}

/// An alert.
#[derive(Debug, Serialize)]
pub struct AlertView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it says.
    pub facts: &'p Alert,
}

/// All journeys, in the order of the plan.
pub(super) fn journeys(plan: &Plan) -> Vec<JourneyView<'_>> {
    plan.journeys().map(|(id, journey)| JourneyView::new(plan, id, journey)).collect()
}

impl<'p> JourneyView<'p> {
    fn new(plan: &'p Plan, id: &'p Id, journey: &'p Journey) -> Self {
        let slo = journey.slo.as_ref();
        let (latency, freshness) = (slo.and_then(|slo| slo.latency.as_ref()), slo.and_then(|slo| slo.freshness.as_ref()));
        let alerts: Vec<AlertView<'_>> = plan
            .alerts()
            .filter(|(_, alert)| alert.slo.as_ref().is_some_and(|slo| slo.as_str().split('.').next() == Some(id.as_str())))
            .map(|(id, facts)| AlertView { id: id.as_str(), facts })
            .collect();
        let availability = Availability::new(journey, &alerts);
        Self {
            id: id.as_str(),
            title: words::title(id.as_str(), journey.title()),
            file: format!("{}.md", words::slug(id.as_str())),
            owner: journey.owner.as_ref().or(plan.owner.as_ref()).map(TeamRef::as_str),
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
            alerts,
        }
    }
}
