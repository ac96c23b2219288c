//! Criticality inversions: something can't work without something that matters less.

use crate::analysis::compose::node_path;
use crate::document::Path;
use crate::graph::{HopId, System};
use crate::plan::Criticality;
use crate::plan::map::Need;
use petgraph::graph::NodeIndex;

/// A hard call from something more critical to something less so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inversion {
    /// The call.
    pub hop: HopId,
    /// How much depends on the caller.
    pub caller: Criticality,
    /// How much depends on the callee.
    pub callee: Criticality,
}

/// How the two ends of a call stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The caller can do without the callee, or the callee matters as much.
    Fits,
    /// The caller matters more and can't do without.
    Inverted(Inversion),
    /// A fact is missing.
    Open(Path),
}

/// How the ends of a call stand to each other; `None` where nobody says how much depends on the caller, and for one of several
/// alternatives, without which the caller can do.
pub fn standing(system: &System<'_>, id: HopId) -> Option<Standing> {
    let hop = system.hop(id);
    let of = |at: NodeIndex| system.plan.criticality_of(system.vertex(at).id());
    let caller = of(hop.caller).filter(|_| hop.call.any_of.is_none())?;
    Some(match (hop.call.need, of(hop.callee)) {
        (None, _) => Standing::Open(hop.at("need")),
        (_, None) => Standing::Open(node_path(system.vertex(hop.callee)).key("criticality")),
        (Some(Need::Hard), Some(callee)) if callee > caller => Standing::Inverted(Inversion { hop: id, caller, callee }),
        _ => Standing::Fits,
    })
}

/// Every inversion, in the order of the plan.
pub fn inversions(system: &System<'_>) -> Vec<Inversion> {
    let inverted = |id| if let Standing::Inverted(inversion) = standing(system, id)? { Some(inversion) } else { None };
    system.hops().filter_map(|(id, _)| inverted(id)).collect()
}
