//! Stores in words, for the design document and for decisions about them.

use crate::plan::data::{EnforcedBy, Rows, Store};
use crate::plan::reference::StoreRef;
use crate::plan::value::Fact;
use crate::plan::{Entity, Plan};
use schemars::JsonSchema;
use serde::Serialize;

/// A store with what else the plan says about it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StoreView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is called.
    pub title: Option<&'p str>,
    /// The team that answers for it.
    pub owner: Option<&'p str>,
    /// Its facts.
    pub facts: &'p Store,
    /// The components that change it, by their calls.
    pub writers: Vec<&'p str>,
    /// The components that only read it.
    pub readers: Vec<&'p str>,
    /// What must always be true of it.
    pub invariants: Vec<InvariantView<'p>>,
}

/// An invariant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InvariantView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What must always be true.
    pub states: Option<&'p str>,
    /// The stores that it speaks of.
    pub over: Vec<&'p str>,
    /// Whether it looks at one row or several.
    pub rows: Option<Rows>,
    /// What enforces it.
    pub by: &'p Fact<EnforcedBy>,
    /// How often breaches are looked for, and by whom.
    pub reconciled: Fact<String>,
}

/// A store of the plan.
pub(super) fn store<'p>(plan: &'p Plan, id: &str) -> Option<StoreView<'p>> {
    let (id, facts) = plan.stores().find(|(other, _)| other.as_str() == id)?;
    let (mut writers, mut readers) = (Vec::new(), Vec::new());
    for (key, call) in plan.calls().filter(|(key, _)| key.callee() == id.as_str()) {
        let operations = call.operations.iter().flat_map(|operations| operations.values());
        let mutates = operations.map(|operation| operation.mutates).chain([call.mutates]).any(|mutates| mutates == Some(true));
        let side = if mutates { &mut writers } else { &mut readers };
        side.push(key.caller());
    }
    let invariants = invariants(plan).filter(|invariant| invariant.over.contains(&id.as_str())).collect();
    Some(StoreView { id: id.as_str(), title: facts.title(), owner: plan.owner_of(id.as_str()), facts, writers, readers, invariants })
}

/// All invariants of the plan.
pub(super) fn invariants(plan: &Plan) -> impl Iterator<Item = InvariantView<'_>> {
    plan.invariants().map(|(id, invariant)| InvariantView {
        id: id.as_str(),
        states: invariant.states.as_deref().or(invariant.title()),
        over: invariant.over.iter().flatten().map(StoreRef::as_str).collect(),
        rows: invariant.rows,
        by: &invariant.by,
        reconciled: invariant.reconciled.as_ref().part(|reconciled| {
            let every = reconciled.every.map(|every| format!("every {every}"));
            let owner = reconciled.owner.as_ref().map(|owner| format!("by {owner}"));
            Some(every.into_iter().chain(owner).collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        }),
    })
}
