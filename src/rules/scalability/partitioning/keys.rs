//! Keys of what is divided: there is one, it is even, and queries know it.

use crate::analysis::digits::figure;
use crate::analysis::hottest::hottest;
use crate::analysis::load::hop_rate;
use crate::analysis::shards::{Asked, asked};
use crate::graph::{Hop, HopId};
use crate::plan::contracts::Channel;
use crate::plan::data::Partitions;
use crate::plan::value::{Count, Fact, Share};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;

/// PT1: what is divided has no key, or the hottest value of the key is more than one partition takes.
pub(in crate::rules) fn uneven(context: &Context<'_>) -> Vec<Ruling> {
    let stores = context.system.nodes().filter_map(|at| divided(context, at));
    let channels = context.plan.channels().filter_map(|(id, channel)| spread(id.as_str(), channel));
    stores.chain(channels).collect()
}

fn divided(context: &Context<'_>, at: NodeIndex) -> Option<Ruling> {
    let vertex = context.system.vertex(at);
    let id = vertex.id();
    let partitions = vertex.store()?.partitions.known().filter(|partitions| partitions.count != Some(Count(1)))?;
    let subject = context.node(at);
    let path = subject.path.clone().key("partitions");
    match &partitions.key {
        Fact::Unknown => return Some(Ruling::unknown(subject, path.key("key"))),
        Fact::None => {
            let count = partitions.count.map(|count| format!(" {count}")).unwrap_or_default();
            let message = format!("{id} is divided into{count} partitions without a key: nothing says in which of them a row is");
            let path = path.key("key");
            return Some(Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "no partition key")));
        }
        Fact::Known(_) => {}
    }
    if partitions.hottest.is_none() || partitions.limit.is_none() {
        // What one partition takes is often in the manual; how hot the hottest value is, only its users know.
        let field = if partitions.hottest.is_none() { "hottest" } else { "limit" };
        return Some(Ruling::unknown(subject, path.key(field)));
    }
    let loads = hottest(context.system, at);
    if let Some(load) = loads.iter().find(|load| load.rate > load.limit.hz()) {
        let message = format!(
            "the hottest value of {id} gets {}{} {}/s, and one partition takes {}: more partitions do not help",
            load.how.at_least(),
            figure(load.rate),
            load.what,
            load.limit
        );
        let violation = Violation::new(message, path.clone().key("hottest")).derived(&load.how);
        return Some(Ruling::violated(
            subject,
            violation.because(path.key("limit"), format!("one partition takes {} ({})", load.limit, load.what)),
        ));
    }
    let missing = loads.iter().find_map(|load| load.how.first_missing());
    Some(match missing {
        Some(path) => Ruling::unknown(subject, path),
        None if depends_on_the_kind(partitions) => Ruling::unknown(subject, path.key("hottest")),
        None => Ruling::holds(subject),
    })
}

/// A rate above one of the limits and not above both: it is too much if it is all of that kind.
fn depends_on_the_kind(partitions: &Partitions) -> bool {
    let limits = partitions.limit.as_ref().map(|limit| [limit.reads, limit.writes]);
    match &partitions.hottest {
        Some(Share::Rate(rate)) => limits.into_iter().flatten().flatten().any(|limit| rate.hz() > limit.hz()),
        _ => false,
    }
}

/// A channel with several partitions. Without a key its messages are spread evenly, so `none` is an answer.
fn spread(id: &str, channel: &Channel) -> Option<Ruling> {
    channel.partitions.filter(|count| count.0 > 1)?;
    let subject = SubjectRef::channel(id);
    let path = subject.path.clone().key("key");
    Some(if channel.key.is_unknown() { Ruling::unknown(subject, path) } else { Ruling::holds(subject) })
}

/// PT2: a frequent query asks every partition.
pub(in crate::rules) fn scattered(context: &Context<'_>) -> Vec<Ruling> {
    let often = context.threshold("PT2.rate");
    context.system.hops().filter_map(|(id, hop)| scatter(context, id, hop, often)).collect()
}

fn scatter(context: &Context<'_>, id: HopId, hop: &Hop<'_>, often: f64) -> Option<Ruling> {
    context.system.vertex(hop.callee).store()?;
    let all = match asked(context.system, hop)? {
        Asked::One | Asked::Several(_) => return Some(Ruling::holds(context.call(id))),
        Asked::All(all) if all.count == Some(Count(1)) => return Some(Ruling::holds(context.call(id))),
        Asked::All(all) => Ok(all),
        Asked::Open { path, .. } => Err(path),
    };
    let subject = context.call(id);
    let rate = hop_rate(context.system, id);
    let per_second = rate.per_second * hop.misses();
    let is_rare = per_second < often && rate.how.is_complete();
    Some(match all {
        _ if is_rare => Ruling::holds(subject),
        Err(path) => Ruling::unknown(subject, path),
        Ok(_) if per_second < often => Ruling::unknown(subject, rate.how.first_missing().unwrap_or_else(|| hop.at("load"))),
        Ok(all) => {
            let store = context.system.vertex(hop.callee).id();
            let queries = all.count.map(|count| format!(", which makes {} queries", figure(per_second * count.f64()))).unwrap_or_default();
            let every = all.count.map_or("all".to_owned(), |count| format!("all {count}"));
            let message = format!(
                "{} asks {every} partitions of {store} {}{} times a second at peak{queries}: {}",
                hop.id(),
                rate.how.at_least(),
                figure(per_second),
                all.because
            );
            let violation = Violation::new(message, all.path.clone()).because(all.path, all.because).derived(&rate.how);
            Ruling::violated(subject, violation)
        }
    })
}
