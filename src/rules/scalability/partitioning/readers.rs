//! Readers of partitions: each partition has one.

use crate::analysis::structure::fleet;
use crate::document::Path;
use crate::plan::contracts::{Channel, ChannelKind, Consumer};
use crate::plan::node::Instances;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// PT5: more consumers than partitions, of which each has one reader.
pub(in crate::rules) fn idle_consumers(context: &Context<'_>) -> Vec<Ruling> {
    let consumers = context.plan.consumers();
    consumers.filter_map(|(id, channel, name, consumer)| readers(context, id.as_str(), channel, name, consumer)).collect()
}

fn readers(context: &Context<'_>, id: &str, channel: &Channel, name: &str, consumer: &Consumer) -> Option<Ruling> {
    let subject = SubjectRef::consumer(id, name);
    let own = consumer.instances.as_ref().and_then(Instances::running_at_peak);
    let fleet = fleet(context.plan, name);
    let (most, path) = match own {
        Some(count) => (Some(count), subject.path.clone().key("instances")),
        None => (fleet.known, fleet.path()),
    };
    // The messages of a queue are for whoever is free, and a topic says it when it has partitions.
    if channel.partitions.is_none() && (channel.kind != Some(ChannelKind::Log) || most.is_none_or(|most| most.0 <= 1)) {
        return None;
    }
    let partitions_path = Path::of(["contracts", "channels", id, "partitions"]);
    let Some(partitions) = channel.partitions else { return Some(Ruling::unknown(subject, partitions_path)) };
    let Some(most) = most else { return Some(Ruling::unknown(subject.clone(), subject.path.clone().key("instances"))) };
    if most <= partitions {
        return Some(Ruling::holds(subject));
    }
    let message = format!(
        "{id} has {partitions} partitions and {name} up to {most} instances: {} of them have nothing to read",
        most.0 - partitions.0
    );
    let violation = Violation::new(message, partitions_path.clone())
        .because(partitions_path, format!("{partitions} partitions"))
        .because(path, format!("{name}: up to {most} instances"));
    Some(Ruling::violated(subject, violation))
}
