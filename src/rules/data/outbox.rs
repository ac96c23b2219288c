//! Outbox: what is written and what is told about it never part.

use crate::document::Path;
use crate::graph::{Link, Vertex};
use crate::plan::contracts::{Channel, Consumer, Delivery, IdempotencyKind, Publish, Stored};
use crate::plan::data::Level;
use crate::plan::map::Effect;
use crate::plan::value::Fact;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use petgraph::Direction;
use petgraph::graph::NodeIndex;

/// OB1: the database and the broker are written one after the other.
pub(in crate::rules) fn dual_write(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, channel) in context.plan.channels() {
        let Some(at) = context.system.find(id.as_str()) else { continue };
        let subject = SubjectRef::channel(id.as_str());
        let path = subject.path.clone().key("publish");
        let writes = writes_beside(context, id.as_str(), at);
        rulings.push(match (channel.publish, writes) {
            (Some(Publish::Outbox | Publish::Cdc), _) => Ruling::holds(subject),
            (None, Some(_)) => Ruling::unknown(subject, path),
            (_, None) => continue,
            (Some(Publish::Direct), Some((producer, store, place))) => {
                let message = format!(
                    "{producer} writes {store} and publishes to {id} by a second call: if it stops in between, one of the two is missing"
                );
                let violation = Violation::new(message, path.clone())
                    .because(path.clone(), "published directly")
                    .because(place, format!("{producer} writes {store}"))
                    .regraded(concerns_money(context, channel, at))
                    .suggest(path, "outbox");
                Ruling::violated(subject, violation)
            }
        });
    }
    rulings
}

/// A transaction that writes and publishes here; else a producer with a mutating call to a store in a shared journey.
fn writes_beside(context: &Context<'_>, id: &str, channel: NodeIndex) -> Option<(String, String, Path)> {
    let stated = context.plan.transactions().find_map(|(name, transaction)| {
        let publishes = transaction.publishes.known()?.iter().any(|published| published.as_str() == id);
        let store = transaction.writes.as_ref()?.first().filter(|_| publishes)?;
        let by = transaction.by.as_ref().map_or_else(|| name.to_string(), ToString::to_string);
        Some((by, store.to_string(), Path::of(["data", "transactions", name.as_str(), "writes"])))
    });
    stated.or_else(|| {
        context.system.linked(channel, Link::Publishes, Direction::Incoming).find_map(|producer| {
            let mut writes = context.system.hops_from(producer).filter(|(_, hop)| {
                let to_store = matches!(context.system.vertex(hop.callee), Vertex::Store(..));
                to_store && hop.call.mutates == Some(true)
            });
            let (_, hop) = writes.find(|(id, _)| context.system.routes().iter().any(|route| route.reaches(channel) && route.takes(*id)))?;
            Some((context.system.vertex(producer).id().to_owned(), context.system.vertex(hop.callee).id().to_owned(), hop.at("mutates")))
        })
    })
}

/// Whether money is involved: payment data in the channel, or a producer that moves money.
fn concerns_money(context: &Context<'_>, channel: &Channel, at: NodeIndex) -> bool {
    let classes = channel.carries.known();
    let is_payment = |class: &str| context.plan.class(class).is_some_and(|class| class.level == Some(Level::Payment));
    let carries = classes.is_some_and(|classes| classes.iter().any(|class| is_payment(class.as_str())));
    let moves = context
        .system
        .linked(at, Link::Publishes, Direction::Incoming)
        .any(|producer| context.system.hops_from(producer).any(|(_, hop)| hop.call.effect == Fact::Known(Effect::Money)));
    carries || moves
}

/// OB2: a relay without an alarm on its lag, a key that orders what it sends, or a purge of what was sent.
pub(in crate::rules) fn relay(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.channels().filter_map(|(id, channel)| relay_of(id.as_str(), channel)).collect()
}

fn relay_of(id: &str, channel: &Channel) -> Option<Ruling> {
    let has_table = match channel.publish? {
        Publish::Outbox => true,
        Publish::Cdc => false,
        Publish::Direct => return None,
    };
    let subject = SubjectRef::channel(id);
    let at = |field: &str| subject.path.clone().key("outbox").key(field);
    let (alarm, purge) = channel.outbox.as_ref().map_or((&Fact::Unknown, &Fact::Unknown), |outbox| (&outbox.lag_alarm, &outbox.purge));
    let mut demands = Demands::default().want_some(alarm, at("lag_alarm"), "no alarm on the age of what waits").want_some(
        &channel.key,
        subject.path.clone().key("key"),
        "no key that keeps its messages in order",
    );
    if has_table {
        demands = demands.want_some(purge, at("purge"), "no purge of what was sent");
    }
    Some(demands.ruling(subject, |lacks| format!("the relay that fills {id} has {lacks}")))
}

/// OB3: a consumer changes data with each message and can't tell a copy from a new one.
pub(in crate::rules) fn no_inbox(context: &Context<'_>) -> Vec<Ruling> {
    let consumers = context.plan.consumers();
    consumers
        .filter_map(|(id, channel, name, consumer)| inbox(SubjectRef::consumer(id.as_str(), name), id.as_str(), channel, name, consumer))
        .collect()
}

fn inbox(subject: SubjectRef, id: &str, channel: &Channel, name: &str, consumer: &Consumer) -> Option<Ruling> {
    let at = |field: &str| subject.path.clone().key(field);
    let path = at("idempotency");
    let (delivery, mutates) = (channel.delivery, consumer.mutates);
    if mutates == Some(false) || matches!(delivery, Some(Delivery::AtMostOnce | Delivery::ExactlyOnce)) {
        return None;
    }
    let (lack, stored, cause) = match &consumer.idempotency {
        Fact::Unknown if mutates.is_none() => return Some(Ruling::unknown(subject.clone(), at("mutates"))),
        Fact::Unknown => return Some(Ruling::unknown(subject.clone(), path)),
        Fact::None => ("nothing tells a copy from a new message", path.clone(), "idempotency/ID1"),
        Fact::Known(known) => match (known.kind, known.stored) {
            (None, _) => return Some(Ruling::unknown(subject.clone(), path.key("kind"))),
            (Some(IdempotencyKind::Safe | IdempotencyKind::Idempotent), _) | (_, Some(Stored::WithEffect)) => {
                return Some(Ruling::holds(subject));
            }
            (Some(IdempotencyKind::Keyed), None) => return Some(Ruling::unknown(subject.clone(), path.key("stored"))),
            (Some(IdempotencyKind::Keyed), Some(Stored::Apart)) => (
                "the ids that it knows are stored apart from the effect: if it stops in between, the copy is done again",
                path.clone().key("stored"),
                "idempotency/ID3",
            ),
        },
    };
    if mutates.is_none() {
        return Some(Ruling::unknown(subject.clone(), at("mutates")));
    }
    let delivered = Path::of(["contracts", "channels", id, "delivery"]);
    if delivery.is_none() {
        return Some(Ruling::unknown(subject.clone(), delivered));
    }
    let message = format!("{id} delivers at least once, {name} changes data with each message, and {lack}");
    let violation = Violation::new(message, stored.clone())
        .because(delivered, "at-least-once")
        .because(at("mutates"), format!("{name} changes data"))
        .because(stored, lack)
        .group(format!("{cause}@{subject}"));
    Some(Ruling::violated(subject.clone(), violation))
}
