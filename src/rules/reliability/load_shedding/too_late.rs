//! Requests that wait until nobody wants their answer.

use super::admitted;
use crate::analysis::compose::{Wait, node_path};
use crate::analysis::effective::total_timeout;
use crate::analysis::queue_wait::{QueueWait, queue_wait};
use crate::document::Path;
use crate::graph::{Hop, Route};
use crate::plan::value::Duration;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// LS3: a request may wait and be worked on longer than its caller waits for it.
pub(in crate::rules) fn answers_too_late(context: &Context<'_>) -> Vec<Ruling> {
    let longest = OnceCell::new();
    let longest = || longest.get_or_init(|| context.latency_sums().longest(context.system));
    let queues = admitted(context).filter_map(|(at, _)| Some((at, queue_wait(context.system, at)?)));
    queues.filter_map(|(at, wait)| too_late(context, at, &wait, longest)).collect()
}

/// Who waits for a component, and for how long.
struct Caller<'c> {
    gives_up: Duration,
    said: String,
    path: Path,
    who: Who<'c>,
}

enum Who<'c> {
    /// Another component; its call may say how long the component takes in all.
    Call(&'c Hop<'c>),
    /// Whoever is at the entry of a journey.
    Journey(&'c Route<'c>),
}

fn callers<'c>(context: &'c Context<'_>, at: NodeIndex) -> Vec<Caller<'c>> {
    let system = context.system;
    let hops = system.hops_to(at).filter(|(_, hop)| hop.is_sync() && hop.at_request()).filter_map(|(_, hop)| {
        let timeout = total_timeout(hop)?;
        let gives_up = *timeout.value.at()?;
        let said = format!("{} gives up after {}{}", system.vertex(hop.caller).id(), gives_up.spoken(), timeout.origin());
        Some(Caller { gives_up, said, path: timeout.path(), who: Who::Call(hop) })
    });
    let journeys = system.routes().iter().filter(|route| route.entries.contains(&at)).filter_map(|route| {
        let gives_up = route.journey.deadline?;
        let said = format!("whoever waits for {} gives up after {}", route.id, gives_up.spoken());
        let path = Path::of(["goals", "journeys", route.id, "deadline"]);
        Some(Caller { gives_up, said, path, who: Who::Journey(route) })
    });
    hops.chain(journeys).collect()
}

impl Caller<'_> {
    /// The p99 that it measured, with all that the component does.
    fn measured(&self) -> Option<(Duration, Path)> {
        let Who::Call(hop) = self.who else { return None };
        Some((hop.call.latency.as_ref()?.p99?, hop.at("latency").key("p99")))
    }
}

fn too_late<'l>(
    context: &Context<'_>,
    at: NodeIndex,
    wait: &QueueWait,
    longest: impl Fn() -> &'l BTreeMap<NodeIndex, Wait>,
) -> Option<Ruling> {
    let subject = context.node(at);
    let callers = callers(context, at);
    if callers.is_empty() {
        return None;
    }
    let vertex = context.system.vertex(at);
    let own = vertex.node().and_then(|node| node.latency()).and_then(|latency| latency.p99);
    let own = own.map(|own| (own, node_path(vertex).key("latency").key("p99")));
    if wait.time > Duration::ZERO {
        let late = callers.iter().find_map(|caller| {
            let work = caller.measured().or_else(|| own.clone());
            let total = wait.time.plus(work.as_ref().map_or(Duration::ZERO, |(work, _)| *work));
            (total > caller.gives_up).then_some((caller, work, total))
        });
        if let Some((caller, work, total)) = late {
            return Some(told(subject, wait, caller, work, total));
        }
    }
    if let Some(path) = wait.how.first_missing() {
        return Some(Ruling::unknown(subject, path));
    }
    let open = callers.iter().find_map(|caller| open(context, at, wait, caller, &longest));
    Some(
        open.filter(|_| wait.time > Duration::ZERO)
            .map_or_else(|| Ruling::holds(subject.clone()), |path| Ruling::unknown(subject.clone(), path)),
    )
}

/// The fact that would tell whether a caller waits long enough; `None` where it does, as far as the plan can tell.
fn open<'l>(
    context: &Context<'_>,
    at: NodeIndex,
    wait: &QueueWait,
    caller: &Caller<'_>,
    longest: &impl Fn() -> &'l BTreeMap<NodeIndex, Wait>,
) -> Option<Path> {
    if caller.measured().is_some() {
        return None;
    }
    // p99s add up to more than the p99 of the whole, as a rule: what fits so, fits.
    let fits = |whole: &Wait| whole.how.is_complete() && whole.time.at().is_some_and(|work| wait.time.plus(*work) <= caller.gives_up);
    match caller.who {
        Who::Call(hop) => (!longest().get(&at).is_some_and(fits)).then(|| hop.at("latency")),
        Who::Journey(route) => context.latency_sums().of(route).and_then(|whole| whole.how.first_missing()),
    }
}

fn told(subject: SubjectRef, wait: &QueueWait, caller: &Caller<'_>, work: Option<(Duration, Path)>, total: Duration) -> Ruling {
    let at_least = if wait.how.is_complete() && caller.measured().is_some() { "" } else { "at least " };
    let of_work = work.as_ref().map(|(work, _)| format!(" + {} of work", work.spoken())).unwrap_or_default();
    let message = format!(
        "a request that comes last to the queue of {} is answered after {at_least}{}, and {}: {}{of_work}",
        subject.id,
        total.spoken(),
        caller.said,
        wait.how.sum()
    );
    let mut violation = Violation::new(message, subject.path.clone().key("admission").key("queue")).derived(&wait.how);
    if let Some((work, path)) = work {
        violation = violation.because(path, format!("{} of work (p99)", work.spoken()));
    }
    Ruling::violated(subject, violation.because(caller.path.clone(), caller.said.clone()))
}
