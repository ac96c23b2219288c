//! What components, stores and consumers have in common.

use super::{At, Told};
use crate::plan::Node;
use crate::plan::node::{Capacity, Instances, Load, Quantiles};
use crate::plan::value::{Count, Rate};

pub(super) const QUANTILES: &str = "of the same requests, more are below a longer time: p50 ≤ p90 ≤ p95 ≤ p99 ≤ p999";
const NOTHING_TAKEN: &str = "what can take nothing answers nothing; leave it out where it is not known";

pub(super) fn node(at: &At<'_>, node: &dyn Node, told: &mut Told<'_>) {
    if let Some(found) = node.instances() {
        instances(&at.key("instances"), found, told);
    }
    if let Some(found) = node.latency() {
        quantiles(&at.key("latency"), found, told);
    }
    if let Some(found) = node.load() {
        load(&at.key("load"), found, told);
    }
    if let Some(found) = node.capacity() {
        capacity(&at.key("capacity"), found, told);
    }
}

pub(super) fn quantiles(at: &At<'_>, found: &Quantiles, told: &mut Told<'_>) {
    let fields = [("p50", found.p50), ("p90", found.p90), ("p95", found.p95), ("p99", found.p99), ("p999", found.p999)];
    told.ascending(at, &fields, QUANTILES);
    let mut bounds: Vec<_> = found.histogram.iter().flatten().collect();
    bounds.sort_by_key(|(bound, _)| **bound);
    for ((lower, below), (higher, all)) in bounds.iter().zip(bounds.iter().skip(1)) {
        if all < below {
            let message = format!("{all} within {higher} is less than {below} within {lower}");
            let hint = "each share of a histogram counts all that are at most as slow, those of the shorter times included";
            // The key as it is written is not kept: the histogram as a whole is the place.
            told.tell(&at.key("histogram"), message, hint);
        }
    }
}

pub(super) fn instances(at: &At<'_>, found: &Instances, told: &mut Told<'_>) {
    told.ascending(at, &[("min", found.min), ("max", found.max)], "write the fewest first, as in 3..12");
    told.ascending(at, &[("min", found.min), ("at_peak", found.at_peak)], "no fewer run at peak than the fewest");
    told.ascending(at, &[("at_peak", found.at_peak), ("max", found.max)], "no more run at peak than the most");
    let runs = "what never runs is no part of the system: leave the component out, or say how many run";
    for (field, count) in [("max", found.max), ("at_peak", found.at_peak)] {
        told.above_zero(at, field, count.as_ref(), runs);
    }
    told.above_zero(at, "needs", found.needs.as_ref(), "at least one must work");
    told.above_zero(at, "loops", found.loops.as_ref(), "whatever works on requests has at least one");
    told.above_zero(at, "capacity", found.capacity.as_ref(), NOTHING_TAKEN);
    if let (Some(needs), Some(runs)) = (found.needs, found.min.or(found.max))
        && needs > runs
    {
        let message = format!("{needs} must work, and {} {runs} run", if found.min == found.max { "only" } else { "as few as" });
        told.tell(&at.key("needs"), message, "let at least as many run as must work");
    }
    zones(at, found, told);
}

/// How many stand in zones, against how many there are.
fn zones(at: &At<'_>, found: &Instances, told: &mut Told<'_>) {
    let Some(zones) = &found.zones else { return };
    let counts = zones.0.values().map(|share| share.count.map(|Count(count)| count));
    let sum = counts.clone().flatten().fold(0_u64, u64::saturating_add);
    let all_counted = !zones.0.is_empty() && counts.clone().all(|count| count.is_some());
    let hint = "the counts of the zones add up to how many run";
    if let Some(Count(most)) = found.max.or(found.at_peak).or(found.min).filter(|Count(most)| sum > *most) {
        told.tell(&at.key("zones"), format!("{sum} stand in zones, and no more than {most} run"), hint);
    } else if let Some(Count(fewest)) = found.min.filter(|Count(fewest)| all_counted && sum < *fewest) {
        told.tell(&at.key("zones"), format!("{sum} stand in zones, and no fewer than {fewest} run"), hint);
    }
}

pub(super) fn load(at: &At<'_>, found: &Load, told: &mut Told<'_>) {
    told.ascending(at, &[("average", found.average), ("peak", found.peak)], "the peak is the busiest minute: no mean is above it");
    let parts = [found.reads, found.writes].into_iter().flatten().map(Rate::hz).sum::<f64>();
    if let Some(peak) = found.peak.filter(|peak| parts > peak.hz() * (1.0 + 1e-9)) {
        let message = format!("reads and writes at peak are more than `peak` {peak}");
        told.tell(&at.key("peak"), message, "the peak counts requests of all kinds");
    }
}

pub(super) fn capacity(at: &At<'_>, found: &Capacity, told: &mut Told<'_>) {
    for (field, rate) in [("requests", found.requests), ("reads", found.reads), ("writes", found.writes)] {
        told.above_zero(at, field, rate.as_ref(), NOTHING_TAKEN);
    }
}
