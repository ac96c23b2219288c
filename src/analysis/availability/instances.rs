//! Instances: so many of so many, in zones, with a share of failures that hits all at once.

use super::tree::Builder;
use crate::analysis::fault_tree::Node;
use crate::document::Path;
use crate::plan::node::Instances;
use crate::plan::value::Count;

/// Common-cause share where the plan says nothing (the beta-factor model).
const COMMON_CAUSE: f64 = 0.05;

/// The node that is down when too few instances work; `None` when nothing about them is known to fail.
///
/// With an unavailability q of one instance and a common-cause share β, each fails by itself with (1 − β)·q and all together
/// with β·q. An instance is down with its zone.
pub(super) fn group(builder: &mut Builder<'_, '_>, id: &str, path: &Path, facts: &Instances) -> Option<Node> {
    let members = facts.min.or(facts.max).map_or(1, |count| count.0).max(1);
    let needed = needed(builder, id, facts).min(members);
    let zones = zones(facts, members);
    let availability = facts.availability;
    if availability.is_none() && zones.is_empty() {
        return None;
    }
    let q = availability.map_or(0.0, crate::plan::value::Percent::rest);
    let source = path.clone().key("instances").key("availability");
    let beta = common_cause(builder, facts);
    // One instance has no others to fail with.
    let shared = if members > 1 { beta } else { 0.0 };
    let mut inputs = Vec::new();
    for n in 0..members {
        let mut member = Vec::new();
        if q > 0.0 {
            member.push(builder.event(&format!("{id} instance {}", n + 1), (1.0 - shared) * q, source.clone()));
        }
        if let Some(zone) = zones.get(usize::try_from(n).unwrap_or(usize::MAX)) {
            member.push(builder.zone(zone));
        }
        inputs.push(builder.tree.or(member));
    }
    let group = builder.tree.group(u32::try_from(needed).unwrap_or(u32::MAX), inputs);
    let common = if shared * q > 0.0 { Some(builder.event(&format!("{id} all instances at once"), shared * q, source)) } else { None };
    Some(builder.tree.or([Some(group), common].into_iter().flatten()))
}

/// How many must work: as stated, else peak ÷ capacity of one, else 1.
fn needed(builder: &Builder<'_, '_>, id: &str, facts: &Instances) -> u64 {
    if let Some(Count(needed)) = facts.needs {
        return needed.max(1);
    }
    let rate = builder.system.find(id).map(|at| crate::analysis::load::node_rate(builder.system, at));
    match (rate, facts.capacity) {
        (Some(rate), Some(capacity)) if rate.how.is_complete() && capacity.hz() > 0.0 => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates: more than that is never met anyway
            let needed = (rate.per_second / capacity.hz()).ceil() as u64;
            needed.max(1)
        }
        _ => 1,
    }
}

fn common_cause(builder: &Builder<'_, '_>, facts: &Instances) -> f64 {
    let of_map = builder.system.plan.map.as_ref().and_then(|map| map.common_cause);
    facts.common_cause.or(of_map).map_or(COMMON_CAUSE, crate::plan::value::Percent::share)
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
    places
}
