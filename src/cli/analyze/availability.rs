//! How available a journey is: the value, what brings it down, what matters and what would help.

use super::experiments::{self, Proposed};
use super::line::missing;
use crate::analysis::availability::{Ceiling, Solved, Trial, together};
use crate::analysis::fault_tree::{self, Answer, EventId};
use crate::cli::opened::Opened;
use crate::graph::System;
use crate::plan::value::{DAYS_PER_YEAR, Percent};
use serde::Serialize;
use std::collections::BTreeMap;

/// Cut sets that are listed. Their number is told whatever it is.
const LISTED: usize = 20;
/// The highest order of which the number of cut sets is told.
const HIGHEST_ORDER: usize = 20;
/// The window of a journey without a target.
const WINDOW_DAYS: f64 = 30.0;

/// The availability of a journey. Shares are fractions.
#[derive(Debug, Serialize)]
pub struct Availability {
    /// The share of time that it is up; absent while facts are missing, or where the fault tree is too large.
    pub value: Option<f64>,
    pub unavailability: Option<f64>,
    /// Minutes that it is down.
    pub minutes_per_year: Option<f64>,
    pub minutes_per_window: Option<f64>,
    /// The window of the target.
    pub window_days: f64,
    /// The value lies between these: with everything that is not stated always down, and never down.
    pub floor: f64,
    pub ceiling: f64,
    /// What it promises.
    pub target: Option<f64>,
    /// Minutes that the target allows.
    pub allowed_minutes_per_year: Option<f64>,
    pub allowed_minutes_per_window: Option<f64>,
    /// Minutes a year that it is down above what the target allows; below 0: what is left.
    pub gap_minutes: Option<f64>,
    /// Whether the target is met; absent where the bounds leave it open, or without a target.
    pub within: Option<bool>,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// Why there is no exact answer, where the fault tree is too large for one.
    pub note: Option<String>,
    /// What alone brings it down.
    pub single_points: Vec<String>,
    pub cut_sets: CutSets,
    /// Every event that matters, by criticality; none where the fault tree is too large.
    pub importance: Vec<Importance>,
    /// Changes that help, each tried alone, the best first.
    pub changes: Vec<Tried>,
    /// The fewest changes found that close the gap to the target.
    pub closing: Option<Tried>,
    /// Failures that it should outlive, as the plan says: worth trying out.
    pub experiments: Vec<Proposed>,
}

/// An event with the fact that says how often it happens.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    pub name: String,
    pub path: String,
    pub line: usize,
    /// The share of time that it is down; absent where it is not stated.
    pub probability: Option<f64>,
}

/// The smallest sets of events that bring it down.
#[derive(Debug, Serialize)]
pub struct CutSets {
    /// How many there are; the largest number of 64 bits stands for that many or more.
    pub count: u64,
    /// How many there are of one event, of two, and so on up to twenty.
    pub by_order: Vec<u64>,
    /// Whether all were found; if not, counts are of those found.
    pub complete: bool,
    /// The worst: of the fewest events, among them the likeliest.
    pub shown: Vec<CutSet>,
    /// Whether there are more than are shown.
    pub truncated: bool,
}

/// A cut set.
#[derive(Debug, Serialize)]
pub struct CutSet {
    pub order: usize,
    /// The share of time that all its events are down; absent where one of them is not stated.
    pub probability: Option<f64>,
    pub events: Vec<Event>,
}

/// What an event means for the journey.
#[derive(Debug, Serialize)]
pub struct Importance {
    #[serde(flatten)]
    pub event: Event,
    pub birnbaum: f64,
    /// Absent, as the next two, where it is not stated how often the event happens.
    pub criticality: Option<f64>,
    pub diagnostic: Option<f64>,
    /// Absent also where it takes more work than the limits allow.
    pub fussell_vesely: Option<f64>,
    pub risk_achievement_worth: f64,
    /// Absent also where it is infinite.
    pub risk_reduction_worth: Option<f64>,
}

/// Changes that were tried together.
#[derive(Debug, Serialize)]
pub struct Tried {
    pub changes: Vec<Change>,
    /// With them, at best.
    pub availability: f64,
    /// Minutes a year that it is down less.
    pub minutes_saved: f64,
    /// Whether the target is met with them, at best.
    pub closes: Option<bool>,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct Change {
    pub kind: &'static str,
    pub text: String,
    pub path: String,
    pub line: usize,
    /// What it costs a month, where the plan says it.
    pub monthly_cost: Option<String>,
}

/// The availability of a journey.
pub fn of(opened: &Opened, system: &System<'_>, solved: &Solved<'_, '_>, sets: &fault_tree::CutSets<'_>) -> Availability {
    let Solved { route, ceiling, singles: changes } = solved;
    let unknown = ceiling.unknown.iter().map(|unknown| (unknown.event, unknown.name.as_str())).collect();
    let page = Page { opened, system, ceiling, unknown };
    let slo = route.journey.slo.as_ref().and_then(|slo| slo.availability.as_ref());
    let days = slo.map_or(WINDOW_DAYS, |slo| slo.window().secs() / 86_400.0);
    let allowed = route.journey.availability_target().map(Percent::rest);
    let down = ceiling.exact();
    let floor = ceiling.floor();
    let gap = allowed.filter(|allowed| ceiling.unavailability.low() > *allowed);
    let closing = gap.and_then(|allowed| together(system, route, changes, allowed));
    let per_window = |share: f64| share * days * 1_440.0;
    Availability {
        value: down.map(|down| 1.0 - down),
        unavailability: down,
        minutes_per_year: down.map(minutes),
        minutes_per_window: down.map(per_window),
        window_days: days,
        floor,
        ceiling: ceiling.availability(),
        target: route.journey.availability_target().map(Percent::share),
        allowed_minutes_per_year: allowed.map(minutes),
        allowed_minutes_per_window: allowed.map(per_window),
        gap_minutes: down.zip(allowed).map(|(down, allowed)| minutes(down - allowed)),
        within: allowed.and_then(|allowed| within(allowed, ceiling.unavailability.low(), 1.0 - floor)),
        missing: missing(ceiling.unknown.iter().map(|unknown| &unknown.path)),
        note: if let Answer::Bounds { why, .. } = &ceiling.unavailability { Some(why.clone()) } else { None },
        single_points: ceiling.single_points.iter().map(|id| page.event(*id).name).collect(),
        cut_sets: page.cut_sets(sets),
        importance: page.importance(),
        changes: changes.iter().map(|trial| page.tried(trial, allowed)).collect(),
        closing: closing.map(|trial| page.tried(&trial, allowed)),
        experiments: experiments::of(opened, system, route, ceiling, sets),
    }
}

fn minutes(share: f64) -> f64 {
    share * DAYS_PER_YEAR * 1_440.0
}

/// Whether what is down between `low` and `high` of the time is down no more than `allowed`. Rounding is no miss.
fn within(allowed: f64, low: f64, high: f64) -> Option<bool> {
    let most = allowed * (1.0 + 1e-9);
    if low > most {
        Some(false)
    } else if high <= most {
        Some(true)
    } else {
        None
    }
}

struct Page<'a, 'p> {
    opened: &'a Opened,
    system: &'a System<'p>,
    ceiling: &'a Ceiling,
    /// The events of which nobody said how often they happen, by name.
    unknown: BTreeMap<EventId, &'a str>,
}

impl Page<'_, '_> {
    fn event(&self, id: EventId) -> Event {
        let (event, source) = (self.ceiling.tree.events().get(id.index()), self.ceiling.sources.get(id.index()));
        let unknown = self.unknown.get(&id);
        Event {
            name: unknown.copied().or(event.map(|event| event.name.as_str())).unwrap_or_default().to_owned(),
            path: source.map(ToString::to_string).unwrap_or_default(),
            line: source.map_or(1, |source| self.opened.place(source).line),
            probability: event.filter(|_| unknown.is_none()).map(|event| event.probability),
        }
    }

    fn cut_sets(&self, sets: &fault_tree::CutSets<'_>) -> CutSets {
        let worst = sets.worst(LISTED, &self.ceiling.tree.probabilities());
        let shown = worst.sets.iter().map(|set| {
            let events: Vec<Event> = set.events.iter().map(|id| self.event(*id)).collect();
            let stated = events.iter().all(|event| event.probability.is_some());
            CutSet { order: set.order(), probability: stated.then_some(set.probability), events }
        });
        CutSets {
            count: at_most_64_bits(sets.count()),
            by_order: sets.by_order(HIGHEST_ORDER).into_iter().skip(1).map(at_most_64_bits).collect(),
            complete: sets.is_complete(),
            shown: shown.collect(),
            truncated: worst.truncated,
        }
    }

    fn importance(&self) -> Vec<Importance> {
        let measures = self.ceiling.compiled.importance(&self.ceiling.tree.probabilities()).unwrap_or_default();
        let mut all: Vec<Importance> = measures
            .into_iter()
            .filter(|measure| measure.marginal > 0.0)
            .map(|measure| {
                let event = self.event(measure.event);
                let stated = |figure: f64| event.probability.is_some().then_some(figure);
                Importance {
                    birnbaum: measure.marginal,
                    criticality: stated(measure.criticality),
                    diagnostic: stated(measure.diagnostic),
                    fussell_vesely: measure.fussell_vesely.and_then(stated),
                    risk_achievement_worth: measure.achievement_worth,
                    risk_reduction_worth: stated(measure.reduction_worth).filter(|worth| worth.is_finite()),
                    event,
                }
            })
            .collect();
        // Stable, and blind to rounding: of equals the one that is met first on the way stays in front.
        let rank = |one: &Importance| [one.criticality.unwrap_or_default(), one.birnbaum].map(|share| -(share * 1e9).round());
        all.sort_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal));
        all
    }

    fn tried(&self, trial: &Trial, allowed: Option<f64>) -> Tried {
        let change = |change: &crate::analysis::availability::Change| {
            let path = change.path(self.system);
            Change {
                kind: change.kind(),
                text: change.text(self.system),
                line: self.opened.place(&path).line,
                path: path.to_string(),
                monthly_cost: change.monthly(self.system).map(|cost| cost.to_string()),
            }
        };
        Tried {
            changes: trial.changes.iter().map(change).collect(),
            availability: 1.0 - trial.unavailability,
            minutes_saved: minutes(self.ceiling.unavailability.low() - trial.unavailability),
            closes: allowed.map(|allowed| trial.unavailability <= allowed * (1.0 + 1e-9)),
        }
    }
}

fn at_most_64_bits(count: u128) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
