//! How busy the event loops of a process are.

use crate::analysis::compose::node_path;
use crate::analysis::digits::figure;
use crate::analysis::load::{node_rate, peak_of};
use crate::analysis::structure::host_of;
use crate::document::Path;
use crate::graph::{System, Vertex};
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::{Count, Number, counted};
use crate::rules::{Context, Ruling, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Runtimes that do one thing at a time in each of their loops or workers.
const ONE_AT_A_TIME: [&str; 8] = ["bun", "node", "nodejs", "deno", "python", "ruby", "php", "perl"];

/// AI3: at the peak the event loops of a process have less spare time than they need.
pub(in crate::rules) fn busy(context: &Context<'_>) -> Vec<Ruling> {
    let most = context.threshold("AI3.busy");
    processes(context.system).into_iter().filter_map(|(host, members)| of_process(context, host, &members, most)).collect()
}

/// The components of each process, by the one that the others run in, in the order of the plan.
fn processes(system: &System<'_>) -> BTreeMap<NodeIndex, Vec<NodeIndex>> {
    let mut processes: BTreeMap<NodeIndex, Vec<NodeIndex>> = BTreeMap::new();
    for at in system.nodes().filter(|at| system.vertex(*at).component().is_some_and(is_ours)) {
        processes.entry(host_of(system, at)).or_default().push(at);
    }
    processes
}

fn is_ours(component: &Component) -> bool {
    !component.kind.is_some_and(ComponentKind::is_elsewhere)
}

/// Whether it does one thing at a time; `None`: the plan names no runtime. Of a runtime with threads it has to say how many
/// loops there are.
fn has_loops(context: &Context<'_>, component: &Component) -> Option<bool> {
    if component.instances.as_ref().is_some_and(|instances| instances.loops.is_some()) {
        return Some(true);
    }
    // A gateway is mostly somebody else's program, and not written in what the stack is written in.
    if component.kind == Some(ComponentKind::Gateway) && component.runtime.is_none() && component.cpu.is_none() {
        return Some(false);
    }
    let of_stack = || context.plan.stack.as_ref()?.runtimes.as_ref()?.first();
    let runtime = component.runtime.as_ref().or_else(of_stack)?;
    let name = runtime.split([' ', '@', '/']).next().unwrap_or_default().to_ascii_lowercase();
    Some(ONE_AT_A_TIME.contains(&name.as_str()))
}

fn of_process(context: &Context<'_>, host: NodeIndex, members: &[NodeIndex], most: f64) -> Option<Ruling> {
    let system = context.system;
    let Vertex::Component(id, facts) = system.vertex(host) else { return None };
    let busy: Vec<NodeIndex> = members.iter().copied().filter(|at| has_traffic(system, *at)).collect();
    let has_loops = has_loops(context, facts);
    if busy.is_empty() || has_loops == Some(false) {
        return None;
    }
    let subject = context.node(host);
    let path = subject.path.clone().key("instances");
    let mut missing = None;
    let mut seconds = 0.0;
    for at in &busy {
        match (system.vertex(*at).component().and_then(|component| component.cpu), peak_of(system, *at)) {
            (Some(cpu), Some(peak)) => seconds += cpu.secs() * peak,
            (Some(_), None) => {
                missing.get_or_insert_with(|| traffic_path(system, *at));
            }
            (None, _) => {
                missing.get_or_insert_with(|| node_path(system.vertex(*at)).key("cpu"));
            }
        }
    }
    let instances = facts.instances.as_ref();
    let Some(running) = instances.and_then(crate::plan::node::Instances::running_at_peak) else {
        return Some(Ruling::unknown(subject, missing.unwrap_or(path)));
    };
    let each = instances.and_then(|instances| instances.loops).map_or(1.0, Count::f64);
    let loops = running.f64() * each;
    // Nothing runs: reading the plan has said so already.
    if loops <= 0.0 {
        return Some(Ruling::unknown(subject, path));
    }
    let share = seconds / loops;
    if share <= most {
        return Some(match missing {
            Some(path) => Ruling::unknown(subject, path),
            None => Ruling::holds(subject),
        });
    }
    // Threads would share the work: what one loop can't do, they may.
    if has_loops.is_none() {
        return Some(Ruling::unknown(subject, node_path(system.vertex(host)).key("runtime")));
    }
    let at_least = if missing.is_some() { "at least " } else { "" };
    let parts: Vec<String> = busy.iter().filter_map(|at| work(system, *at)).collect();
    let message = format!(
        "the event loops of {id} are {at_least}{} % busy at peak, more than {} %: {} are {} s of processor time a second, on {}; to stay below that takes {at_least}{}",
        figure(share * 100.0),
        figure(most * 100.0),
        parts.join(" + "),
        figure(seconds),
        counted(loops, "loop", "loops"),
        counted((seconds / (most * each) - 1e-9).ceil(), "instance", "instances")
    );
    let of_instance = if each > 1.0 { format!(" with {} loops each", Number(each)) } else { String::new() };
    let mut violation = Violation::new(message, node_path(system.vertex(*busy.first()?)).key("cpu"));
    for at in busy {
        let vertex = system.vertex(at);
        if let Some(cpu) = vertex.component().and_then(|component| component.cpu) {
            violation =
                violation.because(node_path(vertex).key("cpu"), format!("{}: {} of processor time a request", vertex.id(), cpu.spoken()));
            violation = violation.derived(&node_rate(system, at).how);
        }
    }
    let text = format!("{} at peak{of_instance}", counted(running.f64(), "instance", "instances"));
    Some(Ruling::violated(subject, violation.because(path, text)))
}

fn has_traffic(system: &System<'_>, at: NodeIndex) -> bool {
    system.routes().iter().any(|route| route.reaches(at)) || system.vertex(at).node().is_some_and(|node| node.load().is_some())
}

/// The traffic that is missing for its load.
fn traffic_path(system: &System<'_>, at: NodeIndex) -> Path {
    let untold = system.routes().iter().find(|route| route.reaches(at) && route.journey.peak().is_none());
    untold.map_or_else(|| node_path(system.vertex(at)).key("load"), |route| Path::of(["goals", "journeys", route.id, "traffic"]))
}

/// `900/s × 2 ms`, with the name where it is not the host's.
fn work(system: &System<'_>, at: NodeIndex) -> Option<String> {
    let vertex = system.vertex(at);
    let cpu = vertex.component()?.cpu?;
    Some(format!("{}/s of {} × {}", figure(peak_of(system, at)?), vertex.id(), cpu.spoken()))
}
