//! Where something happens: the parts of a plan that a failure mode, a test or a decision can name.

use super::{Hop, HopId, Route, System, Vertex};
use crate::plan::Node;
use crate::plan::build::DynamicInput;
use crate::plan::reference::{ComponentRef, RegionRef, ZoneRef, ends};
use petgraph::graph::NodeIndex;

/// What a place names.
#[derive(Debug, Clone)]
pub enum Place<'p> {
    /// A call, or one operation of it: its hops, with one callee.
    Call(Vec<HopId>),
    /// A component, store or channel.
    Vertex(NodeIndex),
    /// A zone or a region: its zones.
    Domain(Vec<&'p str>),
    /// What changes behaviour without a deploy, and what reads it.
    Input(&'p DynamicInput, Vec<NodeIndex>),
    /// Everything.
    System,
    /// Nothing that the plan describes.
    Unknown,
}

impl<'p> Place<'p> {
    /// Finds what a text such as `api -> payments/charge`, `orders`, `eu-a` or `system` names.
    pub fn find(system: &System<'p>, text: &str) -> Self {
        if text == "system" {
            return Self::System;
        }
        if let Some((caller, callee)) = ends(text) {
            let (callee, operation) = callee.split_once('/').map_or((callee, None), |(callee, operation)| (callee, Some(operation)));
            let is_meant =
                |hop: &Hop<'_>| hop.key.ends() == Some((caller, callee)) && operation.is_none_or(|name| hop.operation == Some(name));
            let hops: Vec<HopId> = system.hops().filter(|(_, hop)| is_meant(hop)).map(|(id, _)| id).collect();
            return if hops.is_empty() { Self::Unknown } else { Self::Call(hops) };
        }
        if let Some(at) = system.find(text) {
            return Self::Vertex(at);
        }
        if let Some(input) = system.plan.build.as_ref().and_then(|build| build.dynamic_inputs.as_ref()).and_then(|inputs| inputs.get(text))
        {
            let readers = input.read_by.iter().flatten().filter_map(|reader| system.find(ComponentRef::as_str(reader)));
            return Self::Input(input, readers.collect());
        }
        let zones = zones(system, text);
        if zones.is_empty() { Self::Unknown } else { Self::Domain(zones) }
    }

    /// One word for what it is.
    pub fn kind(&self, system: &System<'_>) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Vertex(at) => match system.vertex(*at) {
                Vertex::Store(..) => "store",
                Vertex::Channel(..) => "channel",
                _ => "component",
            },
            Self::Domain(_) => "failure domain",
            Self::Input(..) => "dynamic input",
            Self::System => "system",
            Self::Unknown => "place",
        }
    }

    /// The vertices that are struck: the callee of a call, what stands in a zone, what reads an input.
    pub fn vertices(&self, system: &System<'_>) -> Vec<NodeIndex> {
        match self {
            Self::Call(hops) => hops.iter().map(|hop| system.hop(*hop).callee).take(1).collect(),
            Self::Vertex(at) => vec![*at],
            Self::Domain(zones) => {
                system.nodes().filter(|at| system.vertex(*at).node().is_some_and(|node| stands_in(node, zones))).collect()
            }
            Self::Input(_, readers) => readers.clone(),
            Self::System => system.nodes().collect(),
            Self::Unknown => Vec::new(),
        }
    }

    /// The vertices that are down when all of it is: of what stands in several zones, that of which too little is left.
    pub fn down(&self, system: &System<'_>) -> Vec<NodeIndex> {
        match self {
            Self::Domain(zones) => {
                system.nodes().filter(|at| system.vertex(*at).node().is_some_and(|node| falls_with(node, zones))).collect()
            }
            _ => self.vertices(system),
        }
    }

    /// Whether a journey comes here.
    pub fn is_on(&self, system: &System<'_>, route: &Route<'_>) -> bool {
        match self {
            Self::Call(hops) => route.hops().any(|hop| hops.contains(&hop)),
            Self::System => true,
            _ => self.vertices(system).iter().any(|at| route.reaches(*at)),
        }
    }

    /// The hops whose policies decide what a failure here does: the call itself, or all that arrive.
    pub fn hops_to<'s>(&self, system: &'s System<'p>) -> Vec<&'s Hop<'p>> {
        match self {
            Self::Call(hops) => hops.iter().map(|hop| system.hop(*hop)).collect(),
            Self::Vertex(at) => system.hops_to(*at).map(|(_, hop)| hop).collect(),
            _ => Vec::new(),
        }
    }
}

/// The zones of this name, or of the region of this name.
fn zones<'p>(system: &System<'p>, name: &str) -> Vec<&'p str> {
    let zones = system.plan.map.as_ref().and_then(|map| map.zones.as_ref()).into_iter().flat_map(|zones| zones.iter());
    let is_meant = |id: &str, region: Option<&str>| id == name || region == Some(name);
    zones.filter(|(id, zone)| is_meant(id.as_str(), zone.region.as_ref().map(RegionRef::as_str))).map(|(id, _)| id.as_str()).collect()
}

fn stands_in(node: &dyn Node, zones: &[&str]) -> bool {
    let stated = node.instances().and_then(|instances| instances.zones.as_ref());
    stated.is_some_and(|stated| stated.0.keys().map(ZoneRef::as_str).any(|zone| zones.contains(&zone)))
}

/// Whether fewer instances than needed are left without these zones. Without counts each zone has an even share, rounded up.
fn falls_with(node: &dyn Node, zones: &[&str]) -> bool {
    let Some((instances, stated)) = node.instances().and_then(|instances| Some((instances, instances.zones.as_ref()?))) else {
        return false;
    };
    let places = stated.0.len() as u64;
    let total = instances.min.map_or(places, |count| count.0);
    let even = total.div_ceil(places.max(1));
    let lost: u64 = stated
        .0
        .iter()
        .filter(|(zone, _)| zones.contains(&zone.as_str()))
        .map(|(_, share)| share.count.map_or(even, |count| count.0))
        .sum();
    lost > 0 && total.saturating_sub(lost) < instances.needs.map_or(1, |count| count.0)
}
