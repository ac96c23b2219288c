//! How often a request may arrive because a hop before it is tried again.

use super::{idempotency, own_tries};
use crate::graph::{HopId, PerVertex, Route};
use crate::plan::value::Fact;
use crate::rules::Context;

/// An earlier hop that repeats the whole request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeat {
    /// The hop.
    pub hop: HopId,
    /// How often it is tried.
    pub count: f64,
    /// How many hops before.
    distance: usize,
}

/// What arrives more than once at each hop, in the journey where that is worst.
///
/// Several hops before a vertex are alternatives of each other, not factors, unless they follow each other; only the largest is
/// certain. Of equal ones the nearest is named.
pub(super) struct Arrivals {
    before: Vec<Option<Repeat>>,
}

impl Arrivals {
    /// Follows each journey from its entries: what a caller receives more than once, it does more than once.
    pub fn of(context: &Context<'_>) -> Self {
        let passing: Vec<Option<f64>> = context.system.hops().map(|(id, _)| passing(context, id)).collect();
        let mut before = vec![None; passing.len()];
        for route in context.system.routes() {
            let arriving = along(route, &passing);
            for stretch in &route.stretches {
                let Some(worst) = stretch.hop.and_then(|id| before.get_mut(id.index())) else { continue };
                let Some(repeat) = arriving.get(stretch.from) else { continue };
                if worst.as_ref().is_none_or(|worst| repeat.is_worse_than(worst)) {
                    *worst = Some(*repeat);
                }
            }
        }
        Self { before }
    }

    /// What repeats a hop from further ahead.
    pub fn before(&self, id: HopId) -> Option<&Repeat> {
        self.before.get(id.index())?.as_ref()
    }
}

impl Repeat {
    fn is_worse_than(&self, other: &Self) -> bool {
        self.count.total_cmp(&other.count).then(other.distance.cmp(&self.distance)).is_gt()
    }
}

/// How often a hop passes on what it receives, its own tries included; `None` where a repeat ends at it: its callee recognises
/// a request that comes again, nothing changes, or nobody waits for it.
fn passing(context: &Context<'_>, id: HopId) -> Option<f64> {
    let hop = context.system.hop(id);
    let ends = !hop.is_sync() || hop.call.mutates == Some(false) || matches!(idempotency(context, hop), Fact::Known(_));
    (!ends).then(|| own_tries(hop).unwrap_or(1.0))
}

fn along(route: &Route<'_>, passing: &[Option<f64>]) -> PerVertex<Repeat> {
    let mut arriving = route.table();
    for stretch in route.stretches.iter().filter(|stretch| !stretch.closes_cycle) {
        let Some(id) = stretch.hop else { continue };
        let Some(count) = passing.get(id.index()).copied().flatten() else { continue };
        let own = (count > 1.0).then_some(Repeat { hop: id, count, distance: 0 });
        let inherited = arriving.get(stretch.from).map(|repeat: &Repeat| Repeat { distance: repeat.distance + 1, ..*repeat });
        for repeat in own.into_iter().chain(inherited) {
            if arriving.get(stretch.to).is_none_or(|known| repeat.is_worse_than(known)) {
                arriving.set(stretch.to, repeat);
            }
        }
    }
    arriving
}
