//! How long a request waits that comes last to the full queue of a component.
//!
//! What stands before it must be done first: as many as wait, at the rate that one instance works (Little's law).

use super::compose::node_path;
use super::figure::Derivation;
use crate::graph::{System, Vertex};
use crate::plan::node::Instances;
use crate::plan::value::{Count, Duration, Limit};
use petgraph::graph::NodeIndex;

/// The longest wait in the queue of one instance.
#[derive(Debug, Clone)]
pub struct QueueWait {
    /// How long; a bound from below while a fact is missing.
    pub time: Duration,
    /// How it was got.
    pub how: Derivation,
}

/// The longest wait in the queue of a component; `None` where it has no queue, or one without end.
///
/// Where the rate of an instance is not measured, no more than `in_flight ÷ p50` can be done: the work of its calls comes on top.
pub fn queue_wait(system: &System<'_>, at: NodeIndex) -> Option<QueueWait> {
    let vertex = system.vertex(at);
    let Vertex::Component(id, component) = vertex else { return None };
    let admission = component.admission.known()?;
    let Some(Limit::At(queue)) = admission.queue else { return None };
    let mut how = Derivation::default();
    let path = node_path(vertex);
    let queued = |time: Duration| format!("{} behind {queue} that wait in {id}", time.spoken());
    let place = path.clone().key("admission").key("queue");
    // Where nobody waits, it does not matter how fast the work is done.
    if queue == Count(0) {
        how.term(place, format!("nobody waits in {id}"), 0.0);
        return Some(QueueWait { time: Duration::ZERO, how });
    }
    if let Some(each) = component.instances.as_ref().and_then(|instances: &Instances| instances.capacity).filter(|each| each.hz() > 0.0) {
        let time = Duration::from_secs(queue.f64() / each.hz());
        how.term(place, format!("{}, of which an instance does {each}", queued(time)), time.ms());
        return Some(QueueWait { time, how });
    }
    how.lacks(path.key("instances").key("capacity"));
    let work = component.latency.as_ref().and_then(|latency| latency.p50);
    let (Some(work), Some(Limit::At(in_flight))) = (work, admission.in_flight) else {
        return Some(QueueWait { time: Duration::ZERO, how });
    };
    let time = work.times(queue.f64() / in_flight.f64().max(1.0));
    how.term(place, format!("{}, {in_flight} at a time, {} each", queued(time), work.spoken()), time.ms());
    Some(QueueWait { time, how })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(api: &str) -> Option<(f64, bool)> {
        let text = format!("groundplan: 1\nsystem: s\nmap: {{components: {{api: {api}}}}}\n");
        let plan = crate::plan::load(&text).plan.unwrap();
        let system = System::new(&plan);
        let wait = queue_wait(&system, system.find("api")?)?;
        Some((wait.time.ms(), wait.how.is_complete()))
    }

    #[test]
    fn a_queue_is_as_long_as_what_stands_before() {
        let table = [
            ("{admission: {in_flight: 10, queue: 30}, instances: {capacity: 100/s}}", Some((300.0, true))),
            ("{admission: {in_flight: 10, queue: 30}, latency: {p50: 50ms}}", Some((150.0, false))),
            ("{admission: {in_flight: 10, queue: 30}}", Some((0.0, false))),
            ("{admission: {in_flight: 10, queue: 0}, instances: {capacity: 100/s}}", Some((0.0, true))),
            ("{admission: {in_flight: 10, queue: 0}}", Some((0.0, true))),
            ("{admission: {in_flight: 10, queue: unlimited}}", None),
            ("{admission: none}", None),
        ];
        for (api, expected) in table {
            assert_eq!(wait(api), expected, "{api}");
        }
    }
}
