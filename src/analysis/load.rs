//! Requests a second at every node and call, from the journeys.

use super::compose::node_path;
use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{Hop, HopId, System};
use petgraph::graph::NodeIndex;

/// A rate at peak, in requests a second, and how it was got.
#[derive(Debug, Clone, PartialEq)]
pub struct PeakRate {
    /// Requests a second; a bound from below while facts are missing.
    pub per_second: f64,
    /// How it was got.
    pub how: Derivation,
}

/// How often a hop is made at peak, before any cache: as measured, else all journeys that take it.
pub fn hop_rate(system: &System<'_>, id: HopId) -> PeakRate {
    let hop = system.hop(id);
    if let Some(measured) = measured(hop) {
        return measured;
    }
    let mut rate = PeakRate { per_second: 0.0, how: Derivation::default() };
    for route in system.routes() {
        for stretch in route.from(hop.caller).iter().filter(|stretch| stretch.hop == Some(id)) {
            let per_request = route.visits(stretch.from) * stretch.per_visit;
            add(&mut rate, route.id, route.journey.peak(), per_request, &hop.id());
        }
    }
    rate
}

/// How often a node is asked at peak: as measured, else all journeys that come there, less what caches answer.
pub fn node_rate(system: &System<'_>, at: NodeIndex) -> PeakRate {
    let vertex = system.vertex(at);
    let mut rate = PeakRate { per_second: 0.0, how: Derivation::default() };
    if let Some(peak) = vertex.node().and_then(|node| node.load()).and_then(|load| load.peak.or(load.average)) {
        rate.per_second = peak.hz();
        rate.how.term(node_path(vertex).key("load"), format!("{}: {peak}, measured", vertex.id()), peak.hz());
        return rate;
    }
    for route in system.routes().iter().filter(|route| route.reaches(at)) {
        add(&mut rate, route.id, route.journey.peak(), route.visits(at), vertex.id());
    }
    rate
}

fn measured(hop: &Hop<'_>) -> Option<PeakRate> {
    let load = hop.call.load.as_ref()?;
    let peak = load.peak.or(load.reads).or(load.average)?;
    let mut how = Derivation::default();
    how.term(hop.at("load"), format!("{}: {peak}, measured", hop.id()), peak.hz());
    Some(PeakRate { per_second: peak.hz(), how })
}

fn add(rate: &mut PeakRate, journey: &str, peak: Option<crate::plan::value::Rate>, per_request: f64, what: &str) {
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
