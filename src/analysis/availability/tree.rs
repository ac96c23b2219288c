//! From the way of a journey to its fault tree.

use super::instances;
use crate::analysis::compose::node_path;
use crate::analysis::fault_tree::{FaultTree, Node};
use crate::analysis::figure::Term;
use crate::document::Path;
use crate::graph::{Hop, Link, Route, System};
use crate::plan::contracts::Publish;
use crate::plan::map::{FailureKind, FailureMode, OnDown};
use crate::plan::value::Fact;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A fault tree while it is built.
pub(super) struct Builder<'s, 'p> {
    pub(super) system: &'s System<'p>,
    pub(super) tree: FaultTree,
    pub(super) terms: Vec<Term>,
    pub(super) perfect: Vec<(String, Path)>,
    events: BTreeMap<String, Node>,
    /// What is down when a vertex can't do its work.
    down: BTreeMap<NodeIndex, Node>,
}

pub(super) struct Built {
    pub(super) tree: FaultTree,
    pub(super) top: Node,
    pub(super) terms: Vec<Term>,
    pub(super) perfect: Vec<(String, Path)>,
}

/// The fault tree of a journey: its entries fail, or the system as a whole does.
pub(super) fn build(system: &System<'_>, route: &Route<'_>) -> Built {
    let mut builder =
        Builder { system, tree: FaultTree::new(), terms: Vec::new(), perfect: Vec::new(), events: BTreeMap::new(), down: BTreeMap::new() };
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
    let top = builder.tree.or(top);
    Built { tree: builder.tree, top, terms: builder.terms, perfect: builder.perfect }
}

impl Builder<'_, '_> {
    /// An event by its name: the same wherever the same thing fails.
    pub(super) fn event(&mut self, name: &str, probability: f64, source: Path) -> Node {
        if let Some(event) = self.events.get(name) {
            return *event;
        }
        let event = Node::from(self.tree.event(name, probability));
        self.terms.push(Term::new(source, format!("{name}: down {} of the time", share(probability)), probability));
        self.events.insert(name.to_owned(), event);
        event
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
        self.tree.or(inputs)
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
        self.tree.or(inputs)
    }

    fn own(&mut self, at: NodeIndex) -> Option<Node> {
        let vertex = self.system.vertex(at);
        let node = vertex.node()?;
        let path = node_path(vertex);
        if let Some(availability) = node.availability() {
            return Some(self.event(vertex.id(), availability.rest(), path.key("availability")));
        }
        let group = node.instances().and_then(|facts| instances::group(self, vertex.id(), &path, facts));
        if group.is_none() && !self.perfect.iter().any(|(id, _)| id == vertex.id()) {
            self.perfect.push((vertex.id().to_owned(), path.key("availability")));
        }
        group
    }

    /// A zone falls by itself or with its region.
    pub(super) fn zone(&mut self, id: &str) -> Node {
        let map = self.system.plan.map.as_ref();
        let zone = map.and_then(|map| map.zones.as_ref()).and_then(|zones| zones.get(id));
        let mut inputs = Vec::new();
        if let Some(availability) = zone.and_then(|zone| zone.availability) {
            inputs.push(self.event(&format!("zone {id}"), availability.rest(), Path::of(["map", "zones", id, "availability"])));
        }
        inputs.extend(self.failure_modes(id, &format!("zone {id}"), None));
        if let Some(region) = zone.and_then(|zone| zone.region.as_ref()) {
            let facts = map.and_then(|map| map.regions.as_ref()).and_then(|regions| regions.get(region.as_str()));
            if let Some(availability) = facts.and_then(|facts| facts.availability) {
                let path = Path::of(["map", "regions", region.as_str(), "availability"]);
                inputs.push(self.event(&format!("region {region}"), availability.rest(), path));
            }
            inputs.extend(self.failure_modes(region.as_str(), &format!("region {region}"), None));
        }
        self.tree.or(inputs)
    }

    /// A hop fails with its callee, by itself, or with a cache that it can't do without.
    fn hop(&mut self, hop: &Hop<'_>) -> Node {
        let mut inputs = vec![self.is_down(hop.callee)];
        if let Some(availability) = hop.call.availability {
            inputs.push(self.event(&format!("the call {}", hop.id()), availability.rest(), hop.at("availability")));
        }
        inputs.extend(self.failure_modes(&hop.key.to_string(), &hop.key.to_string(), None));
        if hop.operation.is_some() {
            inputs.extend(self.failure_modes(&hop.id(), &hop.id(), None));
        }
        if let Fact::Known(cache) = &hop.call.cache
            && cache.on_down == Some(OnDown::Fail)
            && let Some(store) = cache.store.as_ref().and_then(|store| self.system.find(store.as_str()))
        {
            inputs.push(self.is_down(store));
        }
        self.tree.or(inputs)
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
        if lost.is_empty() {
            return None;
        }
        let lost = self.tree.or(lost);
        Some(self.tree.and([failed, lost]))
    }

    /// A producer that publishes straight to the broker needs it.
    fn direct_broker(&mut self, channel: NodeIndex) -> Option<Node> {
        let direct = self.system.vertex(channel).channel().is_some_and(|channel| channel.publish == Some(Publish::Direct));
        let broker = self.system.linked(channel, Link::CarriedBy, Direction::Outgoing).next().filter(|_| direct)?;
        Some(self.is_down(broker))
    }

    /// The failure modes that stand here and leave users without an answer: frequency × duration × share of users.
    ///
    /// Where a node has a measured availability they are part of it.
    fn failure_modes(&mut self, place: &str, what: &str, journey: Option<&str>) -> Vec<Node> {
        if self.system.plan.node(place).is_some_and(|node| node.availability().is_some()) {
            return Vec::new();
        }
        let modes: Vec<_> = self.system.plan.failure_modes().filter(|(_, mode)| stands_at(mode, place)).collect();
        let hits = |mode: &FailureMode| {
            journey.is_none_or(|journey| mode.r#in.as_ref().is_none_or(|named| named.iter().any(|name| name.as_str() == journey)))
        };
        let mut nodes = Vec::new();
        for (id, mode) in modes {
            if let Some(probability) = probability(mode).filter(|_| hits(mode)) {
                nodes.push(self.event(
                    &format!("{id} at {what}"),
                    probability,
                    Path::of(["map", "failure_modes", id.as_str(), "frequency"]),
                ));
            }
        }
        nodes
    }
}

fn stands_at(mode: &FailureMode, place: &str) -> bool {
    mode.at.as_ref().is_some_and(|at| {
        at.as_str() == place || at.as_str().replace("->", " -> ").split_whitespace().collect::<Vec<_>>().join(" ") == place
    })
}

/// The share of time that a failure mode takes from users; `None` where it does not take any, or facts are missing.
fn probability(mode: &FailureMode) -> Option<f64> {
    if !matches!(mode.kind, Some(FailureKind::Down | FailureKind::Error | FailureKind::Overload)) {
        return None;
    }
    let sum = || Some(mode.detect.as_ref()?.within?.plus(mode.recover.as_ref()?.within?));
    let lasts = mode.lasts.or_else(sum)?;
    let users = mode.users.map_or(1.0, crate::plan::value::Percent::share);
    Some((mode.frequency?.hz() * lasts.secs() * users).min(1.0))
}

/// A probability as a percentage with the digits that matter: `0.05 %`.
fn share(probability: f64) -> String {
    let percent = crate::plan::value::Percent::from_share((probability * 1e12).round() / 1e12);
    percent.to_string().replace('%', " %")
}
