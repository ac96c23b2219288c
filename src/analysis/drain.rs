//! How long a channel takes to work off what piled up while its consumers stood still.
//!
//! What came in during the stop is worked off by what the way out can do beyond what goes on coming in:
//! t = in · stop ÷ (out − in). Where out ≤ in it never ends.

use super::figure::Derivation;
use super::load::node_rate;
use crate::document::Path;
use crate::graph::System;
use crate::plan::contracts::{Channel, ChannelKind};
use crate::plan::value::{Duration, Limit, Rate};

/// One way out of a channel: all consumers of a queue, which share its messages; of a topic or log each by itself.
#[derive(Debug, Clone)]
pub struct Drain<'p> {
    /// Who takes the messages out.
    pub consumers: Vec<&'p str>,
    /// Messages a second that come in at peak; a bound from below while facts are missing.
    pub rate_in: f64,
    /// Messages a second that can be taken out; `None`: not stated.
    pub rate_out: Option<f64>,
    /// How long the backlog takes; `None` while `rate_out` is not stated.
    pub time: Option<Limit<Duration>>,
    /// How both rates were got.
    pub how: Derivation,
}

/// Every way out of a channel after a stop of so long.
pub fn drains<'p>(system: &System<'p>, id: &str, channel: &'p Channel, stop: Duration) -> Vec<Drain<'p>> {
    let Some(consumers) = channel.consumers.as_ref().filter(|consumers| !consumers.0.is_empty()) else { return Vec::new() };
    let (rate_in, coming) = incoming(system, id, channel);
    let names: Vec<(&'p str, Option<Rate>)> = consumers.0.iter().map(|(name, consumer)| (name.as_str(), consumer.rate)).collect();
    let ways: Vec<Vec<(&'p str, Option<Rate>)>> =
        if channel.kind == Some(ChannelKind::Queue) { vec![names] } else { names.into_iter().map(|one| vec![one]).collect() };
    ways.into_iter()
        .map(|way| {
            let mut how = coming.clone();
            for (name, rate) in &way {
                let path = Path::of(["contracts", "channels", id, "consumers", name, "rate"]);
                match rate {
                    Some(rate) => how.term(path, format!("{name} takes out {rate}"), rate.hz()),
                    None => how.lacks(path),
                }
            }
            let rates: Option<Vec<f64>> = way.iter().map(|(_, rate)| rate.map(Rate::hz)).collect();
            let rate_out = rates.map(|rates| rates.iter().sum());
            let time = rate_out.map(|out| after(stop, rate_in, out));
            Drain { consumers: way.iter().map(|(name, _)| *name).collect(), rate_in, rate_out, time, how }
        })
        .collect()
}

/// What comes in at peak: as measured, else from the journeys. A mean alone is a bound from below.
fn incoming(system: &System<'_>, id: &str, channel: &Channel) -> (f64, Derivation) {
    let path = Path::of(["contracts", "channels", id, "load"]);
    let mut how = Derivation::default();
    let load = channel.load.as_ref();
    let measured = load.and_then(|load| load.peak.map(|rate| (rate, "peak")).or(load.writes.map(|rate| (rate, "writes"))));
    if let Some((peak, field)) = measured {
        how.term(path.key(field), format!("{id} gets {peak} at peak"), peak.hz());
        return (peak.hz(), how);
    }
    if let Some(average) = load.and_then(|load| load.average) {
        how.term(path.clone().key("average"), format!("{id} gets {average} on average"), average.hz());
        how.lacks(path.key("peak"));
        return (average.hz(), how);
    }
    let Some(at) = system.find(id) else { return (0.0, how) };
    let rate = node_rate(system, at);
    if rate.shares.is_empty() {
        how.lacks(path);
        return (0.0, how);
    }
    (rate.per_second, rate.how)
}

fn after(stop: Duration, rate_in: f64, rate_out: f64) -> Limit<Duration> {
    if rate_out > rate_in { Limit::At(stop.times(rate_in / (rate_out - rate_in))) } else { Limit::Unlimited }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_the_way_out_drains_the_backlog() {
        let hour = Duration::from_secs(3600.0);
        let minutes = |minutes: f64| Limit::At(Duration::from_secs(minutes * 60.0));
        let table = [
            (60.0, 160.0, minutes(36.0)),
            (100.0, 110.0, minutes(600.0)),
            (100.0, 200.0, minutes(60.0)),
            (0.0, 10.0, minutes(0.0)),
            (100.0, 100.0, Limit::Unlimited),
            (100.0, 90.0, Limit::Unlimited),
        ];
        for (rate_in, rate_out, expected) in table {
            assert_eq!(after(hour, rate_in, rate_out), expected, "{rate_in} in, {rate_out} out");
        }
    }
}
