//! Backpressure: queues end somewhere, and what can't be worked on does not come back for ever.

use crate::plan::contracts::{Channel, ChannelKind, Consumer, Delivery, Publish};
use crate::plan::node::Quantiles;
use crate::plan::reference::ChannelRef;
use crate::plan::value::{Duration, Limit};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use std::collections::BTreeSet;

/// BP1: a channel without a bound on what waits, or without a rule for being full.
pub(in crate::rules) fn unbounded(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.channels().map(|(id, channel)| bound(id.as_str(), channel)).collect()
}

fn bound(id: &str, channel: &Channel) -> Ruling {
    let subject = SubjectRef::channel(id);
    let at = |field: &str| subject.path.clone().key(field);
    let facts = [
        ("max_age", "their age", channel.max_age.map(|age| age.at().is_some())),
        ("max_depth", "their number", channel.max_depth.map(|depth| depth.at().is_some())),
        ("retention", "how long they are kept", channel.retention.map(|kept| kept.at().is_some())),
    ];
    let is_bounded = facts.iter().any(|(.., bounded)| *bounded == Some(true));
    let no_rule = channel.on_full.is_none();
    let open = facts.iter().find(|(.., bounded)| bounded.is_none()).map(|(field, ..)| at(field));
    if !is_bounded && open.is_none() {
        let and = if no_rule { ", and nothing says what happens when the room ends" } else { "" };
        let message = format!("{id} may grow without end: no limit on the number, the age or the keeping of its messages{and}");
        let mut violation = Violation::new(message, at("max_age"));
        for (field, what, _) in facts {
            violation = violation.because(at(field), format!("no limit on {what}"));
        }
        if no_rule {
            violation = violation.because(at("on_full"), "no rule for a full channel");
        }
        return Ruling::violated(subject, violation);
    }
    let deepest = channel.max_depth.as_ref().and_then(Limit::at);
    if no_rule {
        let full = deepest.map_or("when it is full".to_owned(), |deepest| format!("to the message that comes when {deepest} wait"));
        let violation = Violation::new(format!("nothing says what happens in {id} {full}"), at("on_full"));
        return Ruling::violated(subject.clone(), violation.because(at("on_full"), "no rule for a full channel"));
    }
    match (is_bounded, open) {
        (false, Some(path)) => Ruling::unknown(subject, path),
        // What only age bounds is never full: the oldest go by themselves.
        _ if deepest.is_some() && channel.on_full.is_unknown() => {
            let path = at("on_full");
            Ruling::unknown(subject, path)
        }
        _ => Ruling::holds(subject),
    }
}

/// Every consumer whose channel hands a message out again that was not done.
fn redelivered<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (&'c str, &'c Channel, &'c str, &'c Consumer)> {
    let consumers = context.plan.consumers().filter(|(_, channel, ..)| channel.delivery != Some(Delivery::AtMostOnce));
    consumers.map(|(id, channel, name, consumer)| (id.as_str(), channel, name, consumer))
}

/// BP2: a message that always fails is tried for ever, or is gone after the last try.
pub(in crate::rules) fn poison(context: &Context<'_>) -> Vec<Ruling> {
    let dead_letters: BTreeSet<&str> =
        redelivered(context).filter_map(|(.., consumer)| consumer.dead_letter.known().map(ChannelRef::as_str)).collect();
    redelivered(context).map(|(id, channel, name, consumer)| poisoned(id, channel, name, consumer, dead_letters.contains(id))).collect()
}

fn poisoned(id: &str, channel: &Channel, name: &str, consumer: &Consumer, of_dead_letters: bool) -> Ruling {
    let subject = SubjectRef::consumer(id, name);
    let at = |field: &str| subject.path.clone().key(field);
    let tries = consumer.attempts.map(|attempts| attempts.at().is_some());
    let behind = if channel.kind == Some(ChannelKind::Log) { " and holds up all that is behind it" } else { "" };
    let mut demands = Demands::default().want(tries, at("attempts"), format!("is tried for ever{behind}"));
    // What was parked already has no further place to go.
    if !of_dead_letters {
        let lost = match consumer.attempts.as_ref().and_then(Limit::at) {
            Some(attempts) if attempts.0 == 1 => "is lost after the first try".to_owned(),
            Some(attempts) => format!("is lost after {attempts} tries"),
            None => "has no place to be put aside".to_owned(),
        };
        demands = demands.want_some(&consumer.dead_letter, at("dead_letter"), lost);
    }
    demands.ruling(subject, |lacks| format!("a message of {id} that {name} can't work on {lacks}"))
}

/// BP3: a message is handed out again while it is still worked on.
pub(in crate::rules) fn handed_out_again(context: &Context<'_>) -> Vec<Ruling> {
    redelivered(context).map(|(id, _, name, consumer)| handed_out(id, name, consumer)).collect()
}

fn handed_out(id: &str, name: &str, consumer: &Consumer) -> Ruling {
    let subject = SubjectRef::consumer(id, name);
    let at = |field: &str| subject.path.clone().key(field);
    let Some(patience) = consumer.ack_timeout else { return Ruling::unknown(subject.clone(), at("ack_timeout")) };
    let longest = consumer.latency.as_ref().and_then(|latency| longer_than(latency, patience));
    if let Some((taken, field)) = longest {
        let took = match field {
            "p99" => format!("its p99 is {}", taken.spoken()),
            "p999" => format!("its p99.9 is {}", taken.spoken()),
            _ => format!("more than one of 1000 takes longer than {}", taken.spoken()),
        };
        let message = format!("{id} hands a message out again after {}, while {name} may still work on it: {took}", patience.spoken());
        let violation = Violation::new(message, at("ack_timeout"))
            .because(at("ack_timeout"), format!("handed out again after {patience}"))
            .because(at("latency").key(field), took);
        return Ruling::violated(subject, violation);
    }
    if consumer.latency.as_ref().and_then(done_by).is_some() {
        return Ruling::holds(subject);
    }
    let path = if consumer.latency.is_some() { at("latency").key("p999") } else { at("latency") };
    Ruling::unknown(subject, path)
}

/// The share that has to be done before the broker loses patience.
const DONE: f64 = 0.999;

/// A quantile, no higher than the p99.9, that is longer than this. The p99 alone can show that the p99.9 is longer, never that
/// it is not.
fn longer_than(latency: &Quantiles, limit: Duration) -> Option<(Duration, &'static str)> {
    let stated = [(latency.p99, "p99"), (latency.p999, "p999")];
    let found = stated.into_iter().find_map(|(time, field)| Some((time.filter(|time| *time > limit)?, field)));
    found.or_else(|| {
        // The p99.9 lies above every bound below which fewer are done.
        let bounds = latency.histogram.iter().flat_map(|bounds| bounds.iter());
        let below = bounds.filter(|(_, share)| share.share() < DONE).map(|(bound, _)| *bound).max()?;
        (below >= limit).then_some((below, "histogram"))
    })
}

/// By when 999 of 1000 are done at the latest.
fn done_by(latency: &Quantiles) -> Option<Duration> {
    let bounds = latency.histogram.iter().flat_map(|bounds| bounds.iter());
    latency.p999.or_else(|| bounds.filter(|(_, share)| share.share() >= DONE).map(|(bound, _)| *bound).min())
}

/// BP5: a producer keeps what it can't send without bound, in the memory that its requests need.
pub(in crate::rules) fn buffers_without_bound(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.channels().filter_map(|(id, channel)| buffers(id.as_str(), channel)).collect()
}

fn buffers(id: &str, channel: &Channel) -> Option<Ruling> {
    let producers = channel.producers.as_ref().filter(|producers| !producers.0.is_empty())?;
    let subject = SubjectRef::channel(id);
    // What waits in a table or in the log of a database takes no memory of the producer's.
    let in_memory = !matches!(channel.publish, Some(Publish::Outbox | Publish::Cdc));
    let mut demands = Demands::default();
    for (name, producer) in &producers.0 {
        let path = subject.path.clone().key("producers").key(name.as_str());
        let bounded = producer.buffer.map(|buffer| buffer.at().is_some());
        if bounded.is_some() || in_memory {
            demands = demands.want(bounded, path.clone().key("buffer"), name.as_str());
        }
        let holds_some = producer.buffer.as_ref().and_then(Limit::at).is_some_and(|buffer| buffer.0 > 0);
        if in_memory && holds_some {
            demands = demands.want(producer.on_full.map(|_| true), path.key("on_full"), name.as_str());
        }
    }
    let says = |names: &str| {
        let keeps = if names.contains(" and ") { "keep" } else { "keeps" };
        format!("while the broker of {id} is away, {names} {keeps} every message in memory, without bound")
    };
    Some(demands.ruling(subject, says).adding(reworded))
}

/// In the reasons, each producer with what is said of it.
fn reworded(mut violation: Violation) -> Violation {
    for because in &mut violation.because {
        because.text = format!("{} buffers without bound", because.text);
    }
    violation
}

/// BP4: what piled up during a stop is not worked off in time.
pub(in crate::rules) fn drains_too_slowly(context: &Context<'_>) -> Vec<Ruling> {
    let stop = Duration::from_secs(context.threshold("BP4.stop"));
    context.plan.channels().filter_map(|(id, channel)| super::drain::ruling(context, id.as_str(), channel, stop)).collect()
}
