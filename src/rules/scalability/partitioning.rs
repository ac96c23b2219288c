//! Partitioning: keys, and one writer for each store.

use crate::document::Path;
use crate::graph::{Hop, Vertex};
use crate::plan::map::ComponentKind;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// PT3: components of several owners write one store.
pub(in crate::rules) fn several_owners_write(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for at in context.system.nodes() {
        let Vertex::Store(id, _) = context.system.vertex(at) else { continue };
        let subject = SubjectRef::store(id);
        let hops: Vec<&Hop<'_>> = context.system.hops_to(at).map(|(_, hop)| hop).collect();
        let mut owners: BTreeMap<Option<&str>, Vec<(&str, Path)>> = BTreeMap::new();
        for hop in hops.iter().filter(|hop| hop.call.mutates == Some(true)) {
            for writer in behind_gateways(context, hop.caller) {
                let writer = context.system.vertex(writer).id();
                let writers = owners.entry(context.plan.owner_of(writer)).or_default();
                if !writers.iter().any(|(known, _)| *known == writer) {
                    writers.push((writer, hop.at("mutates")));
                }
            }
        }
        let open = hops.iter().find(|hop| hop.call.mutates.is_none());
        rulings.push(match (owners.len(), open) {
            (2.., _) => {
                let sides: Vec<String> = owners
                    .iter()
                    .map(|(owner, writers)| {
                        let names: Vec<&str> = writers.iter().map(|(writer, _)| *writer).collect();
                        format!("{} ({})", names.join(", "), owner.unwrap_or("no owner stated"))
                    })
                    .collect();
                let mut violation = Violation::new(
                    format!("{id} is written by components of {} owners: {}", owners.len(), sides.join(" and ")),
                    subject.path.clone(),
                );
                for (owner, writers) in &owners {
                    for (writer, path) in writers {
                        violation =
                            violation.because(path.clone(), format!("{writer} of {} writes {id}", owner.unwrap_or("no stated owner")));
                    }
                }
                Ruling::violated(subject, violation)
            }
            (_, Some(hop)) => Ruling::unknown(subject, hop.at("mutates")),
            (0, None) if hops.is_empty() => continue,
            _ => Ruling::holds(subject),
        });
    }
    rulings
}

/// A gateway only passes on what its callers write.
fn behind_gateways(context: &Context<'_>, writer: NodeIndex) -> Vec<NodeIndex> {
    let is_gateway =
        |at: NodeIndex| context.system.vertex(at).component().is_some_and(|component| component.kind == Some(ComponentKind::Gateway));
    let mut seen = vec![writer];
    let mut next = 0;
    while let Some(&at) = seen.get(next) {
        next += 1;
        if is_gateway(at) {
            for (_, hop) in context.system.hops_to(at) {
                if !seen.contains(&hop.caller) {
                    seen.push(hop.caller);
                }
            }
        }
    }
    let behind: Vec<NodeIndex> = seen.iter().copied().filter(|at| !is_gateway(*at)).collect();
    if behind.is_empty() { vec![writer] } else { behind }
}
