//! The failure modes of a journey against its error budget.

use super::{Risk, budget_per_year, derivation};
use crate::analysis::figure::Derivation;
use crate::document::Path;
use crate::graph::{Place, Route, System};
use crate::knowledge::threshold;
use crate::plan::Plan;
use crate::plan::map::FailureMode;
use crate::plan::operations::Acceptance;
use crate::plan::reference::JourneyRef;

/// What the failure modes take of a journey's error budget.
#[derive(Debug)]
pub struct Stack<'p> {
    /// Minutes of full outage that the target allows in a year; `None` without a target.
    pub budget: Option<f64>,
    /// The share of the budget above which one failure mode must be worked on, or accepted by someone.
    pub large: f64,
    /// Each failure mode that hits the journey, the dearest first; those that lack a fact come last.
    pub slices: Vec<Slice<'p>>,
}

/// What one failure mode takes.
#[derive(Debug)]
pub struct Slice<'p> {
    /// Its id.
    pub id: &'p str,
    /// What the plan says of it.
    pub mode: &'p FailureMode,
    /// What it costs.
    pub risk: Risk,
    /// Its facts.
    pub how: Derivation,
    /// Who has accepted it.
    pub accepted: Option<&'p Acceptance>,
}

impl Slice<'_> {
    /// Minutes of full outage that it amounts to in a year.
    pub fn minutes(&self) -> Option<f64> {
        self.risk.minutes_per_year()
    }
}

impl Stack<'_> {
    /// Minutes a year that they take together; a bound from below while one lacks a fact.
    pub fn taken(&self) -> f64 {
        self.slices.iter().filter_map(Slice::minutes).sum()
    }

    /// Facts that the sum lacks.
    pub fn missing(&self) -> impl Iterator<Item = &Path> {
        self.slices.iter().flat_map(|slice| slice.how.missing())
    }

    /// These minutes as a share of the budget; infinite of a budget of nothing, `None` without a target.
    pub fn share(&self, minutes: f64) -> Option<f64> {
        let budget = self.budget?;
        Some(if minutes > 0.0 { minutes / budget } else { 0.0 })
    }

    /// Whether they take more than the budget; a sum that lacks facts may leave it open.
    pub fn exceeds(&self) -> Option<bool> {
        let exceeds = self.taken() > self.budget?;
        (exceeds || self.missing().next().is_none()).then_some(exceeds)
    }

    /// Whether a failure mode alone takes more of the budget than one may.
    pub fn is_large(&self, slice: &Slice<'_>) -> Option<bool> {
        Some(self.share(slice.minutes()?)? > self.large)
    }
}

/// The failure modes that hit a journey.
pub fn stack<'p>(system: &System<'p>, route: &Route<'p>) -> Stack<'p> {
    let is_hit = |mode: &FailureMode| {
        let place = || mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
        hits(system, mode, &place(), route)
    };
    let modes = system.plan.failure_modes().filter(|(_, mode)| is_hit(mode));
    let mut slices: Vec<Slice<'p>> = modes
        .map(|(id, mode)| Slice {
            id: id.as_str(),
            mode,
            risk: Risk::of(mode),
            how: derivation(id.as_str(), mode),
            accepted: acceptance(system.plan, id.as_str()),
        })
        .collect();
    // Stable: of equals the first of the plan stays in front.
    slices.sort_by(|a, b| b.minutes().unwrap_or(-1.0).total_cmp(&a.minutes().unwrap_or(-1.0)));
    let budget = route.journey.availability_target().map(budget_per_year);
    Stack { budget, large: threshold(system.plan, "risk.budget_share"), slices }
}

/// Whether a failure mode hits a journey: the plan names it, or names none and the journey comes to where it happens.
pub fn hits<'p>(system: &System<'p>, mode: &FailureMode, place: &Place<'_>, route: &Route<'p>) -> bool {
    match &mode.r#in {
        Some(journeys) => journeys.iter().map(JourneyRef::as_str).any(|journey| journey == route.id),
        None => place.is_on(system, route),
    }
}

/// Who has accepted a failure mode as it is.
pub fn acceptance<'p>(plan: &'p Plan, mode: &str) -> Option<&'p Acceptance> {
    plan.accepted().find(|(key, _)| key.as_str().strip_prefix("failure-mode:") == Some(mode)).map(|(_, accepted)| accepted)
}
