//! How many instances are left when the zone with most of them is lost.

use crate::plan::node::Instances;

/// How instances are spread over zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many run at peak.
    pub running: u64,
    /// In how many zones.
    pub zones: u64,
    /// How many run in the zone that has most of them.
    pub largest: u64,
}

impl Spread {
    /// How many are left without that zone.
    pub fn left(&self) -> u64 {
        self.running.saturating_sub(self.largest)
    }
}

/// How the instances of a node are spread at peak; `None` while the plan does not say where they stand or how many run. Zones without
/// a count share evenly what the others leave; where the counts are of another size of the fleet, they are scaled to it.
pub fn spread(instances: &Instances) -> Option<Spread> {
    let zones = &instances.zones.as_ref()?.0;
    let stated: u64 = zones.values().filter_map(|share| share.count).map(|count| count.0).fold(0, u64::saturating_add);
    let largest = zones.values().filter_map(|share| share.count).map(|count| count.0).max().unwrap_or_default();
    let even = zones.values().filter(|share| share.count.is_none()).count() as u64;
    let count = zones.len() as u64;
    let all_stated = (even == 0 && stated > 0).then_some(stated);
    // The fewest that run say nothing of the peak.
    let running = instances.at_peak.or(instances.max).map(|running| running.0).or(all_stated)?;
    let largest = match all_stated {
        Some(all) => largest.saturating_mul(running).div_ceil(all),
        None if even > 0 => largest.max(running.saturating_sub(stated).div_ceil(even)),
        None => running,
    };
    Some(Spread { running, zones: count, largest })
}

/// The fewest instances, spread as evenly as they can be, of which so many are left when a zone is lost. `None` with one zone.
pub fn evenly(left: u64, zones: u64) -> Option<u64> {
    (zones >= 2).then(|| left.saturating_add(left.div_ceil(zones - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn an_even_spread_leaves_enough() {
        for zones in 2..6_u64 {
            for left in 1..40_u64 {
                let fewest = (1..100).find(|all: &u64| all - all.div_ceil(zones) >= left);
                assert_eq!(evenly(left, zones), fewest, "{left} of {zones} zones");
            }
        }
        assert_eq!(evenly(4, 1), None);
    }

    #[test]
    fn the_largest_zone_is_lost() {
        for (instances, expected) in [
            ("{min: 6, max: 12, zones: [a, b, c]}", Some((12, 3, 4))),
            ("{min: 3, max: 4, zones: [a, b, c]}", Some((4, 3, 2))),
            ("{max: 4, zones: [a]}", Some((4, 1, 4))),
            ("{max: 9, zones: {a: 6, b: {}, c: {}}}", Some((9, 3, 6))),
            ("{zones: {a: 4, b: 2}}", Some((6, 2, 4))),
            ("{max: 12, zones: {a: 4, b: 2}}", Some((12, 2, 8))),
            ("{max: 12}", None),
            ("{zones: [a, b]}", None),
        ] {
            let text = format!(
                "groundplan: 1\nsystem: s\nmap: {{zones: {{a: {{}}, b: {{}}, c: {{}}}}, components: {{api: {{instances: {instances}}}}}}}\n"
            );
            let plan = plan::load(&text).plan.unwrap();
            let spread = spread(plan.component("api").unwrap().instances.as_ref().unwrap());
            assert_eq!(spread.map(|spread| (spread.running, spread.zones, spread.largest)), expected, "{instances}");
        }
    }
}
