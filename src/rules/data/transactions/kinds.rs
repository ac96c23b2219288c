//! What users need of a store or a channel, its kind can give.

use crate::document::Path;
use crate::plan::Plan;
use crate::plan::contracts::{Channel, ChannelKind};
use crate::plan::data::{Copies, EnforcedBy, Replication, ReplicationMode, Requirement, Store, StoreKind};
use crate::plan::value::Fact;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// What a kind does with a need.
enum Answer {
    Gives,
    /// It does not; why.
    Refuses(&'static str),
    /// It depends on this field.
    Open(&'static str),
}

use Answer::{Gives, Open, Refuses};

const ONCE: &str = "nothing in it compares a value with those of other rows";
const GONE: &str = "a message that is done is gone";
const IN_ORDER: &str = "a log is read in its order, so no message can wait for later or go before others";
const ONE_PRIMARY: &str = "one primary takes all writes, and writers of other regions wait for the way to it";
const FAR: &str = "each write waits for another region";

/// TX6: users need what this kind of store or channel does not do.
pub(in crate::rules) fn wrong_kind(context: &Context<'_>) -> Vec<Ruling> {
    let plan = context.plan;
    let stores = plan.stores().filter_map(|(id, store)| {
        let needs = store.requires.iter().flatten().enumerate().filter(|(_, need)| **need != Requirement::MultiRow);
        let judged = needs.map(move |(at, need)| (at, *need, store_gives(plan, id.as_str(), store, *need)));
        rulings(SubjectRef::store(id.as_str()), judged)
    });
    let channels = plan.channels().filter_map(|(id, channel)| {
        let asked = [Requirement::Replay, Requirement::Delay, Requirement::Priority];
        let needs = channel.requires.iter().flatten().enumerate().filter(move |(_, need)| asked.contains(need));
        rulings(SubjectRef::channel(id.as_str()), needs.map(|(at, need)| (at, *need, channel_gives(channel, *need))))
    });
    stores.chain(channels).collect()
}

/// One ruling a subject: the first need that is refused, else the first that is open, else that all are met.
fn rulings(subject: SubjectRef, needs: impl Iterator<Item = (usize, Requirement, Answer)>) -> Option<Ruling> {
    let path = |field: &str| subject.path.clone().key(field);
    let (mut holds, mut open) = (false, None);
    for (at, need, answer) in needs {
        match answer {
            Gives => holds = true,
            Open(field) => open = open.or_else(|| Some(path(field))),
            Refuses(why) => return Some(Ruling::violated(subject.clone(), refused(&subject, path("requires").index(at), need, why))),
        }
    }
    match open {
        Some(path) => Some(Ruling::unknown(subject, path)),
        None => holds.then(|| Ruling::holds(subject)),
    }
}

fn refused(subject: &SubjectRef, place: Path, need: Requirement, why: &str) -> Violation {
    let kind = subject.path.clone().key("kind");
    let message = format!("users of {} need {}, which its kind does not give: {why}", subject.id, words(need));
    Violation::new(message, place.clone()).because(place, words(need)).because(kind, why)
}

fn words(need: Requirement) -> &'static str {
    match need {
        Requirement::Unique => "values that are there only once (unique)",
        Requirement::MultiRow => "rules over several rows (multi-row)",
        Requirement::Replay => "to read the past again (replay)",
        Requirement::Delay => "work that starts later (delay)",
        Requirement::Priority => "work that goes first (priority)",
        Requirement::GlobalWrites => "fast writes in every region (global-writes)",
    }
}

fn store_gives(plan: &Plan, id: &str, store: &Store, need: Requirement) -> Answer {
    let Some(kind) = store.kind else { return Open("kind") };
    match need {
        Requirement::Unique if has_constraints(kind) || is_enforced(plan, id) => Gives,
        Requirement::Unique => Refuses(ONCE),
        Requirement::Replay if matches!(kind, StoreKind::Queue) => Refuses(GONE),
        Requirement::Delay | Requirement::Priority if kind == StoreKind::Log => Refuses(IN_ORDER),
        Requirement::GlobalWrites if kind == StoreKind::Relational => Refuses(ONE_PRIMARY),
        Requirement::GlobalWrites => match &store.replication {
            Fact::Known(replication) if waits_for_far(replication) => Refuses(FAR),
            Fact::Unknown => Open("replication"),
            Fact::Known(_) | Fact::None => Gives,
        },
        Requirement::MultiRow | Requirement::Replay | Requirement::Delay | Requirement::Priority => Gives,
    }
}

/// Whether a kind of store refuses a value that is there already.
fn has_constraints(kind: StoreKind) -> bool {
    matches!(kind, StoreKind::Relational | StoreKind::DistributedSql | StoreKind::Document | StoreKind::Graph)
}

/// Whether something beside the store enforces a rule over it: a conditional write, a single writer, a reservation.
fn is_enforced(plan: &Plan, store: &str) -> bool {
    let mut over = plan.invariants().filter(|(_, invariant)| invariant.over.iter().flatten().any(|over| over.as_str() == store));
    over.any(|(_, invariant)| invariant.by.known().is_some_and(|by| *by != EnforcedBy::ApplicationCheck))
}

fn waits_for_far(replication: &Replication) -> bool {
    let waits = matches!(replication.mode, Some(ReplicationMode::Sync | ReplicationMode::SemiSync | ReplicationMode::Quorum));
    waits && replication.waits_for == Some(Copies::OtherRegion)
}

fn channel_gives(channel: &Channel, need: Requirement) -> Answer {
    let Some(kind) = channel.kind else { return Open("kind") };
    match (need, kind) {
        (Requirement::Replay, ChannelKind::Queue) => Refuses(GONE),
        // Some keep what they have delivered, most do not.
        (Requirement::Replay, ChannelKind::Topic) if channel.retention.is_none() => Open("retention"),
        (Requirement::Delay | Requirement::Priority, ChannelKind::Log) => Refuses(IN_ORDER),
        _ => Gives,
    }
}
