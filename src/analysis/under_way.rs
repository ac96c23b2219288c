//! How many calls are under way at once: rate × time (Little's law).

use super::compose::node_path;
use super::digits::figure;
use super::effective::total_timeout;
use super::figure::Derivation;
use super::load::{HopPeak, hop_rate};
use super::queueing::in_flight;
use super::structure::host_of;
use crate::document::Path;
use crate::graph::{HopId, System, Vertex};
use crate::plan::node::Instances;
use crate::plan::value::{Count, Duration, counted};

/// The calls of one kind that one instance of their caller has under way at peak.
#[derive(Debug, Clone)]
pub struct UnderWay<'p> {
    /// No fewer, while they are answered as fast as the plan says.
    pub at_least: f64,
    /// No more, however slow the callee is; `None` where nothing ends them, or a fact is missing.
    pub at_most: Option<f64>,
    /// As many as the measured p99 makes, where the call states it and no fact is missing.
    pub measured: Option<f64>,
    id: HopId,
    per_second: f64,
    /// The p99 of the call as measured, else of the own work of the callee; no longer than the time-out.
    time: Option<Duration>,
    instances: Option<Count>,
    /// Whose instances they are.
    host: Vertex<'p>,
    /// Whether the rate is known.
    complete: bool,
}

/// Of one call, with how often it is made. What the callee says of its own work is no more than a bound from below; the call's own p99 includes all that it does.
pub fn under_way<'p>(system: &System<'p>, id: HopId, peak: HopPeak) -> UnderWay<'p> {
    let hop = system.hop(id);
    let per_second = peak.per_second * hop.misses();
    let host = system.vertex(host_of(system, hop.caller));
    let instances = host.node().and_then(|node| node.instances()).and_then(Instances::running_at_peak);
    let timeout = total_timeout(hop).and_then(|timeout| timeout.value.at().copied());
    let ends = |time: Duration| timeout.map_or(time, |timeout| time.min(timeout));
    let own = hop.call.latency.as_ref().and_then(|latency| latency.p99).map(ends);
    let work = || system.vertex(hop.callee).node()?.latency()?.p99.map(ends);
    let time = own.or_else(work);
    let each = |time: Duration| instances.map(|count| in_flight(per_second, time) / count.f64().max(1.0));
    UnderWay {
        at_least: time.and_then(each).unwrap_or(0.0),
        at_most: timeout.and_then(each).filter(|_| peak.complete),
        measured: own.and_then(each).filter(|_| peak.complete),
        id,
        per_second,
        time,
        instances,
        host,
        complete: peak.complete,
    }
}

impl UnderWay<'_> {
    /// The fact that would tell more.
    pub fn open(&self, system: &System<'_>) -> Option<Path> {
        let hop = system.hop(self.id);
        let latency = || hop.call.latency.as_ref().is_none_or(|latency| latency.p99.is_none()).then(|| hop.at("latency").key("p99"));
        let instances = || self.instances.is_none().then(|| node_path(self.host).key("instances"));
        let rate = (!self.complete).then(|| hop_rate(system, self.id).how.first_missing().unwrap_or_else(|| hop.at("load")));
        rate.or_else(instances).or_else(latency)
    }

    /// The least as arithmetic: `200/s × 100 ms ÷ 2 instances`.
    pub fn told(&self) -> String {
        let time = self.time.unwrap_or_default().spoken();
        let instances = self.instances.map_or(1.0, Count::f64);
        format!("{}/s × {time} ÷ {}", figure(self.per_second), counted(instances, "instance", "instances"))
    }

    /// How the least was got.
    pub fn how(&self, system: &System<'_>) -> Derivation {
        let hop = system.hop(self.id);
        let mut how = hop_rate(system, self.id).how;
        let callee = system.vertex(hop.callee);
        let own = hop.call.latency.as_ref().is_some_and(|latency| latency.p99.is_some());
        let (what, path) = if own { (hop.id(), hop.at("latency")) } else { (callee.id(), node_path(callee).key("latency")) };
        if let Some(time) = self.time {
            how.term(path.key("p99"), format!("{what}: {} (p99)", time.spoken()), 0.0);
        }
        if let Some(count) = self.instances {
            let path = node_path(self.host).key("instances");
            how.term(path, format!("{}: {}", self.host.id(), counted(count.f64(), "instance", "instances")), 0.0);
        }
        how
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::load::hop_peaks;

    fn of(api: &str, db: &str, call: &str) -> (f64, Option<f64>, Option<f64>) {
        let text = format!(
            "groundplan: 1\nsystem: s\ngoals: {{journeys: {{j: {{entry: api, traffic: 200/s}}}}}}\nmap:\n  components:\n    api: {api}\n    db: {db}\n  calls: {{api -> db: {call}}}\n"
        );
        let plan = crate::plan::load(&text).plan.unwrap();
        let system = System::new(&plan);
        let (id, _) = system.hops().next().unwrap();
        let under_way = under_way(&system, id, hop_peaks(&system)[id.index()]);
        (under_way.at_least, under_way.at_most, under_way.measured)
    }

    #[test]
    fn littles_law_for_one_instance() {
        let two = "{instances: {min: 2, max: 2}}";
        assert_eq!(of(two, "{}", "{latency: 50ms, timeout: 1s}"), (5.0, Some(100.0), Some(5.0)));
        assert_eq!(of(two, "{latency: 50ms}", "{}"), (5.0, None, None));
        assert_eq!(of(two, "{latency: 50ms}", "{timeout: 20ms}"), (2.0, Some(2.0), None));
        assert_eq!(of("{}", "{}", "{latency: 50ms}"), (0.0, None, None));
        assert_eq!(of(two, "{}", "{latency: 50ms, cache: {hit_ratio: 80%}}").2.map(f64::round), Some(1.0));
    }
}
