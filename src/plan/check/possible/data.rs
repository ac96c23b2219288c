//! Stores, their partitions and keys, and the scores of decisions.

use super::{At, Told, node};
use crate::plan::Plan;
use crate::plan::data::{Partitions, Store, StoreKey};
use crate::plan::value::{Fact, Number, Share};

/// The highest score of an option.
const BEST: f64 = 5.0;

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let stores = At::section(&["data", "stores"]);
    for (id, found) in plan.stores() {
        let at = stores.key(id.as_str());
        node::node(&at, found, told);
        store(&at, found, told);
    }
    let decisions = At::section(&["data", "decisions"]);
    for (id, decision) in plan.decisions() {
        let at = decisions.key(id.as_str());
        let options = at.key("options");
        for (name, option) in decision.options.iter().flatten() {
            let option_at = options.key(name);
            let scores = option_at.key("scores");
            for (driver, Number(score)) in option.scores.iter().flatten().filter(|(_, score)| score.0 > BEST) {
                told.tell(&scores.key(driver), format!("there is no score {score}"), "scores go from 0 to 5");
            }
        }
    }
}

fn store(at: &At<'_>, store: &Store, told: &mut Told<'_>) {
    told.above_zero(at, "max_connections", store.max_connections.as_ref(), "nobody could use it; leave it out where it is not known");
    if let Fact::Known(replication) = &store.replication {
        told.above_zero(&at.key("replication"), "copies", replication.copies.as_ref(), "without a copy it is `replication: none`");
    }
    if let Fact::Known(backup) = &store.backup {
        told.above_zero(
            &at.key("backup"),
            "every",
            backup.every.as_ref(),
            "there is some time between two; `replication` keeps a copy at once",
        );
    }
    if let Fact::Known(found) = &store.partitions {
        partitions(&at.key("partitions"), found, told);
    }
    let keys = at.key("keys");
    for (column, found) in store.keys.iter().flatten() {
        key(&keys.key(column), found, told);
    }
}

fn partitions(at: &At<'_>, partitions: &Partitions, told: &mut Told<'_>) {
    told.above_zero(at, "count", partitions.count.as_ref(), "a store that is not divided has `partitions: none`");
    if let Some(limit) = &partitions.limit {
        let why = "what can take nothing answers nothing; leave it out where it is not known";
        told.above_zero(&at.key("limit"), "reads", limit.reads.as_ref(), why);
        told.above_zero(&at.key("limit"), "writes", limit.writes.as_ref(), why);
    }
    // One of three gets at least a third: rounded to the whole percent, as people write it.
    if let (Some(Share::Percent(hottest)), Some(count)) = (&partitions.hottest, partitions.count)
        && hottest.share() + 0.005 < 1.0 / count.f64()
    {
        let message = format!("the hottest of {count} gets more than {hottest}");
        told.tell(&at.key("hottest"), message, "if all get the same, that is already more");
    }
}

fn key(at: &At<'_>, key: &StoreKey, told: &mut Told<'_>) {
    let (Some(kind), Some(Number(current))) = (key.r#type, key.current) else { return };
    if let Some(largest) = kind.largest().filter(|largest| current > *largest) {
        let message = format!("the value is larger than the largest of its type, {}", Number(largest));
        told.tell(&at.key("current"), message, "correct the value, or the type");
    }
}
