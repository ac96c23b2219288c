//! References to any part of the plan: an id, a call, or the way to a field.

use crate::document::{Path, Tree};
use crate::plan::Plan;
use crate::plan::fields::Spot;
use crate::plan::names::Namespace;
use crate::plan::reference::ends;
use indexmap::IndexSet;

/// Whether a text such as `api`, `api -> payments.timeout` or `data.stores.orders` names a part of the plan.
pub(super) fn exists(plan: &Plan, tree: &Tree, calls: &IndexSet<String>, text: &str) -> bool {
    if text == "system" || Path::parse(text, tree).is_some() || names_finding(text) {
        return true;
    }
    let known = |name: &str| {
        let canonical = ends(name).map(|(caller, callee)| format!("{caller} -> {callee}"));
        match canonical {
            Some(call) => calls.contains(&call),
            None => Namespace::of_reference("path").iter().any(|namespace| plan.ids(*namespace).contains(&name)) || is_endpoint(plan, name),
        }
    };
    if known(text) {
        return true;
    }
    // `auth.admission.queue`: what stands before a dot is an entity, what stands behind it one of its fields.
    let mut dots = text.match_indices('.').map(|(at, _)| at);
    dots.any(|at| {
        text.get(..at).is_some_and(known) && text.get(at + 1..).is_some_and(|field| is_field(plan, text.get(..at).unwrap_or(text), field))
    })
}

/// `timeouts/TO1@call:…` is a finding; whether there is one, only the judge knows.
fn names_finding(text: &str) -> bool {
    text.split_once('@').is_some_and(|(condition, _)| condition.contains('/'))
}

fn is_endpoint(plan: &Plan, name: &str) -> bool {
    plan.apis().any(|(id, api)| id.as_str() == name || api.endpoints.iter().any(|endpoints| endpoints.contains_key(name)))
}

/// Whether the entity of this name may have this field.
fn is_field(plan: &Plan, entity: &str, field: &str) -> bool {
    let register: &[&str] = match () {
        () if ends(entity).is_some() => &["map", "calls", "*"],
        () if plan.component(entity).is_some() => &["map", "components", "*"],
        () if plan.store(entity).is_some() => &["data", "stores", "*"],
        () if plan.channel(entity).is_some() => &["contracts", "channels", "*"],
        () if plan.journey(entity).is_some() => &["goals", "journeys", "*"],
        () => return true,
    };
    // A key of a register may hold dots itself (`keys.orders.id`): behind a register anything goes that does not fit.
    let parts: Vec<&str> = field.split('.').collect();
    let Some(mut spot) = Spot::at(register.iter().copied()) else { return false };
    let mut behind_register = false;
    for part in parts {
        behind_register |= spot.entries().is_some();
        match spot.child(part) {
            Some(next) => spot = next,
            None => return behind_register,
        }
    }
    true
}
