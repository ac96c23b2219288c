//! What becomes of a journey when parts of the system are down: out, degraded, or unaffected.

use super::{Link, Route, System};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It works as before.
    Unaffected,
    /// It works, with less.
    Degraded,
    /// It does not work.
    Out,
}

impl System<'_> {
    /// What becomes of a journey when these vertices are down.
    ///
    /// A component falls with what it runs in and with each hard call; a group of alternatives falls when fewer than it needs
    /// are left. The journey is out when one of its entries is, degraded when anything else on its way is.
    pub fn outcome(&self, route: &Route<'_>, down: &[NodeIndex]) -> Outcome {
        self.outcome_of(route, &self.fallen(route, down))
    }

    /// What becomes of a journey when all of these have fallen.
    pub fn outcome_of(&self, route: &Route<'_>, fallen: &BTreeSet<NodeIndex>) -> Outcome {
        if route.entries.iter().any(|entry| fallen.contains(entry)) {
            Outcome::Out
        } else if fallen.iter().any(|at| route.reaches(*at) || self.is_cache_of(route, *at)) {
            Outcome::Degraded
        } else {
            Outcome::Unaffected
        }
    }

    /// Every journey with what becomes of it when this vertex is down: its blast radius.
    pub fn blast_radius(&self, at: NodeIndex) -> Vec<(&Route<'_>, Outcome)> {
        self.routes.iter().map(|route| (route, self.outcome(route, &[at]))).collect()
    }

    /// All that falls with `down` on this way, themselves included.
    pub fn fallen(&self, route: &Route<'_>, down: &[NodeIndex]) -> BTreeSet<NodeIndex> {
        let mut fallen: BTreeSet<NodeIndex> = down.iter().copied().collect();
        let mut open: Vec<NodeIndex> = down.to_vec();
        while let Some(at) = open.pop() {
            let guests = [Link::RunsIn, Link::Within].into_iter().flat_map(|link| self.linked(at, link, Direction::Incoming));
            let callers = self.hops_to(at).filter(|(id, _)| route.takes(*id)).map(|(_, hop)| hop.caller);
            let senders = self.direct_senders(at);
            for next in guests.chain(callers).chain(senders).collect::<Vec<_>>() {
                if !fallen.contains(&next)
                    && (self.is_guest(next, &fallen) || self.misses_something(next, route, &fallen) || self.sends_into(next, &fallen))
                {
                    fallen.insert(next);
                    open.push(next);
                }
            }
        }
        fallen
    }

    fn is_guest(&self, at: NodeIndex, fallen: &BTreeSet<NodeIndex>) -> bool {
        [Link::RunsIn, Link::Within].into_iter().any(|link| self.linked(at, link, Direction::Outgoing).any(|host| fallen.contains(&host)))
    }

    /// Whether a hard call or a group of alternatives of this vertex has failed.
    fn misses_something(&self, at: NodeIndex, route: &Route<'_>, fallen: &BTreeSet<NodeIndex>) -> bool {
        let mut groups: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (_, hop) in self.hops_from(at).filter(|(id, _)| route.takes(*id)) {
            let works = !fallen.contains(&hop.callee);
            match &hop.call.any_of {
                Some(group) => {
                    let (members, working) = groups.entry(group.as_str()).or_default();
                    *members += 1;
                    *working += u64::from(works);
                }
                None if !works && hop.is_hard() => return true,
                None => {}
            }
        }
        groups.iter().any(|(group, (members, working))| *working < self.needed(group).min(*members))
    }

    /// How many members of a group of alternatives must work.
    pub fn needed(&self, group: &str) -> u64 {
        let groups = self.plan.map.as_ref().and_then(|map| map.groups.as_ref());
        groups.and_then(|groups| groups.get(group)).and_then(|group| group.needs).map_or(1, |count| count.0)
    }

    /// Producers that publish straight to a broker need it.
    fn direct_senders(&self, broker: NodeIndex) -> Vec<NodeIndex> {
        let channels = self.linked(broker, Link::CarriedBy, Direction::Incoming);
        let direct = channels.filter(|channel| self.is_direct(*channel));
        direct.flat_map(|channel| self.linked(channel, Link::Publishes, Direction::Incoming).collect::<Vec<_>>()).collect()
    }

    fn sends_into(&self, at: NodeIndex, fallen: &BTreeSet<NodeIndex>) -> bool {
        let mut channels = self.linked(at, Link::Publishes, Direction::Outgoing);
        channels.any(|channel| {
            self.is_direct(channel) && self.linked(channel, Link::CarriedBy, Direction::Outgoing).any(|broker| fallen.contains(&broker))
        })
    }

    fn is_direct(&self, channel: NodeIndex) -> bool {
        self.vertex(channel).channel().is_some_and(|channel| channel.publish == Some(crate::plan::contracts::Publish::Direct))
    }

    fn is_cache_of(&self, route: &Route<'_>, at: NodeIndex) -> bool {
        self.graph.edges_directed(at, Direction::Incoming).any(|edge| matches!(edge.weight(), Link::Caches(hop) if route.takes(*hop)))
    }
}
