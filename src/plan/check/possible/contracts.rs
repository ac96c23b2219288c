//! Endpoints and channels.

use super::{At, Told, call, node};
use crate::plan::Plan;
use crate::plan::contracts::{Channel, Consumer, Delays};
use crate::plan::value::{Fact, Limit};

const NOTHING: &str = "nothing would get through; write `unlimited` where there is no bound";

pub(super) fn check(plan: &Plan, told: &mut Told<'_>) {
    let apis = At::section(&["contracts", "apis"]);
    for (id, api) in plan.apis() {
        let at = apis.key(id.as_str());
        let endpoints = at.key("endpoints");
        for (name, endpoint) in api.endpoints.iter().flatten() {
            let at = endpoints.key(name);
            told.above_zero(&at, "deadline", endpoint.deadline.as_ref(), "a request takes some time; leave it out where it is not known");
            let Some(limits) = &endpoint.limits else { continue };
            let at = at.key("limits");
            told.above_zero(&at, "page", limits.page.as_ref().and_then(Limit::at), NOTHING);
            told.above_zero(&at, "rate", limits.rate.as_ref().and_then(Limit::at), NOTHING);
        }
    }
    let channels = At::section(&["contracts", "channels"]);
    for (id, found) in plan.channels() {
        channel(&channels.key(id.as_str()), found, told);
    }
}

fn channel(at: &At<'_>, channel: &Channel, told: &mut Told<'_>) {
    told.above_zero(at, "partitions", channel.partitions.as_ref(), "every channel has at least one");
    told.above_zero(at, "max_depth", channel.max_depth.as_ref().and_then(Limit::at), NOTHING);
    told.above_zero(at, "drain_within", channel.drain_within.as_ref(), "work takes some time; leave it out where it is not known");
    if let Some(found) = &channel.load {
        node::load(&at.key("load"), found, told);
    }
    let consumers = at.key("consumers");
    for (id, found) in channel.consumers.iter().flat_map(|consumers| &consumers.0) {
        consumer(&consumers.key(id.as_str()), found, told);
    }
}

fn consumer(at: &At<'_>, consumer: &Consumer, told: &mut Told<'_>) {
    told.above_zero(at, "attempts", consumer.attempts.as_ref().and_then(Limit::at), "the first try counts: 1 is no retry");
    told.above_zero(at, "rate", consumer.rate.as_ref(), "who takes nothing is no consumer; leave it out where it is not known");
    told.above_zero(at, "ack_timeout", consumer.ack_timeout.as_ref(), "no message is worked on in no time");
    if let Fact::Known(Delays { base, cap }) = &consumer.backoff {
        call::backoff(&at.key("backoff"), *base, *cap, told);
    }
    if let Some(found) = &consumer.latency {
        node::quantiles(&at.key("latency"), found, told);
    }
    if let Some(found) = &consumer.instances {
        node::instances(&at.key("instances"), found, told);
    }
}
