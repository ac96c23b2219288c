//! Who writes a store.

use crate::document::Path;
use crate::graph::{Hop, System, Vertex};
use crate::plan::map::ComponentKind;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A component that writes a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer<'p> {
    /// The component.
    pub component: &'p str,
    /// The team that answers for it.
    pub owner: Option<&'p str>,
    /// Where the plan says that it writes.
    pub path: Path,
}

/// The writers of a store, as far as the plan says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writers<'p> {
    /// The store.
    pub store: &'p str,
    /// Each writer once, in the order of the plan.
    pub all: Vec<Writer<'p>>,
    /// Where it is open whether a call writes.
    pub open: Option<Path>,
    /// Whether anything calls the store.
    pub is_called: bool,
}

impl<'p> Writers<'p> {
    /// The writers of each owner.
    pub fn by_owner(&self) -> BTreeMap<Option<&'p str>, Vec<&Writer<'p>>> {
        let mut owners: BTreeMap<Option<&str>, Vec<&Writer<'p>>> = BTreeMap::new();
        for writer in &self.all {
            owners.entry(writer.owner).or_default().push(writer);
        }
        owners
    }
}

/// Who writes a store; `None` where there is no store.
pub fn writers<'p>(system: &System<'p>, at: NodeIndex) -> Option<Writers<'p>> {
    let Vertex::Store(store, _) = system.vertex(at) else { return None };
    let hops: Vec<&Hop<'p>> = system.hops_to(at).map(|(_, hop)| hop).collect();
    let mut all: Vec<Writer<'p>> = Vec::new();
    for hop in hops.iter().filter(|hop| hop.call.mutates == Some(true)) {
        for writer in behind_gateways(system, hop.caller) {
            let component = system.vertex(writer).id();
            if !all.iter().any(|known| known.component == component) {
                all.push(Writer { component, owner: system.plan.owner_of(component), path: hop.at("mutates") });
            }
        }
    }
    let open = hops.iter().find(|hop| hop.call.mutates.is_none()).map(|hop| hop.at("mutates"));
    Some(Writers { store, all, open, is_called: !hops.is_empty() })
}

/// A gateway only passes on what its callers write.
fn behind_gateways(system: &System<'_>, writer: NodeIndex) -> Vec<NodeIndex> {
    let is_gateway = |at: NodeIndex| system.vertex(at).component().is_some_and(|component| component.kind == Some(ComponentKind::Gateway));
    let mut seen = vec![writer];
    let mut next = 0;
    while let Some(&at) = seen.get(next) {
        next += 1;
        if is_gateway(at) {
            for (_, hop) in system.hops_to(at) {
                if !seen.contains(&hop.caller) {
                    seen.push(hop.caller);
                }
            }
        }
    }
    let behind: Vec<NodeIndex> = seen.iter().copied().filter(|at| !is_gateway(*at)).collect();
    if behind.is_empty() { vec![writer] } else { behind }
}
