//! From the plan to the graph.

use super::{Hop, HopId, Link, System, Vertex, route};
use crate::plan::reference::{self, ChannelRef, PlaceRef};
use crate::plan::{CallKey, Plan};
use indexmap::IndexMap;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn system(plan: &Plan) -> System<'_> {
    let mut system = System {
        plan,
        graph: DiGraph::new(),
        by_id: IndexMap::new(),
        hops: Vec::new(),
        failure_modes: BTreeMap::new(),
        routes: Vec::new(),
    };
    add_nodes(&mut system);
    add_calls(&mut system);
    add_channels(&mut system);
    add_hosts(&mut system);
    add_failure_modes(&mut system);
    add_journeys(&mut system);
    system
}

impl<'p> System<'p> {
    fn add(&mut self, vertex: Vertex<'p>) -> NodeIndex {
        let at = self.graph.add_node(vertex);
        self.by_id.entry(vertex.id()).or_insert(at);
        at
    }

    /// The end of a call: a node of this plan, or one of an included system, which stands for itself.
    fn end(&mut self, id: &'p str) -> Option<NodeIndex> {
        match self.find(id) {
            Some(at) => Some(at),
            None if id.contains(':') => Some(self.add(Vertex::Foreign(id))),
            None => None,
        }
    }

    fn connect(&mut self, from: Option<NodeIndex>, to: Option<NodeIndex>, link: Link) {
        if let (Some(from), Some(to)) = (from, to) {
            self.graph.add_edge(from, to, link);
        }
    }
}

fn add_nodes(system: &mut System<'_>) {
    let plan = system.plan;
    for (id, component) in plan.components() {
        system.add(Vertex::Component(id.as_str(), component));
    }
    for (id, store) in plan.stores() {
        system.add(Vertex::Store(id.as_str(), store));
    }
    for (id, channel) in plan.channels() {
        system.add(Vertex::Channel(id.as_str(), channel));
    }
}

fn add_calls(system: &mut System<'_>) {
    let plan = system.plan;
    for (key, call) in plan.calls() {
        let Some((caller, callee)) = key.ends() else { continue };
        let (Some(caller), Some(callee)) = (system.end(caller), system.end(callee)) else { continue };
        match call.operations.as_ref().filter(|operations| !operations.is_empty()) {
            Some(operations) => {
                for (name, operation) in operations {
                    add_hop(system, Hop::of_operation(key, call, name, operation, caller, callee));
                }
            }
            None => add_hop(system, Hop::of_call(key, call, caller, callee)),
        }
    }
}

fn add_hop<'p>(system: &mut System<'p>, hop: Hop<'p>) {
    let id = HopId(system.hops.len());
    let cache = hop.call.cache.known().and_then(|cache| cache.store.as_ref()).and_then(|store| system.find(store.as_str()));
    system.graph.add_edge(hop.caller, hop.callee, Link::Calls(id));
    system.connect(Some(hop.caller), cache, Link::Caches(id));
    system.hops.push(hop);
}

fn add_channels(system: &mut System<'_>) {
    let plan = system.plan;
    for (id, channel) in plan.channels() {
        let at = system.find(id.as_str());
        let broker = channel.broker.as_ref().and_then(|broker| system.find(broker.as_str()));
        system.connect(at, broker, Link::CarriedBy);
        for producer in channel.producers.iter().flat_map(|producers| producers.0.keys()) {
            system.connect(system.find(producer.as_str()), at, Link::Publishes);
        }
        for consumer in channel.consumers.iter().flat_map(|consumers| consumers.0.keys()) {
            system.connect(at, system.find(consumer.as_str()), Link::Delivers);
        }
        let consumers = channel.consumers.iter().flat_map(|consumers| consumers.0.values());
        let dead_letters: BTreeSet<&str> = consumers.filter_map(|consumer| consumer.dead_letter.known()).map(ChannelRef::as_str).collect();
        for dead in dead_letters {
            system.connect(at, system.find(dead), Link::DeadLetters);
        }
    }
}

fn add_hosts(system: &mut System<'_>) {
    let plan = system.plan;
    for (id, component) in plan.components() {
        let host = component.runs_in.as_ref().and_then(|host| system.find(host.as_str()));
        system.connect(system.find(id.as_str()), host, Link::RunsIn);
    }
    for (id, store) in plan.stores() {
        let server = store.within.as_ref().and_then(|server| system.find(server.as_str()));
        system.connect(system.find(id.as_str()), server, Link::Within);
    }
}

/// A failure mode of a call strikes at its callee, seen from the caller.
fn add_failure_modes(system: &mut System<'_>) {
    let plan = system.plan;
    for (id, mode) in plan.failure_modes() {
        let at = system.graph.add_node(Vertex::FailureMode(id.as_str(), mode));
        let Some(place) = mode.at.as_ref().map(PlaceRef::as_str) else { continue };
        let call = place.split('/').next().unwrap_or(place);
        let struck = match reference::ends(call) {
            Some((_, callee)) => system.find(callee),
            None => system.find(place),
        };
        system.connect(Some(at), struck, Link::Strikes);
        // A call is known by its canonical spelling, and so is what is no call.
        system.failure_modes.entry(CallKey(place.to_owned()).to_string()).or_default().push((id, mode));
    }
}

fn add_journeys(system: &mut System<'_>) {
    let plan = system.plan;
    for (id, journey) in plan.journeys() {
        let at = system.graph.add_node(Vertex::Journey(id.as_str(), journey));
        for entry in journey.entries() {
            system.connect(Some(at), system.find(entry.as_str()), Link::Enters);
        }
        let route = route::of(system, id.as_str(), journey);
        system.routes.push(route);
    }
}
