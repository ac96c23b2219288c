//! Requests a second at every node and call, from the journeys.

use super::compose::node_path;
use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, System};
use crate::plan::goals::Journey;
use crate::plan::value::Rate;
use petgraph::graph::NodeIndex;

/// Which traffic is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The mean over a month.
    Average,
    /// The busiest minute of a normal month.
    Peak,
}

impl Moment {
    /// What a journey makes then; `None`: the plan does not say.
    pub fn of(self, journey: &Journey) -> Option<Rate> {
        match self {
            Self::Average => journey.traffic.as_ref()?.average,
            Self::Peak => journey.peak(),
        }
    }
}

/// A rate in requests a second, and how it was got.
#[derive(Debug, Clone, PartialEq)]
pub struct Requests {
    /// Requests a second; a bound from below while facts are missing.
    pub per_second: f64,
    /// How it was got.
    pub how: Derivation,
}

impl Requests {
    fn none() -> Self {
        Self { per_second: 0.0, how: Derivation::default() }
    }
}

/// How often a hop is made at peak, before any cache: as measured, else all journeys that take it.
pub fn hop_rate(system: &System<'_>, id: HopId) -> Requests {
    let hop = system.hop(id);
    if let Some(measured) = measured(hop) {
        return measured;
    }
    let mut rate = Requests::none();
    for route in system.routes() {
        for stretch in route.from(hop.caller).iter().filter(|stretch| stretch.hop == Some(id)) {
            let per_request = route.visits(stretch.from) * stretch.per_visit;
            add(&mut rate, route.id, route.journey.peak(), per_request, hop.id());
        }
    }
    rate
}

/// How often a node is asked at peak: as measured, else all journeys that come there, less what caches answer.
///
/// A broker is asked once for each message of the channels that it carries.
pub fn node_rate(system: &System<'_>, at: NodeIndex) -> Requests {
    let vertex = system.vertex(at);
    let mut rate = Requests::none();
    if let Some(peak) = measured_at(system, at) {
        rate.per_second = peak.hz();
        rate.how.term(node_path(vertex).key("load"), format!("{}: {peak}, measured", vertex.id()), peak.hz());
        return rate;
    }
    for route in system.routes() {
        for place in std::iter::once(at).chain(system.carried_by(at)).filter(|place| route.reaches(*place)) {
            add(&mut rate, route.id, route.journey.peak(), route.visits(place), system.vertex(place).id());
        }
    }
    rate
}

/// How often a node is asked at peak, in requests a second, as [`node_rate`] but without telling how; `None` while facts are
/// missing.
pub fn peak_of(system: &System<'_>, at: NodeIndex) -> Option<f64> {
    match measured_at(system, at) {
        Some(peak) => Some(peak.hz()),
        None => system.routes().iter().map(|route| rate_of(system, route, at, Moment::Peak)).sum(),
    }
}

/// What was measured at a node.
fn measured_at(system: &System<'_>, at: NodeIndex) -> Option<Rate> {
    let load = system.vertex(at).node()?.load()?;
    load.peak.or(load.average)
}

/// How often a journey asks a node, in requests a second; `None` while its traffic is not stated.
pub fn rate_of(system: &System<'_>, route: &Route<'_>, at: NodeIndex, moment: Moment) -> Option<f64> {
    let visits: f64 = std::iter::once(at).chain(system.carried_by(at)).map(|place| route.visits(place)).sum();
    if visits > 0.0 { Some(moment.of(route.journey)?.hz() * visits) } else { Some(0.0) }
}

fn measured(hop: &Hop<'_>) -> Option<Requests> {
    let load = hop.call.load.as_ref()?;
    let peak = load.peak.or(load.reads).or(load.average)?;
    let mut how = Derivation::default();
    how.term(hop.at("load"), format!("{}: {peak}, measured", hop.id()), peak.hz());
    Some(Requests { per_second: peak.hz(), how })
}

fn add(rate: &mut Requests, journey: &str, peak: Option<Rate>, per_request: f64, what: &str) {
    let path = Path::of(["goals", "journeys", journey, "traffic"]);
    match peak {
        Some(peak) => {
            rate.per_second += peak.hz() * per_request;
            let times = crate::plan::value::Number(per_request);
            rate.how.term(path, format!("{journey}: {peak} × {times} to {what} a request"), peak.hz() * per_request);
        }
        None => rate.how.lacks(path),
    }
}
