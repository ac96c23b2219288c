//! Experiments that are worth doing: failures that a journey outlives only because the plan says so.
//!
//! A minimal cut set of two events or more is an argument: one of them may fail, for the others are there. An experiment takes
//! away what the argument says may fail, and looks whether the rest holds. Those that guard against the fewest and likeliest
//! events come first. (The idea of lineage-driven fault injection, Alvaro et al., SIGMOD 2015: test what the redundancy rests on.)

use super::availability::{Ceiling, instances};
use super::compose::node_path;
use super::fault_tree::CutSets;
use crate::document::Path;
use crate::graph::{Hop, Route, System};
use crate::plan::map::Need;
use crate::plan::value::{Date, Fact, counted};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Cut sets that are looked through. The worst come first, so what is left out is many failures at once, or rarer ones.
const LOOKED_THROUGH: usize = 500;

/// A failure that a journey should outlive, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// What to take away: `zone eu-a`, `loyalty`, `2 of the 6 instances of api`.
    pub take: String,
    /// The same as a scenario for [`what_if`](super::what_if), where there is one.
    pub what_if: Option<String>,
    /// What the plan says will happen.
    pub claim: String,
    /// The fact that this rests on.
    pub path: Path,
    /// How many events must be down together, of which this is one; `None` where no set that was looked through holds it.
    pub order: Option<usize>,
    /// How likely the worst of these sets is.
    pub probability: Option<f64>,
    /// When an experiment of the plan last took it away; `None` where none did.
    pub tried: Option<Date>,
}

/// The experiments of a journey with `all` its cut sets: the fewest and likeliest events first, then what the plan says to make no difference.
pub fn experiments(system: &System<'_>, route: &Route<'_>, ceiling: &Ceiling, all: &CutSets<'_>) -> Vec<Experiment> {
    let search = Search { system, route, sets: Sets::of(ceiling, all) };
    let mut found = search.zones();
    found.extend(search.nodes().into_iter().filter_map(|at| search.fewer_instances(at)));
    for hop in route.hops().map(|id| system.hop(id)) {
        found.extend(search.alternative(hop).or_else(|| search.without(hop)));
    }
    let mut once: Vec<Experiment> = Vec::new();
    for experiment in found {
        if !once.iter().any(|known| known.take == experiment.take) {
            once.push(experiment);
        }
    }
    once.sort_by(|a, b| {
        let order = |one: &Experiment| one.order.unwrap_or(usize::MAX);
        let likely = |one: &Experiment| one.probability.unwrap_or(0.0);
        order(a).cmp(&order(b)).then(likely(b).total_cmp(&likely(a)))
    });
    once
}

/// The smallest and likeliest cut set that each event belongs to, by the place of the fact that says how often it happens.
struct Sets {
    worst: Vec<(String, Path, usize, f64)>,
}

impl Sets {
    fn of(ceiling: &Ceiling, all: &CutSets<'_>) -> Self {
        let shown = all.worst(LOOKED_THROUGH, &ceiling.tree.probabilities());
        let mut worst: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        for set in &shown.sets {
            for event in &set.events {
                // They come the smallest first, and the likeliest of these.
                worst.entry(event.index()).or_insert((set.order(), set.probability));
            }
        }
        let named = |(event, (order, probability)): (usize, (usize, f64))| {
            let name = ceiling.tree.events().get(event)?.name.clone();
            Some((name, ceiling.sources.get(event)?.clone(), order, probability))
        };
        Self { worst: worst.into_iter().filter_map(named).collect() }
    }

    /// The worst set with one of these events.
    fn with(&self, is_meant: impl Fn(&str, &Path) -> bool) -> Option<(usize, f64)> {
        let meant =
            self.worst.iter().filter(|(name, path, ..)| is_meant(name, path)).map(|(.., order, probability)| (*order, *probability));
        meant.reduce(|worst, other| if other.0 < worst.0 || (other.0 == worst.0 && other.1 > worst.1) { other } else { worst })
    }
}

struct Search<'s, 'p> {
    system: &'s System<'p>,
    route: &'s Route<'p>,
    sets: Sets,
}

impl Search<'_, '_> {
    /// What the journey comes to, in its order.
    fn nodes(&self) -> Vec<NodeIndex> {
        let mut nodes: Vec<NodeIndex> = self.route.entries.clone();
        for stretch in &self.route.stretches {
            if !nodes.contains(&stretch.to) {
                nodes.push(stretch.to);
            }
        }
        nodes
    }

    /// An experiment, unless what it takes away brings the journey down by itself: then nothing is claimed.
    fn propose(&self, take: String, what_if: Option<String>, claim: String, path: Path, set: Option<(usize, f64)>) -> Option<Experiment> {
        if set.is_some_and(|(order, _)| order < 2) {
            return None;
        }
        let tried = what_if.as_deref().and_then(|change| self.tried(change));
        Some(Experiment { take, what_if, claim, path, order: set.map(|(order, _)| order), probability: set.map(|(_, p)| p), tried })
    }

    /// Zones in which something on the way stands that stands in others too.
    fn zones(&self) -> Vec<Experiment> {
        let zones = self.system.plan.map.as_ref().and_then(|map| map.zones.as_ref());
        zones.into_iter().flat_map(|zones| zones.keys()).filter_map(|zone| self.zone(zone.as_str())).collect()
    }

    fn zone(&self, zone: &str) -> Option<Experiment> {
        let stands = |at: &NodeIndex| {
            let zones = self.system.vertex(*at).node().and_then(|node| node.instances()).and_then(|facts| facts.zones.as_ref());
            zones.is_some_and(|zones| zones.0.len() > 1 && zones.0.keys().any(|id| id.as_str() == zone))
        };
        let nodes: Vec<NodeIndex> = self.nodes().into_iter().filter(stands).collect();
        let path = node_path(self.system.vertex(*nodes.first()?)).key("instances").key("zones");
        let names: Vec<&str> = nodes.iter().map(|at| self.system.vertex(*at).id()).collect();
        let claim = format!("{} goes on in the other zones: {}", self.route.id, names.join(", "));
        let place = Path::of(["map", "zones", zone]);
        let set = self.sets.with(|_, path| path.starts_with(&place));
        self.propose(format!("zone {zone}"), Some(format!("zone {zone} down")), claim, path, set)
    }

    /// As many instances as may fail.
    fn fewer_instances(&self, at: NodeIndex) -> Option<Experiment> {
        let vertex = self.system.vertex(at);
        let facts = vertex.node()?.instances()?;
        let there = instances::stated(facts);
        let spare = there.checked_sub(instances::needed(self.system, vertex.id(), facts)).filter(|spare| *spare > 0)?;
        let path = node_path(vertex).key("instances");
        let take = format!("{spare} of the {} of {}", counted(there as f64, "instance", "instances"), vertex.id());
        let claim = format!("{} goes on with the other {}", self.route.id, there - spare);
        // Not what hits all instances at once: that is another event of the same place.
        let each = format!("{} instance ", vertex.id());
        let of_fleet = |name: &str| name.starts_with("too few") && name.split(' ').any(|word| word == vertex.id());
        let set = self.sets.with(|name, _| name.starts_with(&each) || of_fleet(name));
        self.propose(take, None, claim, path.key(if facts.needs.is_some() { "needs" } else { "min" }), set)
    }

    /// One of several alternatives.
    fn alternative(&self, hop: &Hop<'_>) -> Option<Experiment> {
        let group = hop.call.any_of.as_ref()?;
        let claim = format!("{} goes on with the others of {group}", self.route.id);
        self.of_callee(hop, claim, hop.at("any_of"))
    }

    /// What the caller says it can do without.
    fn without(&self, hop: &Hop<'_>) -> Option<Experiment> {
        let (claim, path) = match (&hop.call.fallback, hop.call.need) {
            (Fact::Known(fallback), need) if need != Some(Need::Hard) => {
                let answer = fallback.answer.as_ref().map(|answer| format!(": {answer}")).unwrap_or_default();
                (format!("{} goes on with a fallback{answer}", self.route.id), hop.at("fallback"))
            }
            (_, Some(Need::Soft)) => (format!("{} goes on without", self.route.id), hop.at("need")),
            _ => return None,
        };
        self.of_callee(hop, claim, path)
    }

    fn of_callee(&self, hop: &Hop<'_>, claim: String, path: Path) -> Option<Experiment> {
        let callee = self.system.vertex(hop.callee);
        let place = node_path(callee);
        let set = self.sets.with(|_, path| path.starts_with(&place));
        self.propose(callee.id().to_owned(), Some(format!("{} down", callee.id())), claim, path, set)
    }

    /// When an experiment of the plan last took this away.
    fn tried(&self, change: &str) -> Option<Date> {
        let what = change.strip_suffix(" down")?;
        let what = what.strip_prefix("zone ").unwrap_or(what);
        let takes = self.system.plan.experiments().map(|(_, experiment)| experiment).filter(|experiment| {
            experiment.scenario.as_ref().is_some_and(|scenario| {
                let down = scenario.down.iter().flatten().map(crate::plan::reference::PathRef::as_str);
                let zones = scenario.zones_lost.iter().flatten().map(crate::plan::reference::ZoneRef::as_str);
                down.chain(zones).any(|name| name == what)
            })
        });
        takes.filter_map(|experiment| experiment.ran.known().copied()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::availability::ceiling;
    use crate::plan::load;

    fn found(body: &str) -> Vec<(String, String, Option<usize>)> {
        let text = format!("groundplan: 1\nsystem: shop\ngoals: {{journeys: {{pay: {{entry: web}}}}}}\n{body}");
        let loaded = load(&text);
        assert_eq!(loaded.problems, []);
        let plan = loaded.plan.unwrap();
        let system = System::new(&plan);
        let route = &system.routes()[0];
        let told = |one: Experiment| (one.take, one.path.to_string(), one.order);
        let ceiling = ceiling(&system, route);
        experiments(&system, route, &ceiling, &ceiling.cut_sets()).into_iter().map(told).collect()
    }

    #[test]
    fn what_the_plan_says_may_fail_the_likeliest_first() {
        let all = found(
            "map:\n  zones: {za: 99.9%, zb: 99.9%}\n  components:\n    web: {instances: {min: 2, zones: [za, zb], availability: 99%}}\n    \
             ups: {availability: 99.5%}\n    dhl: {availability: 98%}\n    ads: {availability: 90%}\n    bank: {availability: 99%}\n  calls:\n    \
             web -> ups: {any_of: carriers}\n    web -> dhl: {any_of: carriers}\n    web -> ads: {need: soft}\n    web -> bank: {need: hard}\n",
        );
        let expected = [
            ("ups", "map.calls.web -> ups.any_of", Some(2)),
            ("dhl", "map.calls.web -> dhl.any_of", Some(2)),
            ("1 of the 2 instances of web", "map.components.web.instances.min", Some(2)),
            ("zone za", "map.components.web.instances.zones", Some(2)),
            ("zone zb", "map.components.web.instances.zones", Some(2)),
            ("ads", "map.calls.web -> ads.need", None),
        ];
        let expected: Vec<(String, String, Option<usize>)> =
            expected.into_iter().map(|(take, path, order)| (take.to_owned(), path.to_owned(), order)).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn nothing_is_claimed_of_what_brings_it_down_all_the_same() {
        let all = found(
            "map:\n  components: {web: {availability: 99.9%}, api: {availability: 99.9%}, db: {availability: 99%}}\n  calls:\n    \
             web -> api: {need: hard}\n    web -> db: {need: soft}\n    api -> db: {need: hard}\n",
        );
        assert_eq!(all, []);
    }
}
