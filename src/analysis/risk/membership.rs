//! In which minimal cut sets of a journey a failure mode stands.

use crate::analysis::availability::{Ceiling, is_outage};
use crate::analysis::compose::node_path;
use crate::analysis::fault_tree::{CutSets, EventId};
use crate::document::Path;
use crate::graph::{Place, System};
use crate::plan::map::FailureMode;

/// How a failure mode stands in the cut sets of a journey.
#[derive(Debug, Clone, PartialEq)]
pub enum Membership {
    /// It stands in some.
    In {
        /// Its events; or, where the plan states an availability of what fails, which counts this failure with all others, the
        /// events of that.
        events: Vec<EventId>,
        /// Whether these are the events of a stated availability.
        stated: bool,
        /// In how many of the cut sets found.
        sets: u128,
        /// Whether one of the events brings the journey down alone.
        alone: bool,
    },
    /// It is down, but the journey does without what fails.
    DoneWithout,
    /// It leaves users with a late or wrong answer, or with one less: nothing is down, so no cut set has it.
    NotDown,
}

/// In which cut sets of a journey a failure mode stands, of `all` that it has.
pub fn membership(system: &System<'_>, ceiling: &Ceiling, all: &CutSets<'_>, id: &str, mode: &FailureMode) -> Membership {
    if !is_outage(mode) {
        return Membership::NotDown;
    }
    let own = events_at(ceiling, &[Path::of(["map", "failure_modes", id])]);
    let stated = own.is_empty();
    let events = if stated { events_at(ceiling, &availabilities(system, mode)) } else { own };
    let sets = all.count_with(&events);
    let alone = events.iter().any(|event| ceiling.single_points.contains(event));
    if sets == 0 { Membership::DoneWithout } else { Membership::In { events, stated, sets, alone } }
}

/// Where the plan would state the availability of what a failure mode strikes.
fn availabilities(system: &System<'_>, mode: &FailureMode) -> Vec<Path> {
    let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
    place.vertices(system).into_iter().map(|at| node_path(system.vertex(at)).key("availability")).collect()
}

/// The events whose facts stand at or under one of these places.
fn events_at(ceiling: &Ceiling, places: &[Path]) -> Vec<EventId> {
    let ids = ceiling.tree.ids();
    let sources = ids.zip(&ceiling.sources);
    sources.filter(|(_, source)| places.iter().any(|place| source.starts_with(place))).map(|(id, _)| id).collect()
}
