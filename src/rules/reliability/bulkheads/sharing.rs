//! Queues and pools that several share.

use crate::analysis::compose::node_path;
use crate::document::Path;
use crate::graph::{Hop, HopId, System};
use crate::plan::contracts::{Channel, ChannelIsolation, ChannelKind, ChannelOnFull};
use crate::plan::map::Pool;
use crate::plan::reference::ComponentRef;
use crate::plan::{Criticality, Plan};
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeMap;

/// BH4: one that is slow can stop the others that share a queue or a pool with it.
pub(in crate::rules) fn shared_place(context: &Context<'_>) -> Vec<Ruling> {
    let fed = by_producer(context.plan);
    let channels = context.plan.channels().filter_map(|(id, channel)| {
        let blocking = of_producers(id.as_str(), channel, &fed);
        blocking.or_else(|| of_consumers(id.as_str(), channel))
    });
    channels.chain(pools(context.system).into_values().filter_map(|calls| of_calls(context, &calls))).collect()
}

fn of_consumers(id: &str, channel: &Channel) -> Option<Ruling> {
    let consumers = readers(channel);
    if consumers.len() < 2 {
        return None;
    }
    let subject = SubjectRef::channel(id);
    let path = subject.path.clone().key("isolation");
    match channel.isolation {
        Some(ChannelIsolation::PerConsumer) => Some(Ruling::holds(subject)),
        // Each reader of a log has its own place in it.
        None if channel.kind == Some(ChannelKind::Log) => Some(Ruling::holds(subject)),
        None => Some(Ruling::unknown(subject, path)),
        Some(ChannelIsolation::Shared) => {
            let named = joined(&consumers);
            let message =
                format!("{named} take their messages from one place in {id}: what one of them can't work on stands before the others");
            let violation = Violation::new(message, path.clone())
                .because(path.clone(), "shared")
                .because(subject.path.clone().key("consumers"), format!("{} consumers", consumers.len()))
                .suggest(path, "per-consumer");
            Some(Ruling::violated(subject, violation))
        }
    }
}

/// The channels that each component produces into.
fn by_producer(plan: &Plan) -> BTreeMap<&str, Vec<(&str, &Channel)>> {
    let mut fed: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, channel) in plan.channels() {
        for producer in channel.producers.iter().flat_map(|producers| producers.0.keys()) {
            fed.entry(producer.as_str()).or_default().push((id.as_str(), channel));
        }
    }
    fed
}

/// While a channel is full, a producer that waits for room feeds nothing else of the same journey either: so the slow consumer of one
/// channel stops the consumers of others.
fn of_producers(id: &str, channel: &Channel, fed: &BTreeMap<&str, Vec<(&str, &Channel)>>) -> Option<Ruling> {
    if channel.on_full.known() != Some(&ChannelOnFull::Block) {
        return None;
    }
    let others_of = |producer: &str| {
        let fed = fed.get(producer).into_iter().flatten().filter(|(other, facts)| *other != id && shares_a_journey(channel, facts));
        fed.filter(|(_, facts)| readers(facts) != readers(channel)).copied().collect::<Vec<_>>()
    };
    let producers = channel.producers.iter().flat_map(|producers| producers.0.keys()).map(ComponentRef::as_str);
    let (producer, others) = producers.map(|producer| (producer, others_of(producer))).find(|(_, others)| !others.is_empty())?;
    let subject = SubjectRef::channel(id);
    let path = subject.path.clone().key("on_full");
    let names: Vec<&str> = others.iter().map(|(other, _)| *other).collect();
    let message = format!(
        "while {id} is full {producer} waits to put a message into it, and {} get nothing of the same work: a slow {} stops them too",
        joined(&names),
        joined(&readers(channel))
    );
    let mut violation = Violation::new(message, path.clone()).because(path, format!("{producer} waits while {id} is full"));
    for (other, _) in &others {
        let place = Path::of(["contracts", "channels", other, "producers"]);
        violation = violation.because(place, format!("{producer} feeds {other} too"));
    }
    Some(Ruling::violated(subject, violation.group(format!("bulkheads/BH4 {producer} waits"))))
}

fn readers(channel: &Channel) -> Vec<&str> {
    channel.consumers.iter().flat_map(|consumers| consumers.0.keys()).map(ComponentRef::as_str).collect()
}

/// Whether one piece of work goes into both.
fn shares_a_journey(one: &Channel, other: &Channel) -> bool {
    let journeys = |channel: &Channel| channel.r#in.iter().flatten().map(|journey| journey.as_str().to_owned()).collect::<Vec<_>>();
    let others = journeys(other);
    journeys(one).iter().any(|journey| others.contains(journey))
}

/// The calls of each named pool of each caller.
fn pools<'s>(system: &'s System<'_>) -> BTreeMap<(&'s str, &'s str), Vec<(HopId, &'s Hop<'s>)>> {
    let mut pools: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, hop) in system.hops() {
        if let Some(Pool { name: Some(name), .. }) = hop.call.pool.known() {
            pools.entry((system.vertex(hop.caller).id(), name.as_str())).or_default().push((id, hop));
        }
    }
    pools
}

/// A pool is as critical for its caller as what it leads to: calls to something minor take the connections of calls to something
/// that matters.
fn of_calls(context: &Context<'_>, calls: &[(HopId, &Hop<'_>)]) -> Option<Ruling> {
    let ((_, first), others) = calls.split_first()?;
    if others.iter().all(|(_, hop)| hop.callee == first.callee) {
        return None;
    }
    let callee = |hop: &Hop<'_>| context.system.vertex(hop.callee);
    let grade = |hop: &Hop<'_>| context.criticality(Some(callee(hop).id()));
    let graded: Vec<(Criticality, &Hop<'_>)> = calls.iter().filter_map(|(_, hop)| Some((grade(hop)?, *hop))).collect();
    let (Some((best, high)), Some((worst, low))) =
        (graded.iter().min_by_key(|(grade, _)| *grade), graded.iter().rev().max_by_key(|(grade, _)| *grade))
    else {
        return None;
    };
    let subject = SubjectRef::pool(context.system, low);
    if best == worst {
        let open = calls.iter().find(|(_, hop)| grade(hop).is_none());
        return Some(open.map_or_else(
            || Ruling::holds(subject.clone()),
            |(_, hop)| Ruling::unknown(subject.clone(), node_path(callee(hop)).key("criticality")),
        ));
    }
    let name = first.call.pool.known()?.name.as_ref()?;
    let (high_id, low_id) = (callee(high).id(), callee(low).id());
    let message = format!(
        "calls to {low_id} ({}) take their connections from the pool {name} that calls to {high_id} ({}) need: slow ones leave none",
        worst.as_str(),
        best.as_str()
    );
    let violation = Violation::new(message, low.at("pool").key("name"))
        .because(low.at("pool").key("name"), format!("{}: pool {name}", low.id()))
        .because(high.at("pool").key("name"), format!("{}: pool {name}", high.id()))
        .because(node_path(callee(low)).key("criticality"), format!("{low_id}: {}", worst.as_str()))
        .because(node_path(callee(high)).key("criticality"), format!("{high_id}: {}", best.as_str()));
    Some(Ruling::violated(subject, violation))
}
