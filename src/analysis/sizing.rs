//! How many instances a peak needs, alone, with one to spare, and with a zone lost.

use super::compose::node_path;
use super::figure::Derivation;
use super::load::node_rate;
use crate::graph::System;
use petgraph::graph::NodeIndex;

/// The fewest instances that take a peak at a share of their capacity: ⌈peak ÷ (capacity × share)⌉, at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
pub fn needed(peak: f64, capacity: f64, share: f64) -> u64 {
    // A peak that fits exactly needs no other instance because of the last bit of a division.
    ((peak / (capacity * share) - 1e-9).ceil() as u64).max(1)
}

/// As many in each of `zones` that the others take the peak when one is lost: z·⌈n ÷ (z − 1)⌉. `None` with one zone.
pub fn with_a_zone_lost(needed: u64, zones: u64) -> Option<u64> {
    (zones >= 2).then(|| zones.saturating_mul(needed.div_ceil(zones - 1)))
}

/// The share of their capacity up to which the instances of all zones may be used, if those left must take it all when one zone
/// is lost: (z − 1) ÷ z. `None` with one zone.
pub fn safe_utilisation(zones: u64) -> Option<f64> {
    (zones >= 2).then(|| (zones - 1) as f64 / zones as f64)
}

/// What a node needs at peak against what the plan gives it.
#[derive(Debug, Clone)]
pub struct Sizing {
    /// The node.
    pub at: NodeIndex,
    /// Requests a second at peak.
    pub peak: f64,
    /// Instances that run at peak.
    pub given: u64,
    /// The share of their capacity that is used at peak.
    pub utilisation: f64,
    /// The fewest that take the peak.
    pub needed: u64,
    /// In how many zones they stand.
    pub zones: u64,
    /// The fewest that take the peak when one zone is lost.
    pub needed_without_a_zone: Option<u64>,
    /// How it was got.
    pub how: Derivation,
}

/// Every node that says what one of its instances can take, in the order of the plan; `share` is how full they may be.
pub fn sizings(system: &System<'_>, share: f64) -> Vec<Sizing> {
    system.nodes().filter_map(|at| sizing(system, at, share)).collect()
}

fn sizing(system: &System<'_>, at: NodeIndex, share: f64) -> Option<Sizing> {
    let vertex = system.vertex(at);
    let facts = vertex.node()?.instances()?;
    let (each, given) = (facts.capacity?, facts.running_at_peak()?);
    let rate = node_rate(system, at);
    let mut how = rate.how;
    let path = node_path(vertex).key("instances");
    how.term(path, format!("{}: {given} instances × {each}", vertex.id()), each.hz() * given.f64());
    let zones = facts.zones.as_ref().map_or(0, |zones| zones.0.len() as u64);
    let needed = needed(rate.per_second, each.hz(), share);
    Some(Sizing {
        at,
        peak: rate.per_second,
        given: given.0,
        utilisation: rate.per_second / (each.hz() * given.f64()),
        needed,
        zones,
        needed_without_a_zone: with_a_zone_lost(needed, zones),
        how,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_for_a_peak() {
        assert_eq!(needed(1000.0, 150.0, 0.7), 10);
        assert_eq!(needed(1000.0, 150.0, 0.7) + 1, 11);
        assert_eq!(with_a_zone_lost(10, 3), Some(15));
        assert_eq!(safe_utilisation(3), Some(2.0 / 3.0));
        assert_eq!((with_a_zone_lost(10, 1), safe_utilisation(1)), (None, None));
    }

    #[test]
    fn a_peak_that_fits_exactly_needs_no_more() {
        assert_eq!(needed(300.0, 100.0, 1.0), 3);
        assert_eq!(needed(301.0, 100.0, 1.0), 4);
        assert_eq!(needed(0.0, 100.0, 1.0), 1);
    }
}
