//! Category 6: data and consistency.

use super::{Context, Ruling, SubjectRef, Violation};
use crate::analysis::keys::{Key, keys};
use crate::document::Path;
use crate::graph::{Link, Vertex};
use crate::plan::contracts::{Channel, Publish};
use crate::plan::data::{Copies, Failover, Flush, KeyType, Level, Replication, ReplicationMode};
use crate::plan::map::Effect;
use crate::plan::value::{DAYS_PER_YEAR, Duration, Fact, Limit, Number};
use petgraph::Direction;
use petgraph::graph::NodeIndex;

/// TX4: a recovery point of zero that is not kept, or a failover that leaves two primaries.
pub(super) fn recovery_point(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, store) in context.plan.stores() {
        let subject = SubjectRef::store(id.as_str());
        let at = |field: &str| subject.path.clone().key(field);
        let Fact::Known(replication) = &store.replication else {
            // What has no copy loses what its backup lacks; only a declared recovery point makes that a question here.
            if store.rpo == Some(Duration::ZERO) {
                rulings.push(if store.replication.is_none() {
                    let message = format!("{id} must lose nothing (rpo 0) and has no copy");
                    Ruling::violated(
                        subject.clone(),
                        Violation::new(message, at("rpo")).because(at("rpo"), "rpo: 0").because(at("replication"), "no replication"),
                    )
                } else {
                    Ruling::unknown(subject.clone(), at("replication"))
                });
            }
            continue;
        };
        let path = at("replication");
        if let Some(violation) = two_primaries(id.as_str(), replication, &path) {
            rulings.push(Ruling::violated(subject, violation));
            continue;
        }
        rulings.push(match (store.rpo, lost(replication)) {
            (None, _) => Ruling::unknown(subject.clone(), at("rpo")),
            (Some(rpo), _) if rpo > Duration::ZERO && fencing_known(replication) => Ruling::holds(subject),
            (Some(rpo), _) if rpo > Duration::ZERO => Ruling::unknown(subject, path.key("fenced")),
            (_, Kept::All) if fencing_known(replication) => Ruling::holds(subject),
            (_, Kept::All) => Ruling::unknown(subject, path.key("fenced")),
            (_, Kept::Open(field)) => Ruling::unknown(subject, path.key(field)),
            (_, Kept::Less(field, reason)) => {
                let message = format!("{id} must lose nothing (rpo 0), but {reason}");
                let violation =
                    Violation::new(message, path.clone().key(field)).because(at("rpo"), "rpo: 0").because(path.key(field), reason);
                Ruling::violated(subject.clone(), violation)
            }
        });
    }
    rulings
}

/// Automatic failover without fencing: old and new primary can take writes at once. A quorum fences by itself.
fn two_primaries(id: &str, replication: &Replication, path: &Path) -> Option<Violation> {
    let automatic = replication.failover == Fact::Known(Failover::Automatic);
    if !automatic || replication.fenced != Some(false) || replication.mode == Some(ReplicationMode::Quorum) {
        return None;
    }
    let message = format!(
        "{id} fails over by itself and nothing keeps the old primary from taking writes: two primaries can accept writes at once, so no recovery point can be promised"
    );
    let violation = Violation::new(message, path.clone().key("fenced"));
    Some(
        violation
            .because(path.clone().key("failover"), "automatic failover")
            .because(path.clone().key("fenced"), "the old primary is not fenced"),
    )
}

fn fencing_known(replication: &Replication) -> bool {
    let automatic = matches!(replication.failover, Fact::Known(Failover::Automatic) | Fact::Unknown);
    !automatic || replication.fenced.is_some() || replication.mode == Some(ReplicationMode::Quorum)
}

enum Kept {
    /// Nothing acknowledged can be lost.
    All,
    /// Something can: by this field, for this reason.
    Less(&'static str, &'static str),
    /// This field would tell.
    Open(&'static str),
}

/// What of the acknowledged writes survives a failover.
fn lost(replication: &Replication) -> Kept {
    match (replication.mode, replication.flush) {
        (_, Some(Flush::Relaxed)) => return Kept::Less("flush", "commits are answered before they are on disk"),
        (None, _) => return Kept::Open("mode"),
        (Some(ReplicationMode::Async), _) => return Kept::Less("mode", "its copies follow after a write has been answered (async)"),
        (Some(ReplicationMode::SemiSync), _) => match replication.gives_up_after {
            Some(Limit::Unlimited) => {}
            Some(Limit::At(_)) => {
                return Kept::Less("gives_up_after", "a write goes on without the copy when that is slow (semi-sync gives up)");
            }
            None => return Kept::Open("gives_up_after"),
        },
        (Some(ReplicationMode::Quorum), Some(Flush::EachCommit)) => return Kept::All,
        (Some(ReplicationMode::Sync | ReplicationMode::Quorum), _) => {}
    }
    if replication.mode != Some(ReplicationMode::Quorum) {
        match (replication.waits_for, replication.failover_to) {
            (Some(waits_for), Some(failover_to)) if distance(waits_for) < distance(failover_to) => {
                return Kept::Less("waits_for", "a write waits for a nearer copy than the one that takes over");
            }
            (Some(_), Some(_)) => {}
            (None, _) => return Kept::Open("waits_for"),
            (_, None) => return Kept::Open("failover_to"),
        }
    }
    if replication.flush.is_none() { Kept::Open("flush") } else { Kept::All }
}

fn distance(copies: Copies) -> u8 {
    match copies {
        Copies::SameZone => 0,
        Copies::OtherZone => 1,
        Copies::OtherRegion => 2,
    }
}

/// OB1: the database and the broker are written one after the other.
pub(super) fn dual_write(context: &Context<'_>) -> Vec<Ruling> {
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
    let is_payment = |class: &str| context.plan.classes().any(|(id, facts)| id.as_str() == class && facts.level == Some(Level::Payment));
    let carries = classes.is_some_and(|classes| classes.iter().any(|class| is_payment(class.as_str())));
    let moves = context
        .system
        .linked(at, Link::Publishes, Direction::Incoming)
        .any(|producer| context.system.hops_from(producer).any(|(_, hop)| hop.call.effect == Fact::Known(Effect::Money)));
    carries || moves
}

/// IG1: an integer key runs out within the headroom, or a foreign key before the key that it points to.
pub(super) fn key_runs_out(context: &Context<'_>) -> Vec<Ruling> {
    let headroom = context.threshold("IG1.headroom") / (DAYS_PER_YEAR * 86_400.0);
    let all = keys(context.system);
    all.iter().filter_map(|key| key_ruling(context, key, &all, headroom)).collect()
}

fn key_ruling(context: &Context<'_>, key: &Key<'_>, all: &[Key<'_>], headroom: f64) -> Option<Ruling> {
    let subject = SubjectRef::key(key.store, key.column);
    let at = |field: &str| key.path().key(field);
    let Some(kind) = key.facts.r#type else { return Some(Ruling::unknown(subject, at("type"))) };
    let largest = kind.largest()?;
    let target = key.facts.references.as_deref().and_then(|target| all.iter().find(|other| other.column == target));
    if let Some((target, wider)) = target
        .and_then(|target| Some((target, target.facts.r#type?)).filter(|(_, wider)| wider.largest().is_some_and(|wider| wider > largest)))
    {
        let message =
            format!("{} is narrower than {}, which it points to: {} against {}", key.column, target.column, word(kind), word(wider));
        let violation = Violation::new(message, at("type"))
            .because(at("type"), format!("{}: {}", key.column, word(kind)))
            .because(target.path().key("type"), format!("{}: {}", target.column, word(wider)))
            .regraded(true)
            .suggest(at("type"), "int64");
        return Some(Ruling::violated(subject, violation));
    }
    // A 64-bit key outlasts any growth that a database can take.
    if kind == KeyType::Int64 {
        return Some(Ruling::holds(subject));
    }
    let (Some(current), Some(growth)) = (key.facts.current, key.facts.growth) else {
        let field = if key.facts.current.is_none() { "current" } else { "growth" };
        return Some(Ruling::unknown(subject, at(field)));
    };
    let Some(years) = key.years_left().filter(|years| *years < headroom) else { return Some(Ruling::holds(subject)) };
    let when = context.today.map(|today| format!(", on {}", today.plus_days(days(years)))).unwrap_or_default();
    let message = format!(
        "{} ({}) runs out in {:.1} years at today's rate{when}: ({} − {}) growing by {growth}; the plan wants {} years of headroom",
        key.column,
        word(kind),
        years,
        Number(largest),
        Number(current.0),
        Number(headroom)
    );
    let violation = Violation::new(message, at("type"))
        .because(at("type"), format!("{}: up to {}", word(kind), Number(largest)))
        .because(at("current"), format!("now at {current}"))
        .because(at("growth"), format!("growing by {growth}"))
        .suggest(at("type"), "int64");
    Some(Ruling::violated(subject, violation))
}

#[allow(clippy::cast_possible_truncation)] // fewer than five years
fn days(years: f64) -> i64 {
    (years * DAYS_PER_YEAR).floor() as i64
}

fn word(kind: KeyType) -> &'static str {
    match kind {
        KeyType::Int16 => "int16",
        KeyType::Int32 => "int32",
        KeyType::Int64 => "int64",
        KeyType::Uuid4 => "uuid4",
        KeyType::Uuid7 => "uuid7",
        KeyType::Ulid => "ulid",
        KeyType::Text => "text",
    }
}
