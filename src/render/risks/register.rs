//! All failure modes, all acceptances, and what no failure mode speaks of.

use crate::analysis::risk::{self, Risk, Score, hits, scores};
use crate::document::Path;
use crate::graph::{Place, System, Trust};
use crate::plan::Entity;
use crate::plan::map::{FailureKind, FailureMode};
use crate::plan::operations;
use crate::plan::value::{Date, Fact};
use crate::render::{Input, runbook, words};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// A failure mode of the register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Risk")]
pub(super) struct Entry<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: String,
    /// Its runbook.
    file: String,
    /// What the plan says of it.
    mode: &'p FailureMode,
    /// What kind of part fails.
    place: &'static str,
    /// How it fails.
    kind: Option<FailureKind>,
    /// The team that answers for what fails, else for the system.
    owner: Option<&'p str>,
    /// The journeys that it hits.
    journeys: Vec<&'p str>,
    /// How bad, how often and how hard to notice, each 1 (harmless) to 10; null where a fact is missing.
    scores: [Option<u64>; 3],
    /// How each score was got.
    because: Vec<String>,
    /// The three multiplied.
    number: Option<u64>,
    /// What is done first: `high`, `medium` or `low`.
    priority: Option<&'static str>,
    /// What is in place against it.
    mitigations: Fact<&'p Vec<String>>,
    /// The tests and experiments that bring it about, each with the day of its last run.
    rehearsed: Vec<Rehearsal<'p>>,
    /// Who has accepted it.
    accepted: Option<Acceptance<'p>>,
    /// The fields of it that are not stated: `frequency`, `users`, `detect.within` …
    missing: Vec<String>,
}

/// Something that brings a failure about on purpose.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RiskRehearsal")]
pub(super) struct Rehearsal<'p> {
    /// The experiment.
    id: &'p str,
    /// When it ran last.
    ran: Fact<Date>,
}

/// A risk that someone has accepted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AcceptedRisk")]
pub(super) struct Acceptance<'p> {
    /// The id of the finding or failure mode; null beside the failure mode itself.
    id: Option<&'p str>,
    /// The runbook of the failure mode, where it is one.
    file: Option<String>,
    /// The team that answers for it.
    owner: Option<&'p str>,
    /// Why.
    reason: Option<&'p str>,
    /// Since when.
    since: Option<Date>,
    /// Until when.
    until: Option<Date>,
    /// Whether that is over.
    pub over: bool,
}

/// A part that a journey fails with, of which no failure mode speaks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Uncovered<'p> {
    /// The part.
    id: &'p str,
    /// The team to ask.
    owner: Option<&'p str>,
    /// Whether it belongs to another company.
    third_party: bool,
    /// The journeys that fail with it.
    journeys: Vec<&'p str>,
}

/// All failure modes, what is done first in front.
pub(super) fn entries<'p>(input: &Input<'p>) -> Vec<Entry<'p>> {
    let plan = input.system.plan;
    let find = |id: &str| plan.failure_modes().find(|(other, _)| other.as_str() == id).map(|(_, mode)| mode);
    scores(plan).iter().filter_map(|scored| Some(entry(input, scored, find(scored.id)?))).collect()
}

fn entry<'p>(input: &Input<'p>, scored: &risk::Scores<'p>, mode: &'p FailureMode) -> Entry<'p> {
    let system = input.system;
    let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
    let score = |score: &Result<Score, Path>| score.as_ref().ok().map(|score| score.score);
    let rehearsals = system
        .plan
        .experiments()
        .filter(|(_, experiment)| experiment.failure_mode.as_ref().is_some_and(|named| named.as_str() == scored.id));
    Entry {
        id: scored.id,
        title: words::title(scored.id, mode.title()),
        file: format!("runbooks/{}", runbook::file(scored.id)),
        mode,
        place: place.kind(system),
        kind: mode.kind,
        owner: owner(system, mode),
        journeys: system.routes().iter().filter(|route| hits(system, mode, &place, route)).map(|route| route.id).collect(),
        scores: scored.all().map(score),
        because: scored.all().into_iter().flatten().map(|score| score.text.clone()).collect(),
        number: scored.number(),
        priority: scored.priority().map(crate::knowledge::ActionPriority::as_str),
        mitigations: mode.mitigations.as_ref(),
        rehearsed: rehearsals.map(|(id, experiment)| Rehearsal { id: id.as_str(), ran: experiment.ran }).collect(),
        accepted: risk::acceptance(system.plan, scored.id).map(|accepted| acceptance(input, accepted)),
        missing: missing(scored, mode),
    }
}

/// The facts of a failure mode that its cost or its scores lack, each once.
fn missing(scored: &risk::Scores<'_>, mode: &FailureMode) -> Vec<String> {
    let risk = Risk::of(mode);
    let mut fields: BTreeSet<String> = BTreeSet::new();
    let whole = ["map", "failure_modes", scored.id].iter().fold(Path::root(), |path, key| path.key(*key));
    let prefix = format!("{whole}.");
    let how = risk::derivation(scored.id, mode);
    let of_scores = scored.all().into_iter().filter_map(|score| score.as_ref().err());
    let paths = how.missing().cloned().chain(of_scores.cloned());
    fields.extend(paths.map(|path| path.to_string().trim_start_matches(&prefix).to_owned()));
    if risk.lasts.is_some() && mode.lasts.is_some() {
        fields.remove("recover.within");
    }
    fields.into_iter().collect()
}

/// The team that answers for what fails, else for the system.
pub(super) fn owner<'p>(system: &System<'p>, mode: &'p FailureMode) -> Option<&'p str> {
    let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
    // Of a call to another company nobody there can be asked: the caller's team has to live with it.
    let of_call = if let Place::Call(hops) = &place {
        hops.first().and_then(|hop| {
            let hop = system.hop(*hop);
            let at = if system.trust(hop) == Trust::ThirdParty { hop.caller } else { hop.callee };
            system.plan.owner_of(system.vertex(at).id())
        })
    } else {
        None
    };
    let of_part = || match place.vertices(system).as_slice() {
        [only] => system.plan.owner_of(system.vertex(*only).id()),
        _ => None,
    };
    of_call.or_else(of_part).or_else(|| system.plan.owner.as_ref().map(crate::plan::TeamRef::as_str))
}

/// All acceptances, in the order of the plan.
pub(super) fn acceptances<'p>(input: &Input<'p>) -> Vec<Acceptance<'p>> {
    let accepted = input.system.plan.accepted();
    accepted
        .map(|(key, accepted)| {
            let mode = key.as_str().strip_prefix("failure-mode:");
            let is_described = |mode: &&str| input.system.plan.failure_modes().any(|(id, _)| id.as_str() == *mode);
            Acceptance {
                id: Some(key.as_str()),
                file: mode.filter(is_described).map(|mode| format!("runbooks/{}", runbook::file(mode))),
                ..acceptance(input, accepted)
            }
        })
        .collect()
}

pub(super) fn acceptance<'p>(input: &Input<'p>, accepted: &'p operations::Acceptance) -> Acceptance<'p> {
    Acceptance {
        id: None,
        file: None,
        owner: accepted.owner.as_ref().map(crate::plan::TeamRef::as_str),
        reason: accepted.reason.as_deref(),
        since: accepted.since,
        until: accepted.until,
        over: accepted.until.zip(input.study.today).is_some_and(|(until, today)| until < today),
    }
}

/// What journeys fail with and no failure mode strikes, in the order of the plan.
pub(super) fn uncovered<'p>(system: &System<'p>) -> Vec<Uncovered<'p>> {
    let places: Vec<Place<'p>> =
        system.plan.failure_modes().filter_map(|(_, mode)| mode.at.as_ref()).map(|at| Place::find(system, at.as_str())).collect();
    // A failure of everything, or of a whole zone, says nothing about one part.
    let covered: BTreeSet<_> = places
        .iter()
        .filter(|place| matches!(place, Place::Call(_) | Place::Vertex(_) | Place::Input(..)))
        .flat_map(|place| place.vertices(system))
        .collect();
    let part = |at: petgraph::graph::NodeIndex| {
        let vertex = system.vertex(at);
        let journeys: Vec<&str> = system
            .routes()
            .iter()
            .filter(|route| system.outcome(route, &[at]) == crate::graph::Outcome::Out)
            .map(|route| route.id)
            .collect();
        let third_party = system.hops_to(at).any(|(_, hop)| system.trust(hop) == Trust::ThirdParty);
        (!journeys.is_empty()).then(|| Uncovered { id: vertex.id(), owner: system.plan.owner_of(vertex.id()), third_party, journeys })
    };
    system.nodes().filter(|at| !covered.contains(at)).filter_map(part).collect()
}
