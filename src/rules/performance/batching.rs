//! Batching: what grows with the input is sent in bounded batches, and bulk work gives way to people.

use crate::graph::{Hop, HopId, Link, System, Vertex};
use crate::plan::map::{Component, ComponentKind, ReadsFrom};
use crate::plan::value::{Fact, Limit, Number};
use crate::rules::{Context, Demands, Ruling, Violation};
use petgraph::Direction;
use petgraph::graph::NodeIndex;

/// BA1: calls per request grow with the input.
pub(in crate::rules) fn grows(context: &Context<'_>) -> Vec<Ruling> {
    let few = context.threshold("BA1.few");
    context.system.hops().filter_map(|(id, hop)| growth(context, id, hop, few)).collect()
}

fn growth(context: &Context<'_>, id: HopId, hop: &Hop<'_>, few: f64) -> Option<Ruling> {
    let subject = || context.call(id);
    let at_most = hop.call.at_most;
    let grows_with = match &hop.call.grows_with {
        Fact::Known(what) => what,
        Fact::None => return Some(Ruling::holds(subject())),
        Fact::Unknown => {
            let is_bounded = matches!(at_most, Some(Limit::At(_))) || hop.call.batch.known().is_some();
            let several = most_per_request(hop) > few || at_most == Some(Limit::Unlimited);
            return several.then(|| if is_bounded { Ruling::holds(subject()) } else { Ruling::unknown(subject(), hop.at("grows_with")) });
        }
    };
    if matches!(at_most, Some(Limit::At(_))) || hop.call.batch.known().is_some() {
        return Some(Ruling::holds(subject()));
    }
    if at_most.is_none() {
        return Some(Ruling::unknown(subject(), hop.at("at_most")));
    }
    let average = most_per_request(hop);
    let today = if average > 1.0 { format!(" ({} on average)", Number(average)) } else { String::new() };
    let message =
        format!("the number of calls {} in a request{today} grows with {grows_with}, and neither a limit nor a batch bounds it", hop.id());
    let mut violation = Violation::new(message, hop.at("grows_with"))
        .because(hop.at("grows_with"), format!("grows with {grows_with}"))
        .because(hop.at("at_most"), "any number a request");
    if hop.call.batch.is_none() {
        violation = violation.because(hop.at("batch"), "no batch");
    }
    Some(Ruling::violated(subject(), violation))
}

/// How many a request makes on average, in the journey that makes most.
fn most_per_request(hop: &Hop<'_>) -> f64 {
    let of_call = hop.call.per_request.map_or(1.0, |number| number.0);
    let shares = hop.call.r#in.iter().flat_map(|journeys| journeys.0.values());
    shares.filter_map(|share| share.calls).map(|calls| calls.0).fold(of_call, f64::max)
}

/// BA2: a batch has no bound or no rule for partial failure.
pub(in crate::rules) fn open_batch(context: &Context<'_>) -> Vec<Ruling> {
    let batches = context.calls_saying(&["batch"]).filter_map(|(subject, _, hop)| Some((subject, hop, hop.call.batch.known()?)));
    let judged = batches.map(|(subject, hop, batch)| {
        let at = |field: &str| hop.at("batch").key(field);
        let name = subject.name().to_owned();
        Demands::default()
            .want(batch.max_items.map(|items| items != Limit::Unlimited), at("max_items"), "any number of items")
            .want(batch.max_bytes.map(|bytes| bytes != Limit::Unlimited), at("max_bytes"), "any number of bytes")
            .want(batch.linger.map(|_| true), at("linger"), "")
            .want_some(&batch.partial_failure, at("partial_failure"), "no rule for a part that fails")
            .ruling(subject, |lacks| format!("a batch of {name} has {lacks}"))
    });
    judged.collect()
}

/// BA3: bulk work shares the primary with live traffic, unthrottled.
pub(in crate::rules) fn in_the_way(context: &Context<'_>) -> Vec<Ruling> {
    let system = context.system;
    let bulk = system.hops().filter(|(_, hop)| hop.call.bulk != Some(false) && may_be_bulk(system, hop));
    bulk.filter_map(|(id, hop)| beside_people(context, id, hop)).collect()
}

/// Bulk work, by the plan's word; of what runs by the clock it is asked.
fn may_be_bulk(system: &System<'_>, hop: &Hop<'_>) -> bool {
    let is_job = |component: &Component| component.kind == Some(ComponentKind::Job);
    hop.call.bulk == Some(true) || system.vertex(hop.caller).component().is_some_and(is_job)
}

fn beside_people(context: &Context<'_>, id: HopId, hop: &Hop<'_>) -> Option<Ruling> {
    let system = context.system;
    let (live, route) = live_call(system, hop)?;
    let subject = context.call(id);
    let Vertex::Store(store, facts) = system.vertex(hop.callee) else { return None };
    if hop.call.bulk.is_none() {
        return Some(Ruling::unknown(subject, hop.at("bulk")));
    }
    // What writes goes to the primary, and so does everything where there are no copies.
    let only_primary = hop.call.mutates == Some(true) || facts.replication.is_none();
    let on_primary = match hop.call.reads_from {
        _ if only_primary => Some(true),
        Some(from) => Some(from != ReadsFrom::Replica),
        None => None,
    };
    if on_primary == Some(false) || hop.call.throttle.known().is_some() {
        return Some(Ruling::holds(subject));
    }
    if hop.call.throttle.is_unknown() {
        return Some(Ruling::unknown(subject, hop.at("throttle")));
    }
    if on_primary.is_none() {
        return Some(Ruling::unknown(subject, hop.at("reads_from")));
    }
    let message = format!("the bulk work of {} goes to the same copy of {store} as {live} of {route}, and nothing slows it down", hop.id());
    let violation = Violation::new(message, hop.at("throttle"))
        .because(hop.at("bulk"), "bulk work")
        .because(hop.at("throttle"), "nothing slows it down")
        .because(if hop.call.reads_from.is_some() { hop.at("reads_from") } else { hop.path() }, "goes to the primary");
    Some(Ruling::violated(subject, violation))
}

/// A call of a journey to the same store, or to one on the same server, that is no bulk work.
fn live_call<'a>(system: &'a System<'_>, bulk: &Hop<'_>) -> Option<(&'a str, &'a str)> {
    let stores = on_one_server(system, bulk.callee);
    let calls = stores.into_iter().flat_map(|store| system.hops_to(store).collect::<Vec<_>>());
    let mut live = calls.filter(|(_, hop)| hop.call.bulk != Some(true) && hop.caller != bulk.caller);
    live.find_map(|(id, hop)| {
        let route = system.routes().iter().find(|route| route.takes(id))?;
        Some((hop.id(), route.id))
    })
}

/// A store, its server, and what else that hosts.
fn on_one_server(system: &System<'_>, store: NodeIndex) -> Vec<NodeIndex> {
    let server = system.linked(store, Link::Within, Direction::Outgoing).next().unwrap_or(store);
    let mut stores = vec![store, server];
    stores.extend(system.linked(server, Link::Within, Direction::Incoming));
    stores.sort_unstable();
    stores.dedup();
    stores
}
