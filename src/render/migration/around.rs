//! What stands around a migration: who uses its stores, which journeys must not notice, what fills the new one and how long
//! that takes.

use crate::analysis::load::hop_rate;
use crate::graph::{Place, System};
use crate::plan::build::Deploy;
use crate::plan::data::StoreKey;
use crate::plan::map::FailureMode;
use crate::plan::reference::PathRef;
use crate::plan::validation::{Test, TestKind};
use crate::plan::value::{Duration, Fact, Rate};
use crate::plan::{Entity, Plan};
use crate::render::adr::Name;
use crate::render::design_doc::rate;
use crate::render::{runbook, words};
use schemars::JsonSchema;
use serde::Serialize;

/// A call to one of the stores.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct User<'p> {
    /// The call.
    call: String,
    /// Who calls.
    caller: &'p str,
    /// The team that has to change it.
    owner: Option<&'p str>,
    /// Whether it changes anything.
    mutates: Option<bool>,
    /// Calls a second at peak.
    peak: String,
    /// How the caller is released.
    deploy: Option<&'p Deploy>,
}

/// Bulk work, and how long it takes for all that is there.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Copying {
    /// The call.
    call: String,
    /// What bounds it.
    throttle: Fact<String>,
    /// How many rows there are at most, by the highest key.
    rows: Option<String>,
    /// How long it takes for that many at least.
    takes: Option<String>,
}

/// A failure mode at one of the stores.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ModeAtStore")]
pub(super) struct Mode<'p> {
    /// Its id.
    id: &'p str,
    /// Its runbook, from the folder of migrations.
    file: String,
    /// What the plan says of it.
    facts: &'p FailureMode,
}

/// A test that rehearses it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Rehearsal<'p> {
    /// Its id.
    id: &'p str,
    /// What the plan says of it.
    facts: &'p Test,
}

pub(super) fn users<'p>(system: &System<'p>, stores: &[&str]) -> Vec<User<'p>> {
    let is_here = |callee| stores.contains(&system.vertex(callee).id());
    let hops = system.hops().filter(|(_, hop)| is_here(hop.callee));
    hops.map(|(id, hop)| {
        let caller = system.vertex(hop.caller).id();
        User {
            call: hop.id().to_owned(),
            caller,
            owner: system.plan.owner_of(caller),
            mutates: hop.call.mutates,
            peak: rate(&hop_rate(system, id)),
            deploy: system.plan.deploys().find(|(id, _)| id.as_str() == caller).map(|(_, deploy)| deploy),
        }
    })
    .collect()
}

/// Their ids, and what they are called.
pub(super) fn journeys<'p>(system: &System<'p>, stores: &[&str]) -> Vec<(&'p str, String)> {
    let at: Vec<_> = stores.iter().filter_map(|store| system.find(store)).collect();
    let routes = system.routes().iter().filter(|route| at.iter().any(|at| route.reaches(*at)));
    routes.map(|route| (route.id, words::title(route.id, route.journey.title()))).collect()
}

/// The keys of a store that count up, each with the store and its column.
pub(super) fn keys<'p>(plan: &'p Plan, store: &'p str) -> Vec<(&'p str, &'p str, &'p StoreKey)> {
    let keys = plan.store(store).and_then(|facts| facts.keys.as_ref()).into_iter().flat_map(|keys| keys.iter());
    keys.filter(|(_, key)| key.current.is_some()).map(|(column, key)| (store, column.as_str(), key)).collect()
}

/// The bulk calls of these stores. The highest key of any of them bounds the rows from above.
pub(super) fn copying(system: &System<'_>, stores: &[&str]) -> Vec<Copying> {
    let highest = stores.iter().flat_map(|store| keys(system.plan, store)).filter_map(|(_, _, key)| key.current);
    let rows = highest.map(|current| current.0).reduce(f64::max);
    let is_here = |callee| stores.contains(&system.vertex(callee).id());
    let hops = system.hops().filter(|(_, hop)| hop.call.bulk == Some(true) && is_here(hop.callee));
    hops.map(|(_, hop)| {
        let bound = hop.call.throttle.known().and_then(|throttle| throttle.parse::<Rate>().ok());
        let takes = bound.zip(rows).filter(|(bound, _)| bound.hz() > 0.0);
        Copying {
            call: hop.id().to_owned(),
            throttle: hop.call.throttle.clone(),
            rows: rows.map(words::figure),
            takes: takes.map(|(bound, rows)| Duration::from_secs(rows / bound.hz()).spoken()),
        }
    })
    .collect()
}

pub(super) fn modes<'p>(system: &System<'p>, stores: &[&str]) -> Vec<Mode<'p>> {
    let strikes = |mode: &FailureMode| {
        let place = mode.at.as_ref().map_or(Place::Unknown, |at| Place::find(system, at.as_str()));
        matches!(place, Place::Call(_) | Place::Vertex(_))
            && place.vertices(system).iter().any(|at| stores.contains(&system.vertex(*at).id()))
    };
    let modes = system.plan.failure_modes().filter(|(_, mode)| strikes(mode));
    modes.map(|(id, facts)| Mode { id: id.as_str(), file: format!("../runbooks/{}", runbook::file(id.as_str())), facts }).collect()
}

/// Tests of the kind `migration` of these stores, or of the migration itself.
pub(super) fn tests<'p>(plan: &'p Plan, id: &str, stores: &[&str]) -> Vec<Rehearsal<'p>> {
    let is_of = |path: &PathRef| {
        let last = path.as_str().rsplit('.').next().unwrap_or_default();
        stores.contains(&last) || last == id
    };
    let tests = plan.tests().filter(|(_, test)| test.kind == Some(TestKind::Migration) && test.of.iter().flatten().any(is_of));
    tests.map(|(id, facts)| Rehearsal { id: id.as_str(), facts }).collect()
}

/// The decisions that say that they are about one of these stores.
pub(super) fn decisions<'p>(plan: &Plan, stores: &[&str], names: &'p [Name]) -> Vec<&'p Name> {
    let is_of = |path: &PathRef| {
        let path = path.as_str();
        stores.contains(&path.strip_prefix("data.stores.").map_or(path, |rest| rest.split('.').next().unwrap_or(rest)))
    };
    let about = plan.decisions().zip(names).filter(|((_, decision), _)| decision.about.iter().flatten().any(is_of));
    about.map(|(_, name)| name).collect()
}
