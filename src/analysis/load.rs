//! Requests a second at every node and call, from the journeys.

use super::compose::node_path;
use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{Hop, HopId, Link, Route, System, Vertex};
use crate::plan::goals::Journey;
use crate::plan::node::Load;
use crate::plan::value::Rate;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

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
#[derive(Debug, Clone)]
pub struct Requests<'p> {
    /// Requests a second; a bound from below while facts are missing.
    pub per_second: f64,
    /// How it was got.
    pub how: Derivation,
    /// The journeys that bring them, also where the rate is measured.
    pub shares: Vec<Share<'p>>,
}

/// What a journey brings to a node or call.
#[derive(Debug, Clone, Copy)]
pub struct Share<'p> {
    /// Its id.
    pub id: &'p str,
    /// The journey.
    pub journey: &'p Journey,
    /// How often one of its requests comes there.
    pub per_request: f64,
}

impl<'p> Requests<'p> {
    fn none() -> Self {
        Self { per_second: 0.0, how: Derivation::default(), shares: Vec::new() }
    }

    /// The same journeys, with a rate that was measured in place of the computed one.
    fn measured(self, path: Path, what: &str, rate: Rate) -> Self {
        let mut how = Derivation::default();
        how.term(path, format!("{what}: {rate}, measured"), rate.hz());
        Self { per_second: rate.hz(), how, shares: self.shares }
    }

    fn add(&mut self, route: &Route<'p>, per_request: f64, what: &str) {
        let path = Path::of(["goals", "journeys", route.id, "traffic"]);
        match route.journey.peak() {
            Some(peak) => {
                self.per_second += peak.hz() * per_request;
                let times = crate::plan::value::Number(per_request);
                self.how.term(path, format!("{}: {peak} × {times} to {what} a request", route.id), peak.hz() * per_request);
            }
            None => self.how.lacks(path),
        }
        match self.shares.last_mut().filter(|share| share.id == route.id) {
            Some(share) => share.per_request += per_request,
            None => self.shares.push(Share { id: route.id, journey: route.journey, per_request }),
        }
    }
}

/// How often a hop is made at peak, before any cache: as measured, else all journeys that take it.
pub fn hop_rate<'p>(system: &System<'p>, id: HopId) -> Requests<'p> {
    let hop = system.hop(id);
    let mut rate = Requests::none();
    for route in system.routes() {
        for stretch in route.from(hop.caller).iter().filter(|stretch| stretch.hop == Some(id)) {
            rate.add(route, route.visits(stretch.from) * stretch.per_visit, hop.id());
        }
    }
    match measured_on(hop) {
        Some(peak) => rate.measured(hop.at("load"), hop.id(), peak),
        None => rate,
    }
}

/// What was measured on a hop. The load of a call is that of all its operations, not of each.
fn measured_on(hop: &Hop<'_>) -> Option<Rate> {
    let load = hop.call.load.as_ref().filter(|_| hop.says_itself("load"));
    load.and_then(|load| load.peak.or(load.reads).or(load.average))
}

/// How often a hop is made at peak, without telling how that was got.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HopPeak {
    /// Requests a second.
    pub per_second: f64,
    /// Whether all facts are known; otherwise it is a bound from below. A hop that no journey takes has no known rate.
    pub complete: bool,
}

/// How often each hop is made at peak, before any cache, in the order of the plan: [`hop_rate`] of all at once.
pub fn hop_peaks(system: &System<'_>) -> Vec<HopPeak> {
    let mut peaks: Vec<HopPeak> = system.hops().map(|_| HopPeak { per_second: 0.0, complete: true }).collect();
    let mut taken = vec![false; peaks.len()];
    for route in system.routes() {
        let peak = route.journey.peak().map(Rate::hz);
        for stretch in &route.stretches {
            let Some(id) = stretch.hop else { continue };
            if let (Some(found), Some(taken)) = (peaks.get_mut(id.index()), taken.get_mut(id.index())) {
                found.per_second += peak.unwrap_or_default() * route.visits(stretch.from) * stretch.per_visit;
                found.complete &= peak.is_some();
                *taken = true;
            }
        }
    }
    for ((id, hop), taken) in system.hops().zip(taken) {
        let Some(found) = peaks.get_mut(id.index()) else { continue };
        match measured_on(hop) {
            Some(peak) => *found = HopPeak { per_second: peak.hz(), complete: true },
            None => found.complete &= taken,
        }
    }
    peaks
}

/// How often a node is asked at peak: as measured, else all journeys that come there, less what caches answer.
///
/// A broker is asked once for each message of the channels that it carries.
pub fn node_rate<'p>(system: &System<'p>, at: NodeIndex) -> Requests<'p> {
    let vertex = system.vertex(at);
    let mut rate = Requests::none();
    for route in system.routes() {
        for place in std::iter::once(at).chain(system.carried_by(at)).filter(|place| route.reaches(*place)) {
            rate.add(route, route.visits(place), system.vertex(place).id());
        }
    }
    match measured_at(system, at) {
        Some((peak, path)) => rate.measured(path, vertex.id(), peak),
        None => rate,
    }
}

/// How often a node is asked at peak, in requests a second, as [`node_rate`] but without telling how; `None` while facts are
/// missing.
pub fn peak_of(system: &System<'_>, at: NodeIndex) -> Option<f64> {
    match measured_at(system, at) {
        Some((peak, _)) => Some(peak.hz()),
        None => system.routes().iter().map(|route| rate_of(system, route, at, Moment::Peak)).sum(),
    }
}

/// What was measured at a node, and where that stands: its own load, or what was put into the channels that feed it alone.
fn measured_at(system: &System<'_>, at: NodeIndex) -> Option<(Rate, Path)> {
    let vertex = system.vertex(at);
    let of = |vertex: Vertex<'_>, load: Option<&Load>| Some((load?.peak.or(load?.average)?, node_path(vertex).key("load")));
    match vertex.node() {
        Some(node) => of(vertex, node.load()).or_else(|| delivered_to(system, at)),
        None => of(vertex, vertex.channel()?.load.as_ref()),
    }
}

/// The messages that reach a node which nobody calls and no journey enters; `None` where one of its channels was not measured.
fn delivered_to(system: &System<'_>, at: NodeIndex) -> Option<(Rate, Path)> {
    let mut found: Option<(f64, Path)> = None;
    for edge in system.graph().edges_directed(at, Direction::Incoming) {
        match edge.weight() {
            Link::Calls(_) | Link::Enters | Link::Caches(_) => return None,
            Link::Delivers => {
                let vertex = system.vertex(edge.source());
                let load = vertex.channel()?.load.as_ref()?;
                let rate = load.peak.or(load.average)?.hz();
                let (sum, path) = found.unwrap_or((0.0, node_path(vertex).key("load")));
                found = Some((sum + rate, path));
            }
            _ => {}
        }
    }
    found.map(|(rate, path)| (Rate::per_second(rate), path))
}

/// How often a journey asks a node, in requests a second; `None` while its traffic is not stated.
pub fn rate_of(system: &System<'_>, route: &Route<'_>, at: NodeIndex, moment: Moment) -> Option<f64> {
    let visits: f64 = std::iter::once(at).chain(system.carried_by(at)).map(|place| route.visits(place)).sum();
    if visits > 0.0 { Some(moment.of(route.journey)?.hz() * visits) } else { Some(0.0) }
}
