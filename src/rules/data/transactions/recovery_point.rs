//! The recovery point that is promised is the one that is kept.

use crate::document::Path;
use crate::plan::data::{Copies, Failover, Flush, Replication, ReplicationMode};
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TX4: a recovery point of zero that is not kept, or a failover that leaves two primaries.
pub(in crate::rules) fn recovery_point(context: &Context<'_>) -> Vec<Ruling> {
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
