//! The limits that a plan declares, each with the path by which a gauge names it.

use crate::document::Path;
use crate::knowledge::Subject;
use crate::plan::contracts::Channel;
use crate::plan::data::{KeyType, Store, StoreKey};
use crate::plan::map::{Admission, Call, Component};
use crate::plan::value::{Fact, Growth, InFlight, Limit, counted};
use crate::rules::SubjectRef;

/// One limit.
#[derive(Debug)]
pub(super) struct Declared {
    /// Behind the subject's id: `pool`, `admission`.
    pub field: String,
    /// What it is, in words: `its pool of 10`.
    pub words: String,
}

impl Declared {
    fn new(field: impl Into<String>, words: impl Into<String>) -> Self {
        Self { field: field.into(), words: words.into() }
    }

    /// The name by which a gauge is found: `api -> orders.pool`, `orders.keys.orders.id`.
    pub fn name(&self, subject: &SubjectRef) -> String {
        match (subject.kind, &subject.node) {
            (Subject::Key, Some(store)) => format!("{store}.{}", self.field),
            _ => format!("{}.{}", subject.id, self.field),
        }
    }

    /// Where it stands.
    pub fn path(&self, subject: &SubjectRef) -> Path {
        let path = subject.path.clone();
        // What scales is named by people, so its name may hold dots.
        match self.field.split_once('.') {
            _ if subject.kind == Subject::Key => path,
            Some((field, rest)) => path.key(field).key(rest),
            None => path.key(self.field.as_str()),
        }
    }
}

/// Of a component.
pub(super) fn of_component(component: &Component) -> Vec<Declared> {
    let admission = component.admission.known().and_then(taken_in).map(|words| Declared::new("admission", words));
    let growing = component.scales_with.known().into_iter().flatten().filter_map(|(name, grows)| {
        let limit = grows.limit?;
        Some(Declared::new(format!("scales_with.{name}"), format!("its {name}, of which there can be {limit}")))
    });
    admission.into_iter().chain(growing).collect()
}

fn taken_in(admission: &Admission) -> Option<String> {
    let bound = |limit: Option<String>, what: &str| limit.map(|limit| format!("{limit} {what}"));
    let parts = [
        bound(admission.in_flight.and_then(|limit| limit.at().map(ToString::to_string)), "in flight"),
        bound(admission.queue.and_then(|limit| limit.at().filter(|count| count.0 > 0).map(ToString::to_string)), "waiting"),
        bound(admission.rate.and_then(|limit| limit.at().map(ToString::to_string)), "taken in"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("its limit on requests ({})", parts.join(", ")))
}

/// Of a call, or of an operation where it says something itself.
pub(super) fn of_call(call: &Call) -> Vec<Declared> {
    let mut limits = Vec::new();
    if let Fact::Known(pool) = &call.pool {
        match pool.size {
            Some(Limit::At(size)) => limits.push(Declared::new("pool", format!("its pool of {size}"))),
            Some(Limit::Unlimited) => {}
            None => limits.push(Declared::new("pool", "its pool")),
        }
    }
    if let Fact::Known(bulkhead) = &call.bulkhead {
        match bulkhead.in_flight {
            Some(InFlight::At(count)) => {
                limits.push(Declared::new("bulkhead", format!("its bulkhead of {}", counted(count.f64(), "call", "calls"))));
            }
            Some(InFlight::Adaptive) => limits.push(Declared::new("bulkhead", "its adaptive bulkhead")),
            Some(InFlight::Unlimited) => {}
            None => limits.push(Declared::new("bulkhead", "its bulkhead")),
        }
    }
    if call.breaker.known().is_some() {
        limits.push(Declared::new("breaker", "its breaker"));
    }
    limits
}

/// Of a channel.
pub(super) fn of_channel(channel: &Channel) -> Vec<Declared> {
    let depth = channel.max_depth.and_then(|depth| depth.at().copied());
    let age = channel.max_age.and_then(|age| age.at().copied());
    let depth =
        depth.map(|depth| Declared::new("max_depth", format!("its depth of at most {}", counted(depth.f64(), "message", "messages"))));
    depth.into_iter().chain(age.map(|age| Declared::new("max_age", format!("its age of at most {}", age.spoken())))).collect()
}

/// Of a store, without its keys.
pub(super) fn of_store(store: &Store) -> Vec<Declared> {
    let connections = store.max_connections.map(|most| Declared::new("max_connections", format!("its {most} connections")));
    let partition = store.partitions.known().and_then(|partitions| partitions.limit.as_ref());
    let partition = partition.filter(|limit| limit.reads.is_some() || limit.writes.is_some());
    connections.into_iter().chain(partition.map(|_| Declared::new("partitions.limit", "what one of its partitions can take"))).collect()
}

/// Of a key column whose values run out while someone may still be there to see it: of 64 bits nobody has used up the half.
pub(super) fn of_key(column: &str, key: &StoreKey) -> Option<Declared> {
    let stands_still =
        matches!(key.growth, Some(Growth::Share { percent: growth, .. } | Growth::Amount { number: growth, .. }) if growth <= 0.0);
    let bits = match key.r#type? {
        KeyType::Int16 => 16,
        KeyType::Int32 => 32,
        _ => return None,
    };
    (!stands_still).then(|| Declared::new(format!("keys.{column}"), format!("its {bits} bits")))
}
