//! Connections that are kept while something else is waited for.

use crate::analysis::effective::total_timeout;
use crate::analysis::pools::{Shared, pools};
use crate::graph::{Hop, HopId, Vertex};
use crate::plan::data::Transaction;
use crate::plan::map::HeldFor;
use crate::plan::reference::{CallRef, ComponentRef, StoreRef, ends};
use crate::plan::value::{Fact, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeSet;

/// PO3: a connection is held across a remote call.
pub(in crate::rules) fn held_across_a_call(context: &Context<'_>) -> Vec<Ruling> {
    let pools = pools(context.system);
    let mut rulings: Vec<Ruling> = pools.iter().filter_map(|pool| of_pool(context, pool)).collect();
    rulings.extend(context.plan.transactions().filter_map(|(id, transaction)| of_transaction(context, id.as_str(), transaction)));
    rulings
}

fn of_pool(context: &Context<'_>, pool: &Shared) -> Option<Ruling> {
    let system = context.system;
    let hop = system.hop(pool.first);
    let facts = hop.call.pool.known()?;
    let subject = || context.call_that_says(pool.first, "pool");
    let path = hop.at("pool").key("held_for");
    match facts.held_for {
        Some(HeldFor::Query | HeldFor::Transaction) => return Some(Ruling::holds(subject())),
        Some(HeldFor::Request) => {}
        None if others(context, pool).next().is_some() => return Some(Ruling::unknown(subject(), path)),
        None => return None,
    }
    let meanwhile: Vec<(HopId, &Hop<'_>)> = others(context, pool).collect();
    if meanwhile.is_empty() {
        return Some(Ruling::holds(subject()));
    }
    let (caller, store) = (system.vertex(hop.caller).id(), system.vertex(hop.callee).id());
    let callees: BTreeSet<&str> = meanwhile.iter().map(|(_, other)| system.vertex(other.callee).id()).collect();
    let callees: Vec<&str> = callees.into_iter().collect();
    let message = format!("{caller} keeps a connection to {store} for the whole request, and waits for {} meanwhile", joined(&callees));
    let mut violation = Violation::new(message, path.clone()).because(path, "held for the whole request");
    for (_, other) in &meanwhile {
        let text = match total_timeout(other).map(|timeout| timeout.value) {
            Some(Limit::At(time)) => format!("{}: waits up to {}", other.id(), time.spoken()),
            Some(Limit::Unlimited) => format!("{}: waits without end", other.id()),
            None => format!("{}: waits", other.id()),
        };
        violation = violation.because(other.path(), text);
    }
    Some(Ruling::violated(subject(), violation))
}

/// The other calls that the caller of a pool waits for in the same request.
fn others<'a>(context: &'a Context<'_>, pool: &'a Shared) -> impl Iterator<Item = (HopId, &'a Hop<'a>)> {
    let system = context.system;
    let hop = system.hop(pool.first);
    let routes = || system.routes().iter().filter(|route| pool.hops.iter().any(|id| route.takes(*id)));
    let elsewhere = move |other: &Hop<'_>| other.callee != hop.callee && other.is_sync() && other.at_request();
    system.hops_from(hop.caller).filter(move |(id, other)| elsewhere(other) && routes().any(|route| route.takes(*id)))
}

/// A transaction of a database keeps its connection until it ends; a saga is none.
fn of_transaction(context: &Context<'_>, id: &str, transaction: &Transaction) -> Option<Ruling> {
    let writes = transaction.writes.as_ref().filter(|writes| !writes.is_empty())?;
    if transaction.saga.known().is_some() {
        return None;
    }
    let subject = SubjectRef::transaction(id, transaction.by.as_ref().map(ComponentRef::as_str));
    let path = subject.path.clone().key("spans");
    let is_written = |store: &str| writes.iter().any(|written| written.as_str() == store);
    let spans = match &transaction.spans {
        Fact::None => return Some(Ruling::holds(subject)),
        Fact::Unknown => return calls_others(context, transaction, &is_written).then(|| Ruling::unknown(subject, path)),
        Fact::Known(spans) => spans,
    };
    let callee = |call: &str| ends(call).map(|(_, callee)| callee.split('/').next().unwrap_or(callee).to_owned());
    let remote: Vec<&str> =
        spans.iter().map(CallRef::as_str).filter(|call| !callee(call).is_some_and(|store| is_written(&store))).collect();
    if remote.is_empty() {
        return Some(Ruling::holds(subject));
    }
    let stores: Vec<&str> = writes.iter().map(StoreRef::as_str).collect();
    let message = format!("the transaction {id} keeps a connection to {} while it waits for {}", joined(&stores), joined(&remote));
    let violation = Violation::new(message, path.clone())
        .because(path, format!("made while it is open: {}", joined(&remote)))
        .because(subject.path.clone().key("writes"), format!("writes {}", joined(&stores)));
    Some(Ruling::violated(subject, violation))
}

/// Whether the one that runs a transaction waits for anything but the stores that it writes.
fn calls_others(context: &Context<'_>, transaction: &Transaction, is_written: &dyn Fn(&str) -> bool) -> bool {
    let Some(by) = transaction.by.as_ref().and_then(|by| context.system.find(by.as_str())) else { return false };
    let mut calls = context.system.hops_from(by);
    calls.any(|(_, hop)| hop.is_sync() && !matches!(context.system.vertex(hop.callee), Vertex::Store(id, _) if is_written(id)))
}
