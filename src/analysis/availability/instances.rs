//! Instances: so many of so many, in zones, with a share of failures that hits all at once.

use super::fleet::{LARGE, LARGEST, ZONES, fleet};
use super::tree::Builder;
use crate::analysis::fault_tree::Node;
use crate::analysis::load::peak_of;
use crate::document::Path;
use crate::graph::System;
use crate::plan::node::Instances;
use crate::plan::reference::{Id, RegionRef, ZoneRef};
use crate::plan::value::{Count, Percent};

/// Common-cause share where the plan says nothing (the beta-factor model).
pub const COMMON_CAUSE: f64 = 0.05;

/// What is tried out beside the instances that the plan states.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extra {
    /// One more.
    pub(super) instance: bool,
    /// One more, in a zone that has none yet.
    pub(super) zone: bool,
}

/// The node that is down when too few instances work; `None` when nothing about them is known to fail.
///
/// With an unavailability q of one instance and a common-cause share β, each fails by itself with (1 − β)·q and all together
/// with β·q. An instance is down with its zone.
pub(super) fn group(builder: &mut Builder<'_, '_>, id: &str, path: &Path, facts: &Instances, extra: Extra) -> Option<Node> {
    let stated = stated(facts);
    let needed = needed(builder.system, id, facts).min(stated);
    let source = path.clone().key("instances").key("availability");
    if stated > LARGEST {
        return Some(builder.unknown(&format!("{id}: {stated} instances"), source));
    }
    let availability = facts.availability;
    let mut zones = zones(facts, stated);
    if availability.is_none() && zones.is_empty() {
        return None;
    }
    let members = stated.saturating_add(u64::from(extra.instance || extra.zone));
    if members > stated {
        zones.extend(zone_of_another(builder, facts, &zones, extra));
    }
    let q = availability.map_or(0.0, Percent::rest);
    let beta = common_cause(builder, facts);
    // One instance has no others to fail with.
    let shared = if members > 1 { beta } else { 0.0 };
    let group = if members > LARGE && zone_ids(facts).len() < ZONES {
        let members: Vec<Option<&str>> = (0..members).map(|n| zones.get(usize::try_from(n).ok()?).copied()).collect();
        fleet(builder, id, &members, needed, (1.0 - shared) * q, &source)
    } else {
        one_by_one(builder, id, members, &zones, needed, (1.0 - shared) * q, &source)
    };
    let beside = if availability.is_none() {
        Some(builder.unknown(&format!("{id} instances"), source))
    } else if shared * q > 0.0 {
        Some(builder.event(&format!("{id} all instances at once"), shared * q, source))
    } else {
        None
    };
    Some(builder.any(&format!("{id} instances"), [Some(group), beside].into_iter().flatten()))
}

/// The node that is down when fewer than `needed` instances work, each of which is down by itself for the share `q` of time.
fn one_by_one(builder: &mut Builder<'_, '_>, id: &str, members: u64, zones: &[&str], needed: u64, q: f64, source: &Path) -> Node {
    let mut inputs = Vec::new();
    for n in 0..members {
        let name = format!("{id} instance {}", n + 1);
        let mut member = Vec::new();
        if q > 0.0 {
            member.push(builder.event(&name, q, source.clone()));
        }
        if let Some(zone) = usize::try_from(n).ok().and_then(|n| zones.get(n)) {
            member.push(builder.zone(zone));
        }
        inputs.push(builder.any(&name, member));
    }
    builder.tree.group(u32::try_from(needed).unwrap_or(u32::MAX), inputs)
}

/// The node that is down when both of two are, each of which is down for the share `q` of time.
pub(super) fn pair(builder: &mut Builder<'_, '_>, id: &str, q: f64, source: &Path) -> Node {
    let beta = builder.system.plan.map.as_ref().and_then(|map| map.common_cause).map_or(COMMON_CAUSE, Percent::share);
    let each = ["one", "other"].map(|which| builder.event(&format!("{id}, the {which}"), (1.0 - beta) * q, source.clone()));
    let both = builder.tree.and(each);
    let at_once = builder.event(&format!("{id}, both at once"), beta * q, source.clone());
    builder.tree.or([both, at_once])
}

/// Where one more instance stands, if the others all stand in zones: in the next of theirs, or in a new one.
fn zone_of_another<'p>(builder: &Builder<'_, 'p>, facts: &'p Instances, taken: &[&'p str], extra: Extra) -> Option<&'p str> {
    let first = *taken.first()?;
    if extra.zone {
        return free_zone(builder.system, &zone_ids(facts));
    }
    let next = zones(facts, taken.len() as u64 + 1).get(taken.len()).copied();
    Some(next.unwrap_or(first))
}

/// The first zone of the plan in which none of these stands, of the region of the first if there is one.
pub(super) fn free_zone<'p>(system: &System<'p>, taken: &[&str]) -> Option<&'p str> {
    let zones = system.plan.map.as_ref()?.zones.as_ref()?;
    let region = |id: &str| zones.get(id).and_then(|zone| zone.region.as_ref()).map(RegionRef::as_str);
    let home = region(taken.first()?);
    let free = || zones.0.keys().map(Id::as_str).filter(|id| !taken.contains(id));
    free().find(|id| region(id) == home).or_else(|| free().next())
}

/// How many count as running: the fewest.
pub(in crate::analysis) fn stated(facts: &Instances) -> u64 {
    facts.min.or(facts.max).map_or(1, |count| count.0).max(1)
}

/// The zones in which instances stand.
pub(super) fn zone_ids(facts: &Instances) -> Vec<&str> {
    facts.zones.iter().flat_map(|zones| zones.0.keys()).map(ZoneRef::as_str).collect()
}

/// How many must work: as stated, else peak ÷ capacity of one, else 1.
pub(in crate::analysis) fn needed(system: &System<'_>, id: &str, facts: &Instances) -> u64 {
    if let Some(Count(needed)) = facts.needs {
        return needed.max(1);
    }
    let Some(capacity) = facts.capacity.filter(|capacity| capacity.hz() > 0.0) else { return 1 };
    let Some(peak) = system.find(id).and_then(|at| peak_of(system, at)) else { return 1 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates: more than that is never met anyway
    let needed = (peak / capacity.hz()).ceil() as u64;
    needed.max(1)
}

fn common_cause(builder: &Builder<'_, '_>, facts: &Instances) -> f64 {
    let of_map = builder.system.plan.map.as_ref().and_then(|map| map.common_cause);
    facts.common_cause.or(of_map).map_or(COMMON_CAUSE, Percent::share)
}

/// The zone of each instance: as counted, the rest spread evenly in the order of the plan.
fn zones(facts: &Instances, members: u64) -> Vec<&str> {
    let Some(zones) = &facts.zones else { return Vec::new() };
    let mut places: Vec<&str> = Vec::new();
    let open: Vec<&str> = zones.0.iter().filter(|(_, share)| share.count.is_none()).map(|(zone, _)| zone.as_str()).collect();
    for (zone, share) in &zones.0 {
        let count = share.count.map_or(0, |count| count.0).min(members);
        places.extend(std::iter::repeat_n(zone.as_str(), usize::try_from(count).unwrap_or(0)));
    }
    let mut next = open.iter().cycle();
    while (places.len() as u64) < members {
        let Some(zone) = next.next() else { break };
        places.push(zone);
    }
    places.truncate(usize::try_from(members).unwrap_or(usize::MAX));
    places
}
