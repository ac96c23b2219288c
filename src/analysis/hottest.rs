//! What the hottest value of a partition key gets, against what one partition takes.

use super::figure::Derivation;
use super::load::hop_rate;
use crate::document::Path;
use crate::graph::{System, Vertex};
use crate::plan::data::{Partitions, Store};
use crate::plan::value::{Rate, Share};
use petgraph::graph::NodeIndex;

/// The load of the hottest value, of one kind.
#[derive(Debug, Clone)]
pub struct Hottest {
    /// `reads`, `writes` or `requests`.
    pub what: &'static str,
    /// How many a second; a bound from below while facts are missing.
    pub rate: f64,
    /// How many a partition takes.
    pub limit: Rate,
    /// How it was got.
    pub how: Derivation,
}

/// The hottest value of a store's partition key, for each kind of load that the store limits. Where the plan states a rate and not
/// a share, it may be of either kind: it is compared with both limits together.
pub fn hottest(system: &System<'_>, at: NodeIndex) -> Vec<Hottest> {
    let Vertex::Store(id, store) = system.vertex(at) else { return Vec::new() };
    let Some(partitions) = store.partitions.known() else { return Vec::new() };
    let Some(limit) = &partitions.limit else { return Vec::new() };
    let path = Path::of(["data", "stores", id, "partitions", "hottest"]);
    match &partitions.hottest {
        None => Vec::new(),
        Some(Share::Rate(rate)) => of_rate(*rate, path, partitions),
        Some(Share::Percent(share)) => {
            let kinds = [("reads", limit.reads, false), ("writes", limit.writes, true)];
            let stated = kinds.into_iter().filter_map(|(what, limit, writes)| Some((what, limit?, writes)));
            stated
                .map(|(what, limit, writes)| {
                    let (all, mut how) = load(system, at, id, store, writes);
                    let rate = all * share.share();
                    how.term(path.clone(), format!("{share} of them go to the hottest value"), rate);
                    Hottest { what, rate, limit, how }
                })
                .collect()
        }
    }
}

fn of_rate(rate: Rate, path: Path, partitions: &Partitions) -> Vec<Hottest> {
    let limit = partitions.limit.as_ref();
    let (reads, writes) = (limit.and_then(|limit| limit.reads), limit.and_then(|limit| limit.writes));
    let mut how = Derivation::default();
    how.term(path, format!("the hottest value gets {rate}"), rate.hz());
    let (what, limit) = match (reads, writes) {
        (Some(reads), Some(writes)) => ("requests", Rate::per_second(reads.hz() + writes.hz())),
        (Some(reads), None) => ("reads", reads),
        (None, Some(writes)) => ("writes", writes),
        (None, None) => return Vec::new(),
    };
    vec![Hottest { what, rate: rate.hz(), limit, how }]
}

/// Reads or writes a second at peak: as measured, else those of the calls.
fn load(system: &System<'_>, at: NodeIndex, id: &str, store: &Store, writes: bool) -> (f64, Derivation) {
    let (field, what) = if writes { ("writes", "writes") } else { ("reads", "reads") };
    let measured = store.load.as_ref().and_then(|load| if writes { load.writes } else { load.reads });
    let mut how = Derivation::default();
    if let Some(rate) = measured {
        how.term(Path::of(["data", "stores", id, "load", field]), format!("{id} gets {rate} {what}, measured"), rate.hz());
        return (rate.hz(), how);
    }
    let mut sum = 0.0;
    for (hop_id, hop) in system.hops_to(at) {
        match hop.call.mutates {
            None => how.lacks(hop.at("mutates")),
            Some(mutates) if mutates != writes => {}
            Some(_) => {
                let rate = hop_rate(system, hop_id);
                sum += rate.per_second * hop.misses();
                how.extend(&rate.how);
            }
        }
    }
    (sum, how)
}
