//! Which journeys a failure hits, and how fast it burns their budgets.

use crate::analysis::burn::Objective;
use crate::analysis::risk::{Risk, hits};
use crate::graph::Place;
use crate::graph::{Outcome, Route, System};
use crate::plan::Entity;
use crate::plan::map::FailureMode;
use crate::plan::value::Percent;
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// What a failure does to one journey.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "JourneyImpact")]
pub struct Impact<'p> {
    /// The id of the journey.
    pub journey: &'p str,
    /// What it is called.
    pub title: String,
    /// Its SLO document, from the folder of the runbooks.
    pub slo: String,
    /// What becomes of it while the part is down: `out`, `degraded`, `unaffected`.
    pub while_down: &'static str,
    /// The share of its users that is hit.
    pub users: Option<Percent>,
    /// Its target.
    pub target: Option<Percent>,
    /// What the failure costs of its budget; null while the share of users or the target is not stated.
    pub burn: Option<Burnt>,
}

/// What a failure costs of an error budget.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Burnt {
    /// Minutes of full outage that the target allows in its window.
    pub budget: String,
    /// Minutes of full outage that each minute of it amounts to.
    pub per_minute: String,
    /// The share of the budget that each minute of it takes.
    pub share_per_minute: String,
    /// How long it lasts until the whole budget is spent.
    pub gone_after: String,
    /// The share of the budget that one incident takes, as long as the plan says it lasts.
    pub share_per_incident: Option<String>,
}

/// The journeys that the plan names, else all that come to the place.
pub(super) fn impacts<'p>(system: &System<'p>, mode: &'p FailureMode, place: &Place<'_>) -> Vec<Impact<'p>> {
    system.routes().iter().filter(|route| hits(system, mode, place, route)).map(|route| impact(system, mode, place, route)).collect()
}

fn impact<'p>(system: &System<'p>, mode: &FailureMode, place: &Place<'_>, route: &Route<'p>) -> Impact<'p> {
    let availability = route.journey.slo.as_ref().and_then(|slo| slo.availability.as_ref());
    let objective = availability.and_then(|said| Some(Objective { target: said.target?, window: said.window() }));
    Impact {
        journey: route.id,
        title: words::title(route.id, route.journey.title()),
        slo: format!("../slo/{}.md", words::slug(route.id)),
        while_down: match system.outcome(route, &place.down(system)) {
            Outcome::Out => "out",
            Outcome::Degraded => "degraded",
            Outcome::Unaffected => "unaffected",
        },
        users: mode.users,
        target: objective.map(|objective| objective.target),
        burn: objective.and_then(|objective| burnt(objective, &Risk::of(mode))),
    }
}

fn burnt(objective: Objective, risk: &Risk) -> Option<Burnt> {
    let users = risk.users.filter(|users| *users > 0.0)?;
    let budget = Some(objective.budget().minutes()).filter(|budget| *budget > 0.0)?;
    Some(Burnt {
        budget: format!("{} min in {}", words::figure(budget), objective.window),
        per_minute: format!("{} min", words::figure(users)),
        share_per_minute: words::share(users / budget),
        gone_after: objective.budget().times(1.0 / users).spoken(),
        share_per_incident: risk.minutes_per_incident().map(|minutes| words::share(minutes / budget)),
    })
}
