//! Where each class of data rests, on which ways it travels, and whom it reaches.

use crate::document::Path;
use crate::graph::{HopId, System, Trust};
use crate::plan::data::Class;
use crate::plan::reference::ClassRef;
use crate::plan::value::Fact;
use petgraph::graph::NodeIndex;

/// The ways of one class of data, as far as the plan says.
#[derive(Debug, Clone)]
pub struct Flow<'p> {
    /// The class.
    pub class: &'p str,
    /// What the plan says of it.
    pub facts: &'p Class,
    /// The stores that hold it, caches in front of them included.
    pub rests: Vec<NodeIndex>,
    /// The calls that carry it.
    pub calls: Vec<HopId>,
    /// The channels that carry it.
    pub channels: Vec<NodeIndex>,
    /// Calls that carry it to another company.
    pub leaves: Vec<HopId>,
    /// Components that get it and say what they use, without it; with the place where they say so.
    pub unused: Vec<(&'p str, Path)>,
}

/// The flows of every class, in the order of the plan.
pub fn flows<'p>(system: &System<'p>) -> Vec<Flow<'p>> {
    system.plan.classes().map(|(id, facts)| flow(system, id.as_str(), facts)).collect()
}

fn names(fact: &Fact<Vec<ClassRef>>, class: &str) -> bool {
    fact.known().is_some_and(|named| named.iter().any(|name| name.as_str() == class))
}

fn flow<'p>(system: &System<'p>, class: &'p str, facts: &'p Class) -> Flow<'p> {
    let mut flow =
        Flow { class, facts, rests: Vec::new(), calls: Vec::new(), channels: Vec::new(), leaves: Vec::new(), unused: Vec::new() };
    let mut reached = Vec::new();
    for (id, hop) in system.hops().filter(|(_, hop)| names(&hop.call.carries, class)) {
        flow.calls.push(id);
        reached.push(hop.callee);
        if system.trust(hop) == Trust::ThirdParty {
            flow.leaves.push(id);
        }
        let cache = hop.call.cache.known().and_then(|cache| cache.store.as_ref()).and_then(|store| system.find(store.as_str()));
        flow.rests.extend(cache);
    }
    for at in system.nodes() {
        let vertex = system.vertex(at);
        if vertex.store().is_some_and(|store| names(&store.holds, class)) {
            flow.rests.push(at);
        }
        if let Some(channel) = vertex.channel().filter(|channel| names(&channel.carries, class)) {
            flow.channels.push(at);
            let consumers = channel.consumers.iter().flat_map(|consumers| consumers.0.keys());
            reached.extend(consumers.filter_map(|consumer| system.find(consumer.as_str())));
        }
    }
    flow.rests.sort_unstable();
    flow.rests.dedup();
    reached.sort_unstable();
    reached.dedup();
    flow.unused = reached.into_iter().filter_map(|at| without_use(system, at, class)).collect();
    flow
}

/// A component that says what it uses, and this is not among it.
fn without_use<'p>(system: &System<'p>, at: NodeIndex, class: &str) -> Option<(&'p str, Path)> {
    let vertex = system.vertex(at);
    let uses = &vertex.component()?.uses;
    let says_otherwise = !uses.is_unknown() && !names(uses, class);
    says_otherwise.then(|| (vertex.id(), Path::of(["map", "components", vertex.id(), "uses"])))
}
