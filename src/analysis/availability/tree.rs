//! From the way of a journey to its fault tree.

use super::{Change, Unknown, instances};
use crate::analysis::compose::node_path;
use crate::analysis::fault_tree::{FaultTree, Node};
use crate::document::Path;
use crate::graph::{Hop, Link, Route, System, Vertex};
use crate::plan::contracts::Publish;
use crate::plan::map::OnDown;
use crate::plan::value::Fact;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A fault tree while it is built.
pub(super) struct Builder<'s, 'p> {
    pub(super) system: &'s System<'p>,
    /// What is tried out, where something is.
    pub(super) changes: &'s [Change],
    pub(super) tree: FaultTree,
    pub(super) sources: Vec<Path>,
    pub(super) unknown: Vec<Unknown>,
    pub(super) names: BTreeMap<String, Node>,
    pub(super) zones: BTreeMap<String, Node>,
    /// What is down when a vertex can't do its work.
    down: BTreeMap<NodeIndex, Node>,
}

pub(super) struct Built {
    pub(super) tree: FaultTree,
    pub(super) top: Node,
    pub(super) sources: Vec<Path>,
    pub(super) unknown: Vec<Unknown>,
}

/// The fault tree of a journey: its entries fail, or the system as a whole does.
pub(super) fn build(system: &System<'_>, route: &Route<'_>, changes: &[Change]) -> Built {
    let mut builder = Builder {
        system,
        changes,
        tree: FaultTree::new(),
        sources: Vec::new(),
        unknown: Vec::new(),
        names: BTreeMap::new(),
        zones: BTreeMap::new(),
        down: BTreeMap::new(),
    };
    let mut callers: Vec<NodeIndex> = route.entries.clone();
    callers.extend(route.stretches.iter().map(|stretch| stretch.from));
    // A route lists callers before callees, so from its end all that is called stands already.
    for at in callers.into_iter().rev() {
        if !builder.down.contains_key(&at) {
            let down = builder.vertex(route, at);
            builder.down.insert(at, down);
        }
    }
    let mut top: Vec<Node> = route.entries.iter().map(|entry| builder.is_down(*entry)).collect();
    top.extend(builder.failure_modes("system", "system", Some(route.id)));
    let top = builder.any(route.id, top);
    Built { tree: builder.tree, top, sources: builder.sources, unknown: builder.unknown }
}

impl Builder<'_, '_> {
    /// Down when any of the inputs is; a gate that is made for it gets this name.
    pub(super) fn any(&mut self, name: &str, inputs: impl IntoIterator<Item = Node>) -> Node {
        let before = self.tree.gates().len();
        let node = self.tree.or(inputs);
        if self.tree.gates().len() > before {
            self.tree.name(node, name);
        }
        node
    }

    /// What is down when a vertex is; what nothing calls from stands for itself.
    fn is_down(&mut self, at: NodeIndex) -> Node {
        if let Some(down) = self.down.get(&at) {
            return *down;
        }
        let down = self.itself(at);
        self.down.insert(at, down);
        down
    }

    /// A vertex with its hard calls, its groups of alternatives and its direct publishing.
    fn vertex(&mut self, route: &Route<'_>, at: NodeIndex) -> Node {
        let mut inputs = vec![self.itself(at)];
        let mut groups: Vec<(String, Vec<Node>)> = Vec::new();
        for stretch in route.from(at).iter().filter(|stretch| !stretch.closes_cycle) {
            let Some(id) = stretch.hop else {
                inputs.extend(self.direct_broker(stretch.to));
                continue;
            };
            if self.changes.contains(&Change::Soften(id)) {
                continue;
            }
            let hop = self.system.hop(id);
            let failed = self.hop(hop);
            match &hop.call.any_of {
                Some(group) => match groups.iter_mut().find(|(name, _)| name == group.as_str()) {
                    Some((_, members)) => members.push(failed),
                    None => groups.push((group.to_string(), vec![failed])),
                },
                None if hop.is_hard() => inputs.push(failed),
                None => inputs.extend(self.without_fallback(hop, failed)),
            }
        }
        for (group, members) in groups {
            let needed = self.system.needed(&group).min(members.len() as u64);
            inputs.push(self.tree.group(u32::try_from(needed).unwrap_or(u32::MAX), members));
        }
        self.any(self.system.vertex(at).id(), inputs)
    }

    /// A vertex by itself: what it runs in, its zones and instances or its published availability, its failure modes.
    fn itself(&mut self, at: NodeIndex) -> Node {
        let mut inputs = Vec::new();
        let mut chain = vec![at];
        let mut next = 0;
        while let Some(&here) = chain.get(next) {
            next += 1;
            let hosts: Vec<NodeIndex> =
                [Link::RunsIn, Link::Within].into_iter().flat_map(|link| self.system.linked(here, link, Direction::Outgoing)).collect();
            if hosts.is_empty() {
                inputs.extend(self.own(here));
            }
            let id = self.system.vertex(here).id();
            inputs.extend(self.failure_modes(id, id, None));
            chain.extend(hosts.into_iter().filter(|host| !chain.contains(host)).collect::<Vec<_>>());
        }
        self.any(self.system.vertex(at).id(), inputs)
    }

    /// The availability of a node or of its instances.
    fn own(&mut self, at: NodeIndex) -> Option<Node> {
        let vertex = self.system.vertex(at);
        let node = vertex.node()?;
        let path = node_path(vertex);
        let doubled = self.changes.contains(&Change::Double(at));
        if let Some(availability) = node.availability() {
            let source = path.key("availability");
            let q = availability.rest();
            return Some(if doubled { instances::pair(self, vertex.id(), q, &source) } else { self.event(vertex.id(), q, source) });
        }
        let extra = instances::Extra { instance: doubled, zone: self.changes.contains(&Change::AddZone(at)) };
        if node.instances().is_none() && vertex.is_users() {
            return None;
        }
        let group = node.instances().and_then(|facts| instances::group(self, vertex.id(), &path, facts, extra));
        Some(group.unwrap_or_else(|| self.unknown(vertex.id(), path.key("availability"))))
    }

    /// A hop fails with its callee, by itself, or with a cache that it can't do without.
    fn hop(&mut self, hop: &Hop<'_>) -> Node {
        let mut inputs = vec![self.is_down(hop.callee)];
        match (hop.call.availability, self.system.vertex(hop.callee)) {
            (Some(availability), _) => {
                inputs.push(self.event(&format!("the call {}", hop.id()), availability.rest(), hop.at("availability")));
            }
            // Of what stands in another plan, only the call can say how often it is down.
            (None, Vertex::Foreign(id)) => inputs.push(self.unknown(id, hop.at("availability"))),
            (None, _) => {}
        }
        inputs.extend(self.failure_modes(hop.call_id(), hop.call_id(), None));
        if hop.operation.is_some() {
            inputs.extend(self.failure_modes(hop.id(), hop.id(), None));
        }
        if let Fact::Known(cache) = &hop.call.cache
            && cache.on_down == Some(OnDown::Fail)
            && let Some(store) = cache.store.as_ref().and_then(|store| self.system.find(store.as_str()))
        {
            inputs.push(self.is_down(store));
        }
        self.any(hop.id(), inputs)
    }

    /// A soft call costs only what its fallback does not save: with no fallback stated, nothing.
    fn without_fallback(&mut self, hop: &Hop<'_>, failed: Node) -> Option<Node> {
        let Fact::Known(fallback) = &hop.call.fallback else { return None };
        let mut lost = Vec::new();
        if let Some(works) = fallback.works.filter(|works| works.rest() > 0.0) {
            lost.push(self.event(&format!("the fallback of {}", hop.id()), works.rest(), hop.at("fallback").key("works")));
        }
        if let Some(uses) = fallback.uses.as_ref().and_then(|uses| self.system.find(uses.as_str())) {
            lost.push(self.is_down(uses));
        }
        let lost = self.tree.or(lost);
        (lost != Node::Never).then(|| self.tree.and([failed, lost]))
    }

    /// A producer that publishes straight to the broker needs it.
    fn direct_broker(&mut self, channel: NodeIndex) -> Option<Node> {
        let direct = self.system.vertex(channel).channel().is_some_and(|channel| channel.publish == Some(Publish::Direct));
        let broker = self.system.linked(channel, Link::CarriedBy, Direction::Outgoing).next().filter(|_| direct)?;
        Some(self.is_down(broker))
    }
}
