//! The load at the end of the plan's horizon, and for how long what a node can take is enough.
//!
//! A journey grows from its peak of today as its traffic says: by a share g of itself each period it has peak × (1 + g)^(t ÷ period)
//! after a time t, by an amount peak + amount × t ÷ period. A node or call goes on to get as much of every request as it does today;
//! what is measured there grows as what is computed does. No growth is negative: a load only rises, and passes a limit once.

use super::figure::Derivation;
use super::load::{Requests, Share};
use super::overload::{NodeLoad, Stability};
use super::sizing::needed;
use crate::document::Path;
use crate::graph::System;
use crate::plan::value::Duration;

/// Times beyond this, in seconds, are no plan: a hundred years.
const FAR: f64 = 100.0 * 31_557_600.0;

/// A load at the end of the horizon.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// Requests a second then; a bound from below while facts are missing.
    pub per_second: f64,
    /// How each journey grows; each amount requests a second at the end.
    pub how: Derivation,
}

/// A load after a time; `None` where no journey that brings it says how it grows.
pub fn outlook(load: &Requests<'_>, horizon: Duration) -> Option<Outlook> {
    load.shares.iter().find_map(|share| share.journey.traffic.as_ref()?.growth)?;
    let today = computed(load, 0.0);
    if today <= 0.0 {
        return None;
    }
    // What was measured stands for what is computed.
    let scale = load.per_second / today;
    let mut how = Derivation::default();
    for share in &load.shares {
        let path = Path::of(["goals", "journeys", share.id, "traffic"]);
        match (share.journey.peak(), share.journey.traffic.as_ref().and_then(|traffic| traffic.growth)) {
            (None, _) => how.lacks(path),
            (Some(peak), None) => {
                how.lacks(path.clone().key("growth"));
                how.term(path, format!("{}: {peak}, taken to stay", share.id), scale * at(share, horizon.secs()));
            }
            (Some(peak), Some(growth)) => {
                let text = format!("{}: {peak}, growing by {growth}", share.id);
                how.term(path.key("growth"), text, scale * at(share, horizon.secs()));
            }
        }
    }
    Some(Outlook { per_second: after(load, horizon.secs()), how })
}

/// Seconds until a load reaches a limit: 0 where it has already; `None` where it does not in a hundred years, as far as is stated.
pub fn seconds_until(load: &Requests<'_>, limit: f64) -> Option<f64> {
    if load.per_second >= limit {
        return Some(0.0);
    }
    if after(load, FAR) < limit {
        return None;
    }
    // The sum of several growths has no closed inverse, but it only rises: halving finds the time to the second and far below.
    let (mut before, mut then) = (0.0, FAR);
    for _ in 0..80 {
        let middle = f64::midpoint(before, then);
        if after(load, middle) < limit { before = middle } else { then = middle }
    }
    Some(then)
}

/// Requests a second after so many seconds.
fn after(load: &Requests<'_>, seconds: f64) -> f64 {
    let today = computed(load, 0.0);
    if today > 0.0 { load.per_second * computed(load, seconds) / today } else { load.per_second }
}

fn computed(load: &Requests<'_>, seconds: f64) -> f64 {
    load.shares.iter().map(|share| at(share, seconds)).sum()
}

/// What a journey brings after so many seconds, as computed; as much as today while it does not say how it grows.
fn at(share: &Share<'_>, seconds: f64) -> f64 {
    let Some(peak) = share.journey.peak() else { return 0.0 };
    let growth = share.journey.traffic.as_ref().and_then(|traffic| traffic.growth);
    peak.hz() * share.per_request * growth.map_or(1.0, |growth| growth.factor(peak.amount(), seconds))
}

/// What growth makes of a node whose capacity is known, if that stays as it is.
#[derive(Debug, Clone)]
pub struct Filling {
    /// Its load at the end of the horizon over its capacity.
    pub utilisation: f64,
    /// What that means, with retries as today.
    pub stability: Stability,
    /// The fewest instances that take the peak then, where the plan says what one can take.
    pub needed: Option<u64>,
    /// Seconds until it is as full as the plan wants it at most; see [`seconds_until`].
    pub until_target: Option<f64>,
    /// Seconds until it is full.
    pub until_full: Option<f64>,
}

/// How a node fills up: `outlook` is what becomes of its load, `share` how full instances may be, `target` how full the plan wants it
/// to be at most.
pub fn filling(system: &System<'_>, node: &NodeLoad, load: &Requests<'_>, outlook: &Outlook, share: f64, target: Option<f64>) -> Filling {
    let each = system.vertex(node.at).node().and_then(|node| node.instances()).and_then(|instances| instances.capacity);
    Filling {
        utilisation: outlook.per_second / node.capacity,
        stability: Stability::of(outlook.per_second, node.capacity, node.amplification),
        needed: each.map(|each| needed(outlook.per_second, each.hz(), share)),
        until_target: target.and_then(|target| seconds_until(load, node.capacity * target)),
        until_full: seconds_until(load, node.capacity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::load::node_rate;
    use crate::analysis::overload::node_loads;
    use crate::plan;

    const YEAR: f64 = 31_557_600.0;

    fn shop(traffic: &str, api: &str) -> plan::Plan {
        let text = format!("groundplan: 1\nsystem: s\ngoals: {{journeys: {traffic}}}\nmap: {{components: {{api: {api}}}}}\n");
        let loaded = plan::load(&text);
        assert!(loaded.problems.is_empty(), "{text}{:?}", loaded.problems);
        loaded.plan.unwrap()
    }

    fn close(a: f64, b: f64, what: &str) {
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{what}: {a} is not {b}");
    }

    /// What `api` gets after a horizon, and years until it gets so much.
    #[test]
    fn loads_by_hand() {
        let both = "{a: {entry: api, traffic: {peak: 100/s, growth: 100%/year}}, b: {entry: api, traffic: {peak: 100/s, growth: 0/year}}}";
        let table = [
            ("{a: {entry: api, traffic: {peak: 100/s, growth: 40%/year}}}", "{}", "1y", 140.0, 196.0, Some(2.0)),
            ("{a: {entry: api, traffic: {peak: 100/s, growth: 40%/year}}}", "{}", "2y", 196.0, 100.0, Some(0.0)),
            // 1.1 to the power of twelve.
            ("{a: {entry: api, traffic: {peak: 1/s, growth: 10%/month}}}", "{}", "1y", 3.138_428_376_721, 1.21, Some(1.0 / 6.0)),
            ("{a: {entry: api, traffic: {peak: 100/s, growth: 50/year}}}", "{}", "6mo", 125.0, 200.0, Some(2.0)),
            // An amount counts in the unit of the peak: from 60 to 90 a minute.
            ("{a: {entry: api, traffic: {peak: 60/min, growth: 30/year}}}", "{}", "1y", 1.5, 2.0, Some(2.0)),
            ("{a: {entry: api, traffic: {average: 10/s, peak: 100/s, growth: 0%/year}}}", "{}", "1y", 100.0, 101.0, None),
            (both, "{}", "1y", 300.0, 500.0, Some(2.0)),
            // 300/s are measured where 200/s are computed.
            (both, "{load: 300/s}", "1y", 450.0, 750.0, Some(2.0)),
        ];
        for (traffic, api, horizon, later, limit, years) in table {
            let plan = shop(traffic, api);
            let system = System::new(&plan);
            let load = node_rate(&system, system.find("api").unwrap());
            let outlook = outlook(&load, horizon.parse().unwrap()).unwrap();
            close(outlook.per_second, later, traffic);
            assert!(outlook.how.is_complete());
            let found = seconds_until(&load, limit).map(|seconds| seconds / YEAR);
            assert_eq!(found.is_some(), years.is_some(), "{traffic}");
            close(found.unwrap_or_default(), years.unwrap_or_default(), traffic);
        }
    }

    #[test]
    fn growth_that_is_not_stated_is_missing_and_not_nothing() {
        let year = Duration::YEAR;
        let of = |traffic: &str| {
            let plan = shop(traffic, "{}");
            let system = System::new(&plan);
            let outlook = outlook(&node_rate(&system, system.find("api").unwrap()), year)?;
            Some((outlook.per_second, outlook.how.missing().map(ToString::to_string).collect::<Vec<_>>()))
        };
        assert_eq!(of("{a: {entry: api, traffic: 100/s}}"), None);
        let partly = of("{a: {entry: api, traffic: {peak: 100/s, growth: 50%/year}}, b: {entry: api, traffic: 10/s}, c: {entry: api}}");
        assert_eq!(partly, Some((160.0, vec!["goals.journeys.b.traffic.growth".to_owned(), "goals.journeys.c.traffic".to_owned()])));
    }

    /// Two instances of 100/s each under 120/s that double every year, and may be 90 % full.
    #[test]
    fn a_node_fills_up() {
        let plan = shop("{a: {entry: api, traffic: {peak: 120/s, growth: 100%/year}}}", "{instances: {max: 2, min: 2, capacity: 100/s}}");
        let system = System::new(&plan);
        let node = &node_loads(&system)[0];
        let load = node_rate(&system, node.at);
        let outlook = outlook(&load, Duration::YEAR).unwrap();
        let filling = filling(&system, node, &load, &outlook, 0.7, Some(0.9));
        close(filling.utilisation, 1.2, "utilisation");
        assert_eq!((filling.stability, filling.needed), (Stability::Overloaded, Some(4)));
        close(filling.until_full.unwrap() / YEAR, (200.0_f64 / 120.0).log2(), "full");
        close(filling.until_target.unwrap() / YEAR, (180.0_f64 / 120.0).log2(), "target");
    }
}
