//! Idempotency: what may arrive twice does its work once.

mod keys;
mod repeats;

pub(in crate::rules) use keys::{forgotten, loose};

use crate::analysis::effective::{attempts, layers, library};
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::knowledge::Repeats;
use crate::plan::contracts::{Delivery, Idempotency, IdempotencyKind};
use crate::plan::value::{Fact, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use repeats::{Arrivals, Repeat};

/// ID1: something that changes the world may be done twice.
pub(in crate::rules) fn may_be_made_twice(context: &Context<'_>) -> Vec<Ruling> {
    let arrivals = Arrivals::of(context);
    let calls = context.system.hops().filter_map(|(id, hop)| call(context, id, hop, arrivals.before(id)));
    calls.chain(consumers(context)).collect()
}

fn call(context: &Context<'_>, id: HopId, hop: &Hop<'_>, earlier: Option<&Repeat>) -> Option<Ruling> {
    let subject = context.call(id);
    let tries = own_tries(hop);
    match (hop.call.mutates, idempotency(context, hop)) {
        (Some(false), _) | (_, Fact::Known(_)) => Some(Ruling::holds(subject)),
        (None, _) => (tries.is_none_or(|count| count > 1.0) || earlier.is_some()).then(|| Ruling::unknown(subject, hop.at("mutates"))),
        (Some(true), Fact::Unknown) => Some(if tries == Some(1.0) && earlier.is_none() {
            Ruling::holds(subject)
        } else {
            Ruling::unknown(subject, hop.at("idempotency"))
        }),
        (Some(true), Fact::None) => Some(twice(context, hop, subject, tries, earlier)),
    }
}

fn twice(context: &Context<'_>, hop: &Hop<'_>, subject: SubjectRef, tries: Option<f64>, earlier: Option<&Repeat>) -> Ruling {
    let own = tries.unwrap_or(1.0);
    let total = own * earlier.map_or(1.0, |earlier| earlier.count);
    if total <= 1.0 {
        return match tries {
            Some(_) => Ruling::holds(subject),
            None => Ruling::unknown(subject, hop.at("retry")),
        };
    }
    let origin = attempts(hop).map(|known| known.origin()).unwrap_or_default();
    let named = earlier.map(|earlier| (context.system.hop(earlier.hop).id(), earlier));
    let mut factors: Vec<String> = named.iter().map(|(id, earlier)| format!("{} attempts of {id}", shown(earlier.count))).collect();
    if own > 1.0 {
        factors.push(format!("{} attempts of its own{origin}", shown(own)));
    }
    let how_often = match (total.is_finite(), tries) {
        (false, _) => "any number of times".to_owned(),
        (true, None) => format!("{total} times and more"),
        (true, Some(_)) => format!("up to {total} times"),
    };
    let message = format!(
        "{} changes something, may arrive {how_often} ({}), and nothing tells a repeat from a new request",
        hop.id(),
        factors.join(" × ")
    );
    let mut violation = Violation::new(message, hop.at("idempotency"))
        .because(hop.at("mutates"), format!("{} changes something", hop.id()))
        .because(hop.at("idempotency"), "no idempotency");
    if own > 1.0 {
        violation = violation.because(where_tried(hop), format!("{} attempts{origin}", shown(own)));
    }
    if let Some((id, earlier)) = &named {
        violation = violation.because(where_tried(context.system.hop(earlier.hop)), format!("{id}: {} attempts", shown(earlier.count)));
    }
    // Repeats that come from one earlier hop have one cause.
    if own <= 1.0
        && let Some((id, _)) = &named
    {
        violation = violation.group(format!("idempotency/ID1 {id}"));
    }
    Ruling::violated(subject, violation)
}

fn shown(count: f64) -> String {
    if count.is_finite() { count.to_string() } else { "any number of".to_owned() }
}

/// How often the hop itself may send a change; `None`: nobody knows. A library that repeats only methods that are idempotent by
/// definition does not repeat it, and one that sends a key with each repetition lets the other side recognise it.
fn own_tries(hop: &Hop<'_>) -> Option<f64> {
    let known = attempts(hop)?;
    let harmless =
        library(hop).is_some_and(|release| release.repeats == Some(Repeats::IdempotentMethods) || release.key_sent == Some(true));
    let own = match known.value {
        _ if known.library.is_some() && harmless && hop.call.mutates == Some(true) => 1.0,
        Limit::At(count) => count.f64().max(1.0),
        Limit::Unlimited => f64::INFINITY,
    };
    Some(own * layers(hop))
}

/// Where the tries of a hop stand.
fn where_tried(hop: &Hop<'_>) -> Path {
    attempts(hop).map_or_else(|| hop.at("retry"), |known| known.path())
}

/// What the call says of repeats, else the endpoint that its operation is named after.
pub(super) fn idempotency(context: &Context<'_>, hop: &Hop<'_>) -> Fact<IdempotencyKind> {
    let kind = |idempotency: &Fact<Idempotency>| idempotency.part(|idempotency| idempotency.kind);
    let own = kind(&hop.call.idempotency);
    if !own.is_unknown() {
        return own;
    }
    context.endpoints_of(hop).next().map_or(own, |(_, endpoint)| kind(&endpoint.idempotency))
}

/// Consumers of channels that deliver at least once.
fn consumers(context: &Context<'_>) -> impl Iterator<Item = Ruling> {
    context.plan.consumers().map(|(id, channel, name, consumer)| {
        let subject = SubjectRef::consumer(id.as_str(), name);
        let at = |field: &str| subject.path.clone().key(field);
        let delivery = Path::of(["contracts", "channels", id.as_str(), "delivery"]);
        let kind = consumer.idempotency.part(|idempotency| idempotency.kind);
        match (channel.delivery, consumer.mutates, kind) {
            (Some(Delivery::AtMostOnce | Delivery::ExactlyOnce), _, _) | (_, Some(false), _) | (_, _, Fact::Known(_)) => {
                Ruling::holds(subject)
            }
            (None, _, _) => Ruling::unknown(subject, delivery),
            (_, None, _) => Ruling::unknown(subject.clone(), at("mutates")),
            (_, _, Fact::Unknown) => Ruling::unknown(subject.clone(), at("idempotency")),
            (Some(Delivery::AtLeastOnce), Some(true), Fact::None) => {
                let message = format!(
                    "{id} delivers at least once, {name} changes something with each message, and nothing tells a repeat from a new one"
                );
                let violation = Violation::new(message, at("idempotency"))
                    .because(delivery, "at-least-once")
                    .because(at("mutates"), format!("{name} changes something"))
                    .because(at("idempotency"), "no idempotency");
                Ruling::violated(subject.clone(), violation)
            }
        }
    })
}
