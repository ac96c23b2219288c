//! Fleets: so many instances that each as an event of its own would say nothing to a reader and cost much.
//!
//! Given the zones that are down, instances fail independently and are alike, so the number of those down is binomial. A fleet
//! has an event for each number of instances that zones can take away: with l of n lost, too few work with probability
//! t(l) = P(more than n − l − needed of n − l fail). The more are lost, the likelier that is, so it is modelled as
//! x(0) ∨ … ∨ x(l) with independent x: 1 − t(l) = ∏ (1 − x(i)). Each state of the zones gets its exact probability.

use super::tree::Builder;
use crate::analysis::fault_tree::Node;
use crate::document::Path;
use std::collections::BTreeMap;

/// More instances than this are a fleet.
pub(super) const LARGE: u64 = 40;
/// More instances than this are not computed.
pub(super) const LARGEST: u64 = 100_000;
/// More zones than this are taken one instance after the other.
pub(super) const ZONES: usize = 8;

/// The node that is down when fewer than `needed` of these instances work. Each stands in a zone or in none, and is down by
/// itself for the share `q` of time.
pub(super) fn fleet(builder: &mut Builder<'_, '_>, id: &str, members: &[Option<&str>], needed: u64, q: f64, source: &Path) -> Node {
    let mut of_zone: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in members.iter().flatten() {
        *of_zone.entry(zone).or_default() += 1;
    }
    let zones: Vec<(Node, usize)> = of_zone.iter().map(|(zone, count)| (builder.zone(zone), *count)).collect();
    let mut by_loss: BTreeMap<usize, Vec<Vec<Node>>> = BTreeMap::new();
    for state in 0..1_usize << zones.len() {
        let down = || zones.iter().enumerate().filter(|(at, _)| state >> at & 1 == 1).map(|(_, zone)| zone);
        by_loss.entry(down().map(|(_, count)| count).sum()).or_default().push(down().map(|(node, _)| *node).collect());
    }
    let mut ways = Vec::new();
    let (mut so_far, mut before) = (Vec::new(), 0.0);
    for (lost, states) in by_loss {
        let left = members.len() - lost;
        let too_few = too_few_work(left as u64, needed, q);
        if too_few > before {
            let name = format!("too few of the {left} instances of {id}{}", if lost > 0 { " in other zones" } else { "" });
            so_far.push(builder.event(&name, (too_few - before) / (1.0 - before), source.clone()));
            before = too_few;
        }
        let too_few = builder.tree.or(so_far.clone());
        for zones in states {
            ways.push(builder.tree.and(zones.into_iter().chain([too_few])));
        }
    }
    builder.tree.or(ways)
}

/// The probability that fewer than `needed` of `count` work, each of which is down with probability `q`: the sum of binomial
/// terms from the fewest failures that are too many, each from the one before.
fn too_few_work(count: u64, needed: u64, q: f64) -> f64 {
    let Some(spare) = count.checked_sub(needed) else { return 1.0 };
    if q <= 0.0 || needed == 0 {
        return 0.0;
    }
    if q >= 1.0 {
        return 1.0;
    }
    // In logarithms, as terms can be far below what a number of 64 bits holds.
    let (failed, works) = (q.ln(), (-q).ln_1p());
    let mut term = count as f64 * works;
    let mut sum = 0.0;
    for down in 1..=count {
        term += ((count - down + 1) as f64).ln() - (down as f64).ln() + failed - works;
        if down > spare {
            sum += term.exp();
        }
    }
    sum.min(1.0)
}
