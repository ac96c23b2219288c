//! Making a change in a plan that was read.

use super::{Change, WhatIfError};
use crate::document::nearest;
use crate::plan::map::Call;
use crate::plan::node::{Load, Measured, Quantiles};
use crate::plan::value::{Count, Duration, Fact, Percent, Rate};
use crate::plan::{CallKey, Id, Node, Plan};

/// Makes one change. Settings are made in the text before it is read.
pub fn apply(plan: &mut Plan, change: &Change) -> Result<(), WhatIfError> {
    match change {
        Change::Set(..) => Ok(()),
        Change::Down(what) => down(plan, what),
        Change::Slow(what, times) => slow(plan, what, *times),
        Change::Traffic(journey, times) => traffic(plan, journey.as_deref(), *times),
        Change::Cold(store) => cold(plan, store),
    }
}

/// Every component and every store.
fn nodes(plan: &mut Plan) -> impl Iterator<Item = (&Id, Measured<'_>)> {
    let Plan { map, data, .. } = plan;
    let components = map.as_mut().and_then(|map| map.components.as_mut()).into_iter().flat_map(|register| register.0.iter_mut());
    let stores = data.as_mut().and_then(|data| data.stores.as_mut()).into_iter().flat_map(|register| register.0.iter_mut());
    components.map(|(id, node)| (id, node.measured_mut())).chain(stores.map(|(id, node)| (id, node.measured_mut())))
}

/// The component or store of an id.
fn node<'p>(plan: &'p mut Plan, id: &str) -> Option<Measured<'p>> {
    nodes(plan).find(|(of, _)| of.as_str() == id).map(|(_, node)| node)
}

/// Every call.
fn calls(plan: &mut Plan) -> impl Iterator<Item = (&CallKey, &mut Call)> {
    plan.map.as_mut().and_then(|map| map.calls.as_mut()).into_iter().flat_map(|register| register.0.iter_mut())
}

/// Does something to a call and to all of its operations.
fn each(call: &mut Call, change: &mut impl FnMut(&mut Call)) {
    change(call);
    for (_, operation) in call.operations.iter_mut().flat_map(|operations| operations.0.iter_mut()) {
        change(operation);
    }
}

/// Does something to the calls that a name such as `api -> payments` or `api -> payments/charge` means; says whether there was one.
fn named(plan: &mut Plan, name: &str, mut change: impl FnMut(&mut Call)) -> bool {
    let (wanted, operation) = name.split_once('/').map_or((name, None), |(call, operation)| (call, Some(operation)));
    let wanted = CallKey(wanted.trim().to_owned());
    let mut found = false;
    for (key, call) in calls(plan) {
        if key.ends() != wanted.ends() {
            continue;
        }
        match operation {
            None => {
                each(call, &mut change);
                found = true;
            }
            Some(operation) => {
                let one = call.operations.as_mut().and_then(|operations| operations.0.iter_mut().find(|(id, _)| id.as_str() == operation));
                found |= one.map(|(_, one)| change(one)).is_some();
            }
        }
    }
    found
}

fn times(quantiles: &mut Quantiles, times: f64) {
    for quantile in [&mut quantiles.p50, &mut quantiles.p90, &mut quantiles.p95, &mut quantiles.p99, &mut quantiles.p999] {
        *quantile = quantile.map(|time| time.times(times));
    }
    if let Some(histogram) = &mut quantiles.histogram {
        histogram.0 = histogram.0.drain(..).map(|(bound, share)| (bound.times(times), share)).collect();
    }
}

/// It never answers.
fn never() -> Quantiles {
    let time = Some(Duration::YEAR);
    Quantiles { p50: time, p99: time, ..Quantiles::default() }
}

fn down(plan: &mut Plan, what: &str) -> Result<(), WhatIfError> {
    if zone_lost(plan, what) {
        return Ok(());
    }
    if what.contains("->") {
        let fails = |call: &mut Call| {
            call.availability = Some(Percent::from_share(0.0));
            call.latency = Some(never());
        };
        return if named(plan, what, fails) { Ok(()) } else { Err(unknown(plan, what)) };
    }
    let Some(node) = node(plan, what) else { return Err(unknown(plan, what)) };
    *node.availability = Some(Percent::from_share(0.0));
    *node.latency = Some(never());
    forget_measured(plan, what);
    Ok(())
}

/// What callers measured of a node no longer holds.
fn forget_measured(plan: &mut Plan, callee: &str) {
    for (_, call) in calls(plan).filter(|(key, _)| key.callee() == callee) {
        each(call, &mut |call| call.latency = None);
    }
}

/// A zone or all zones of a region are lost, with the instances in them.
fn zone_lost(plan: &mut Plan, name: &str) -> bool {
    let Some(map) = &mut plan.map else { return false };
    let nothing = Some(Percent::from_share(0.0));
    let mut lost = Vec::new();
    for (id, zone) in map.zones.iter_mut().flat_map(|zones| zones.0.iter_mut()) {
        if id.as_str() == name || zone.region.as_ref().is_some_and(|region| region.as_str() == name) {
            zone.availability = nothing;
            lost.push(id.as_str().to_owned());
        }
    }
    let mut found = !lost.is_empty();
    for (id, region) in map.regions.iter_mut().flat_map(|regions| regions.0.iter_mut()) {
        if id.as_str() == name {
            region.availability = nothing;
            found = true;
        }
    }
    for (_, node) in nodes(plan) {
        let Some(instances) = node.instances else { continue };
        let Some(zones) = &instances.zones else { continue };
        let all = zones.0.len() as f64;
        let gone = zones.0.keys().filter(|zone| lost.iter().any(|lost| lost == zone.as_str())).count() as f64;
        if gone > 0.0
            && let Some(count) = instances.running_at_peak()
        {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a part of a count
            let left = (count.f64() * (1.0 - gone / all)).floor() as u64;
            instances.at_peak = Some(Count(left));
        }
    }
    found
}

fn slow(plan: &mut Plan, what: &str, factor: f64) -> Result<(), WhatIfError> {
    let slower = |call: &mut Call| {
        if let Some(latency) = &mut call.latency {
            times(latency, factor);
        }
    };
    if what.contains("->") {
        return if named(plan, what, slower) { Ok(()) } else { Err(unknown(plan, what)) };
    }
    let Some(node) = node(plan, what) else { return Err(unknown(plan, what)) };
    if let Some(latency) = node.latency {
        times(latency, factor);
    }
    for (_, call) in calls(plan).filter(|(key, _)| key.callee() == what) {
        each(call, &mut |call| slower(call));
    }
    Ok(())
}

fn traffic(plan: &mut Plan, journey: Option<&str>, factor: f64) -> Result<(), WhatIfError> {
    let journeys = plan.goals.as_mut().and_then(|goals| goals.journeys.as_mut()).into_iter().flat_map(|register| register.0.iter_mut());
    let mut found = false;
    for (id, facts) in journeys {
        if journey.is_some_and(|journey| journey != id.as_str()) {
            continue;
        }
        found = true;
        if let Some(traffic) = &mut facts.traffic {
            traffic.average = traffic.average.map(|rate| more(rate, factor));
            traffic.peak = traffic.peak.map(|rate| more(rate, factor));
        }
    }
    if journey.is_none() {
        measured_loads(plan, factor);
    } else if !found {
        let known = plan.journeys().map(|(id, _)| id.as_str().to_owned()).collect::<Vec<_>>();
        return Err(not_there("journey", journey.unwrap_or_default(), &known));
    }
    Ok(())
}

/// What was measured grows with all traffic.
fn measured_loads(plan: &mut Plan, factor: f64) {
    let grow = |load: &mut Option<Load>| {
        if let Some(load) = load {
            for rate in [&mut load.average, &mut load.peak, &mut load.reads, &mut load.writes] {
                *rate = rate.map(|rate| more(rate, factor));
            }
        }
    };
    for (_, node) in nodes(plan) {
        grow(node.load);
    }
    for (_, call) in calls(plan) {
        each(call, &mut |call| grow(&mut call.load));
    }
    let channels = plan.contracts.as_mut().and_then(|contracts| contracts.channels.as_mut());
    for channel in channels.into_iter().flat_map(|channels| channels.0.values_mut()) {
        grow(&mut channel.load);
    }
}

fn more(rate: Rate, factor: f64) -> Rate {
    Rate::per_second(rate.hz() * factor)
}

fn cold(plan: &mut Plan, store: &str) -> Result<(), WhatIfError> {
    let mut found = false;
    for (_, call) in calls(plan) {
        each(call, &mut |call| {
            if let Fact::Known(cache) = &mut call.cache
                && cache.store.as_ref().is_some_and(|kept_in| kept_in.as_str() == store)
            {
                cache.hit_ratio = Some(Percent::from_share(0.0));
                found = true;
            }
        });
    }
    if found {
        return Ok(());
    }
    Err(WhatIfError::new(format!("no call keeps a cache in `{store}`"), "a call says so by `cache: {store: …}`"))
}

/// That a name is nothing of the plan, with the nearest that is.
fn unknown(plan: &Plan, what: &str) -> WhatIfError {
    let calls = plan.calls().map(|(key, _)| key.0.clone());
    let nodes = plan.components().map(|(id, _)| id.as_str().to_owned()).chain(plan.stores().map(|(id, _)| id.as_str().to_owned()));
    let zones = plan.map.as_ref().and_then(|map| map.zones.as_ref()).into_iter().flat_map(|zones| zones.0.keys());
    let known: Vec<String> = calls.chain(nodes).chain(zones.map(|id| id.as_str().to_owned())).collect();
    not_there("component, store, call or zone", what, &known)
}

fn not_there(kind: &str, what: &str, known: &[String]) -> WhatIfError {
    let message = format!("the plan has no {kind} `{what}`");
    match nearest(what, known.iter().map(String::as_str)) {
        Some(nearest) => WhatIfError::new(message, format!("did you mean `{nearest}`?")),
        None => WhatIfError { message, hint: None },
    }
}
