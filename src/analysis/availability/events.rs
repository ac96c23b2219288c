//! What fails by itself: events with the facts that say how often, and those of which nobody said it.

use super::Unknown;
use super::tree::Builder;
use crate::analysis::fault_tree::Node;
use crate::document::Path;
use crate::plan::map::{FailureKind, FailureMode};
use crate::plan::value::Percent;

impl Builder<'_, '_> {
    /// An event by its name: the same wherever the same thing fails.
    pub(super) fn event(&mut self, name: &str, probability: f64, source: Path) -> Node {
        self.once(name, name, probability, source)
    }

    /// Something that fails nobody knows how often. It counts as never down, which makes what it is part of a bound.
    pub(super) fn unknown(&mut self, name: &str, missing: Path) -> Node {
        let known = self.names.contains_key(name);
        let said = format!("{name} (not stated)");
        let node = self.once(name, &said, 0.0, missing.clone());
        if let (Node::Event(event), false) = (node, known) {
            self.unknown.push(Unknown { event, name: name.to_owned(), path: missing });
        }
        node
    }

    fn once(&mut self, name: &str, said: &str, probability: f64, source: Path) -> Node {
        if let Some(event) = self.names.get(name) {
            return *event;
        }
        let event = Node::from(self.tree.event(said, probability));
        self.sources.push(source);
        self.names.insert(name.to_owned(), event);
        event
    }

    /// An event whose availability the plan may state.
    fn stated(&mut self, name: &str, availability: Option<Percent>, source: Path) -> Node {
        match availability {
            Some(availability) => self.event(name, availability.rest(), source),
            None => self.unknown(name, source),
        }
    }

    /// A zone falls by itself or with its region. Where failure modes say how it falls, that is how.
    pub(super) fn zone(&mut self, id: &str) -> Node {
        let name = format!("zone {id}");
        if let Some(known) = self.zones.get(id) {
            return *known;
        }
        let map = self.system.plan.map.as_ref();
        let zone = map.and_then(|map| map.zones.as_ref()).and_then(|zones| zones.get(id));
        let mut inputs = self.place(&name, id, zone.and_then(|zone| zone.availability), Path::of(["map", "zones", id, "availability"]));
        if let Some(region) = zone.and_then(|zone| zone.region.as_ref()) {
            let facts = map.and_then(|map| map.regions.as_ref()).and_then(|regions| regions.get(region.as_str()));
            let path = Path::of(["map", "regions", region.as_str(), "availability"]);
            inputs.extend(self.place(&format!("region {region}"), region.as_str(), facts.and_then(|facts| facts.availability), path));
        }
        let down = self.any(&name, inputs);
        self.zones.insert(id.to_owned(), down);
        down
    }

    /// A zone or region by itself.
    fn place(&mut self, name: &str, id: &str, availability: Option<Percent>, source: Path) -> Vec<Node> {
        let mut inputs = self.failure_modes(id, name, None);
        if availability.is_some() || inputs.is_empty() {
            inputs.insert(0, self.stated(name, availability, source));
        }
        inputs
    }

    /// The failure modes that stand here and leave users without an answer: frequency × duration × share of users.
    ///
    /// Where a node has a measured availability they are part of it.
    pub(super) fn failure_modes(&mut self, place: &str, what: &str, journey: Option<&str>) -> Vec<Node> {
        let modes = self.system.failure_modes_at(place);
        if modes.is_empty() || self.system.plan.node(place).is_some_and(|node| node.availability().is_some()) {
            return Vec::new();
        }
        let hits = |mode: &FailureMode| {
            journey.is_none_or(|journey| mode.r#in.as_ref().is_none_or(|named| named.iter().any(|name| name.as_str() == journey)))
        };
        let mut nodes = Vec::new();
        for (id, mode) in modes.iter().filter(|(_, mode)| is_outage(mode) && hits(mode)) {
            let (name, path) = (format!("{id} at {what}"), Path::of(["map", "failure_modes", id.as_str()]));
            nodes.push(match probability(mode) {
                Ok(probability) => self.event(&name, probability, path.key("frequency")),
                Err(missing) => self.unknown(&name, path.key(missing)),
            });
        }
        nodes
    }
}

/// Whether a failure mode leaves users without an answer, so that it is part of a fault tree.
pub fn is_outage(mode: &FailureMode) -> bool {
    matches!(mode.kind, Some(FailureKind::Down | FailureKind::Error | FailureKind::Overload))
}

/// The share of time that a failure mode takes from users, or the fact that it lacks.
fn probability(mode: &FailureMode) -> Result<f64, &'static str> {
    let sum = || Some(mode.detect.as_ref()?.within?.plus(mode.recover.as_ref()?.within?));
    let frequency = mode.frequency.ok_or("frequency")?;
    let lasts = mode.lasts.or_else(sum).ok_or("lasts")?;
    let users = mode.users.map_or(1.0, Percent::share);
    Ok((frequency.hz() * lasts.secs() * users).min(1.0))
}

/// A probability as a percentage with the digits that matter: `0.05 %`.
pub(super) fn share(probability: f64) -> String {
    let percent = Percent::from_share((probability * 1e12).round() / 1e12);
    percent.to_string().replace('%', " %")
}
