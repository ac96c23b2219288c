//! How far a transaction reaches: over one server only, and over no call.

use super::{server_of, steps};
use crate::analysis::effective::total_timeout;
use crate::analysis::structure::process_of;
use crate::document::Path;
use crate::graph::Hop;
use crate::plan::data::Transaction;
use crate::plan::reference::{ComponentRef, StoreRef, ends};
use crate::plan::value::{Fact, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeSet;

/// TX1: one operation changes stores on several servers, which no transaction spans.
pub(in crate::rules) fn several_servers(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.transactions().filter_map(|(id, transaction)| together(context, id.as_str(), transaction)).collect()
}

fn subject_of(id: &str, transaction: &Transaction) -> SubjectRef {
    SubjectRef::transaction(id, transaction.by.as_ref().map(ComponentRef::as_str))
}

fn together(context: &Context<'_>, id: &str, transaction: &Transaction) -> Option<Ruling> {
    // The steps of a saga commit one by one; whether it can go back and on is another question.
    if steps(transaction).is_some() {
        return None;
    }
    let subject = subject_of(id, transaction);
    let at = |field: &str| subject.path.clone().key(field);
    let Some(writes) = &transaction.writes else { return Some(Ruling::unknown(subject.clone(), at("writes"))) };
    let servers: BTreeSet<&str> = writes.iter().map(|store| server_of(context.plan, store.as_str())).collect();
    if servers.len() < 2 {
        return Some(Ruling::holds(subject));
    }
    if transaction.saga.is_unknown() {
        return Some(Ruling::unknown(subject.clone(), at("saga")));
    }
    let names: Vec<&str> = writes.iter().map(StoreRef::as_str).collect();
    let owners: BTreeSet<Option<&str>> = names.iter().map(|store| context.plan.owner_of(store)).collect();
    let whose = if owners.len() > 1 {
        let owners: Vec<&str> = owners.iter().map(|owner| owner.unwrap_or("nobody")).collect();
        format!(" of {}", joined(&owners))
    } else {
        String::new()
    };
    let message = format!(
        "{id} changes {} at once, which stand on {} servers{whose}: no transaction spans them, and a crash leaves one changed and the other not",
        joined(&names),
        servers.len()
    );
    let mut violation = Violation::new(message, at("writes")).because(at("writes"), format!("it writes {}", joined(&names)));
    for name in names {
        let at = |field: &str| Path::of(["data", "stores", name, field]);
        violation = violation.because(at("within"), stands(name, server_of(context.plan, name)));
        if owners.len() > 1 {
            let owner = context.plan.owner_of(name).unwrap_or("nobody");
            violation = violation.because(at("owner"), format!("{name} is of {owner}"));
        }
    }
    let violation = violation.because(at("saga"), "it is no saga").regraded(owners.len() < 2);
    Some(Ruling::violated(subject.clone(), violation))
}

fn stands(store: &str, server: &str) -> String {
    if store == server { format!("{store} is within no other server") } else { format!("{store} is within {server}") }
}

/// TX2: a transaction is open while a remote call is waited for.
pub(in crate::rules) fn waits_for_others(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.transactions().filter_map(|(id, transaction)| open_while(context, id.as_str(), transaction)).collect()
}

fn open_while(context: &Context<'_>, id: &str, transaction: &Transaction) -> Option<Ruling> {
    let writes = transaction.writes.as_ref().is_some_and(|writes| !writes.is_empty());
    if steps(transaction).is_some() || (transaction.writes.is_some() && !writes) {
        return None;
    }
    let subject = subject_of(id, transaction);
    let path = subject.path.clone().key("spans");
    let spans = match &transaction.spans {
        Fact::Unknown => return Some(Ruling::unknown(subject, path)),
        Fact::None => return Some(Ruling::holds(subject)),
        Fact::Known(spans) => spans,
    };
    let mut waits = Vec::new();
    let mut reasons = Vec::new();
    for (number, span) in spans.iter().enumerate() {
        let Some((caller, callee)) = ends(span.as_str()).filter(|_| is_remote(context, transaction, span.as_str())) else { continue };
        let (callee, operation) = callee.split_once('/').map_or((callee, None), |(callee, operation)| (callee, Some(operation)));
        let hop = hop_of(context, caller, callee, operation);
        let limit = hop.and_then(total_timeout).map(|limit| match limit.value {
            Limit::At(time) => format!(", for up to {}{}", time.spoken(), limit.origin()),
            Limit::Unlimited => format!(", without limit{}", limit.origin()),
        });
        waits.push(format!("{callee}{}", limit.clone().unwrap_or_default()));
        reasons.push((path.clone().index(number), format!("{span} is made while it is open")));
        if let Some(limit) = hop.and_then(total_timeout) {
            reasons.push((limit.path(), format!("{}{}", limit.value, limit.origin())));
        }
    }
    if waits.is_empty() {
        return Some(Ruling::holds(subject));
    }
    let parts: Vec<&str> = waits.iter().map(String::as_str).collect();
    let message = format!("{id} keeps its locks and its connection while it waits for {}", joined(&parts));
    let mut violation = Violation::new(message, path);
    for (path, text) in reasons {
        violation = violation.because(path, text);
    }
    Some(Ruling::violated(subject, violation))
}

/// Whether a call leaves the process and the server that the transaction is on.
fn is_remote(context: &Context<'_>, transaction: &Transaction, call: &str) -> bool {
    let Some((caller, callee)) = ends(call) else { return false };
    let callee = callee.split_once('/').map_or(callee, |(callee, _)| callee);
    let own = transaction.writes.iter().flatten();
    let is_own = own.into_iter().any(|store| server_of(context.plan, store.as_str()) == server_of(context.plan, callee));
    !is_own && process_of(context.plan, caller) != process_of(context.plan, callee)
}

fn hop_of<'c>(context: &'c Context<'_>, caller: &str, callee: &str, operation: Option<&str>) -> Option<&'c Hop<'c>> {
    let (caller, callee) = (context.system.find(caller)?, context.system.find(callee)?);
    let mut hops = context.system.hops_from(caller).map(|(_, hop)| hop);
    hops.find(|hop| hop.callee == callee && operation.is_none_or(|operation| hop.operation == Some(operation)))
}
