//! Calls, and how they protect both ends.

use super::{At, Told, node};
use crate::plan::Plan;
use crate::plan::map::{Backoff, Call, CallCache, PerRequest, Pool, Retry, Shards, Timeout};
use crate::plan::value::{Count, Duration, Fact, InFlight, Limit, Number};

const FIRST_TRY: &str = "the first try counts: 1 is no retry";
const NO_BOUND: &str = "nothing would get through; write `unlimited` where there is no bound";

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let calls = At::section(&["map", "calls"]);
    for (key, found) in plan.calls() {
        let at = calls.key(&key.0);
        call(&at, found, told);
        shards(plan, key.callee(), &at, found, told);
        let operations = at.key("operations");
        for (name, operation) in found.operations.iter().flatten() {
            let at = operations.key(name.as_str());
            call(&at, operation, told);
            shards(plan, key.callee(), &at, operation, told);
        }
    }
}

fn call(at: &At<'_>, call: &Call, told: &mut Told<'_>) {
    numbers(at, call, told);
    if let Fact::Known(found) = &call.timeout {
        timeout(&at.key("timeout"), found, told);
    }
    if let Fact::Known(found) = &call.retry {
        retry(&at.key("retry"), found, told);
    }
    if let Fact::Known(hedge) = &call.hedge {
        told.above_zero(&at.key("hedge"), "at_most", hedge.at_most.as_ref(), "the first request counts");
    }
    if let Fact::Known(breaker) = &call.breaker {
        let at = at.key("breaker");
        told.above_zero(&at, "window", breaker.window.as_ref(), "a breaker looks back over some time");
        told.above_zero(&at, "failure_ratio", breaker.failure_ratio.as_ref(), "it would never close");
    }
    if let Fact::Known(bulkhead) = &call.bulkhead
        && bulkhead.in_flight == Some(InFlight::At(Count(0)))
    {
        told.tell(&at.key("bulkhead").key("in_flight"), "`in_flight` can't be 0", NO_BOUND);
    }
    if let Fact::Known(Pool { size, .. }) = &call.pool {
        told.above_zero(&at.key("pool"), "size", size.as_ref().and_then(Limit::at), NO_BOUND);
    }
    if let Fact::Known(CallCache { max_size: Some(Limit::At(size)), .. }) = &call.cache
        && matches!(size, crate::plan::value::Size::Count(Count(0)) | crate::plan::value::Size::Bytes(crate::plan::value::Bytes(0)))
    {
        told.tell(&at.key("cache").key("max_size"), "a cache of nothing is none", "write `cache: none`");
    }
    if let Fact::Known(batch) = &call.batch {
        told.above_zero(&at.key("batch"), "max_items", batch.max_items.as_ref().and_then(Limit::at), NO_BOUND);
        told.above_zero(&at.key("batch"), "max_bytes", batch.max_bytes.as_ref().and_then(Limit::at), NO_BOUND);
    }
    if let Some(found) = &call.latency {
        node::quantiles(&at.key("latency"), found, told);
    }
    if let Some(found) = &call.load {
        node::load(&at.key("load"), found, told);
    }
}

/// How many a request makes: no mean is above the most.
fn numbers(at: &At<'_>, call: &Call, told: &mut Told<'_>) {
    let Some(Limit::At(most)) = call.at_most else { return };
    told.above_zero(at, "at_most", Some(&most), "a call that is never made is no part of the plan");
    let above = |mean: &Number| mean.0 > most.f64();
    let hint = "a mean is not above the most: correct one of the two";
    if let Some(mean) = call.per_request.filter(above) {
        told.tell(&at.key("per_request"), format!("{mean} on average is more than {most} at most"), hint);
    }
    let journeys = at.key("in");
    for (journey, PerRequest { calls }) in call.r#in.iter().flat_map(|journeys| &journeys.0) {
        if let Some(mean) = calls.filter(above) {
            told.tell(&journeys.key(journey.as_str()), format!("{mean} on average is more than {most} at most"), hint);
        }
    }
}

fn timeout(at: &At<'_>, timeout: &Timeout, told: &mut Told<'_>) {
    let total = timeout.total.as_ref().and_then(Limit::at).copied();
    let why = "nothing answers in no time; write `unlimited` where there is no bound";
    told.above_zero(at, "total", total.as_ref(), why);
    told.above_zero(at, "connect", timeout.connect.as_ref(), "no connection is made in no time");
    told.ascending(at, &[("connect", timeout.connect), ("total", total)], "the total of an attempt holds the time to connect");
}

fn retry(at: &At<'_>, retry: &Retry, told: &mut Told<'_>) {
    told.above_zero(at, "attempts", retry.attempts.as_ref().and_then(Limit::at), FIRST_TRY);
    let layers = at.key("layers");
    for (layer, attempts) in retry.layers.iter().flatten() {
        told.above_zero(&layers, layer, Some(attempts), FIRST_TRY);
    }
    for (number, status) in retry.statuses.iter().flatten().enumerate() {
        if !(100..600).contains(&status.0) {
            told.tell(&at.key("statuses").item(number), format!("{status} is no status of HTTP"), "statuses go from 100 to 599");
        }
    }
    if let Fact::Known(Backoff { base, cap, .. }) = &retry.backoff {
        backoff(&at.key("backoff"), *base, cap.as_ref().and_then(Limit::at).copied(), told);
    }
}

pub(super) fn backoff(at: &At<'_>, base: Option<Duration>, cap: Option<Duration>, told: &mut Told<'_>) {
    told.ascending(at, &[("base", base), ("cap", cap)], "the first wait is not longer than the longest: write 50ms..2s");
}

/// More shards asked than there are.
fn shards(plan: &Plan, callee: &str, at: &At<'_>, call: &Call, told: &mut Told<'_>) {
    let Some(Shards::Count(asked)) = call.shards else { return };
    if asked.0 == 0 {
        told.tell(&at.key("shards"), "`shards` can't be 0", "a call asks at least `one`");
    }
    let there = plan.store(callee).and_then(|store| store.partitions.known()).and_then(|partitions| partitions.count);
    if let Some(count) = there.filter(|count| asked > *count) {
        let message = format!("{asked} shards are asked, and {callee} has {count}");
        told.tell(&at.key("shards"), message, "write `all`, or correct `partitions.count` of the store");
    }
}
