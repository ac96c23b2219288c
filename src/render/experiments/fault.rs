//! What is broken, between which two parts, and how.

use super::struck;
use crate::analysis::effective::total_timeout;
use crate::graph::{Hop, HopId, System};
use crate::plan::map::{FailureKind, FailureMode};
use crate::plan::validation::Scenario;
use crate::plan::value::{Duration, Limit};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// What a proxy between two parts does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub(super) struct Fault {
    /// The name of the proxy.
    pub proxy: String,
    /// The call that goes through it.
    pub call: String,
    /// What happens to the call.
    pub kind: Kind,
    /// How much later answers come.
    pub latency_ms: Option<u64>,
    /// The share of connections that break, in percent.
    pub share: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "FaultKind")]
pub(super) enum Kind {
    Down,
    Slow,
    Error,
}

/// What no proxy can do: the words that a program of the team is called with.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ByHand {
    /// What is done: `down`, `slow`, `errors`, `traffic`, `zone-lost`, `cold` or `set`.
    pub what: &'static str,
    /// To what, and how much of it.
    pub of: String,
}

/// All that is broken in one experiment.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Faults {
    /// What proxies between two parts do.
    pub proxied: Vec<Fault>,
    /// What a program of the team has to do.
    pub by_hand: Vec<ByHand>,
    /// The hops that are struck.
    #[serde(skip)]
    pub hops: Vec<HopId>,
}

impl Faults {
    pub(super) fn is_empty(&self) -> bool {
        self.proxied.is_empty() && self.by_hand.is_empty()
    }

    /// Breaks all hops to a place; whether there were any.
    fn strike(&mut self, system: &System<'_>, place: &str, fault: impl Fn(&Hop<'_>) -> Option<Fault>) -> bool {
        let hops = struck(system, place);
        let mut found = false;
        for id in hops {
            let Some(fault) = fault(system.hop(id)) else { continue };
            found = true;
            self.hops.push(id);
            // Operations of one call go through one proxy: the worst of them counts.
            match self.proxied.iter_mut().find(|known| known.proxy == fault.proxy) {
                Some(known) => known.latency_ms = known.latency_ms.max(fault.latency_ms),
                None => self.proxied.push(fault),
            }
        }
        found
    }

    fn hand(&mut self, what: &'static str, of: impl Into<String>) {
        self.by_hand.push(ByHand { what, of: of.into() });
    }
}

/// A failure mode, where it is one that a proxy can bring about.
pub(super) fn of_mode(system: &System<'_>, mode: &FailureMode) -> Faults {
    let mut faults = Faults::default();
    let Some((at, kind)) = mode.at.as_ref().zip(mode.kind) else { return faults };
    match kind {
        FailureKind::Down => faults.strike(system, at.as_str(), |hop| Some(down(hop))),
        FailureKind::Slow => faults.strike(system, at.as_str(), |hop| slow(system, hop, None)),
        FailureKind::Error => faults.strike(system, at.as_str(), |hop| Some(error(hop, 100))),
        _ => false,
    };
    faults
}

/// What an experiment of the plan breaks.
pub(super) fn of_scenario(system: &System<'_>, scenario: &Scenario) -> Faults {
    let mut faults = Faults::default();
    for place in scenario.down.iter().flatten() {
        if !faults.strike(system, place.as_str(), |hop| Some(down(hop))) {
            faults.hand("down", place.as_str());
        }
    }
    for (place, factor) in scenario.slow.iter().flat_map(|slow| slow.iter()) {
        if !faults.strike(system, place.as_str(), |hop| slow(system, hop, Some(factor.0))) {
            faults.hand("slow", format!("{place} {factor}"));
        }
    }
    for (place, share) in scenario.errors.iter().flat_map(|errors| errors.iter()) {
        if !faults.strike(system, place.as_str(), |hop| Some(error(hop, percent(share.share())))) {
            faults.hand("errors", format!("{place} {share}"));
        }
    }
    for (journey, factor) in scenario.traffic.iter().flat_map(|traffic| traffic.iter()) {
        faults.hand("traffic", format!("{journey} {factor}"));
    }
    for zone in scenario.zones_lost.iter().flatten() {
        faults.hand("zone-lost", zone.as_str());
    }
    for store in scenario.cold.iter().flatten() {
        faults.hand("cold", store.as_str());
    }
    for (field, value) in scenario.set.iter().flat_map(|set| set.iter()) {
        faults.hand("set", format!("{field} = {value}"));
    }
    faults
}

fn down(hop: &Hop<'_>) -> Fault {
    Fault { proxy: words::slug(hop.call_id()), call: hop.call_id().to_owned(), kind: Kind::Down, latency_ms: None, share: 100 }
}

fn error(hop: &Hop<'_>, share: u64) -> Fault {
    Fault { kind: Kind::Error, share, ..down(hop) }
}

/// So many times its p99; where nobody says how much, as late as the caller gives up. `None`: neither is known.
fn slow(system: &System<'_>, hop: &Hop<'_>, factor: Option<f64>) -> Option<Fault> {
    let own = hop.call.latency.as_ref().and_then(|latency| latency.p99);
    let of_callee = || system.vertex(hop.callee).node().and_then(|node| node.latency()).and_then(|latency| latency.p99);
    let factored = factor.and_then(|factor| Some(own.or_else(of_callee)?.times((factor - 1.0).max(0.0))));
    let given_up = || total_timeout(hop).and_then(|timeout| if let Limit::At(timeout) = timeout.value { Some(timeout) } else { None });
    let latency = factored.or_else(given_up)?;
    Some(Fault { kind: Kind::Slow, latency_ms: Some(whole(latency)), ..down(hop) })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a time is not negative, and `as` saturates
fn whole(time: Duration) -> u64 {
    time.ms().ceil() as u64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 100
fn percent(share: f64) -> u64 {
    (share * 100.0).round().clamp(0.0, 100.0) as u64
}
