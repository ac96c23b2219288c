//! Limits on the calls under way.

use crate::analysis::digits::figure;
use crate::analysis::effective::library;
use crate::analysis::load::HopPeak;
use crate::analysis::under_way::{UnderWay, under_way};
use crate::document::Path;
use crate::graph::{Hop, HopId, System};
use crate::plan::map::{ComponentKind, Mode};
use crate::plan::value::{Count, Fact, InFlight, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;

/// BH1: any number of calls to one callee may be under way, or fewer than its peak needs.
pub(in crate::rules) fn no_room(context: &Context<'_>) -> Vec<Ruling> {
    let peak = |id: HopId| context.hop_peaks().get(id.index()).copied().unwrap_or(HopPeak { per_second: 0.0, complete: false });
    let calls = context.calls_saying(&["bulkhead"]).filter(|(_, _, hop)| is_under_way(hop));
    calls.filter_map(|(subject, id, hop)| room(context, subject, id, hop, peak)).collect()
}

fn is_under_way(hop: &Hop<'_>) -> bool {
    hop.call.mode != Some(Mode::Stream) && hop.at_request()
}

/// What bounds the calls of one kind that an instance has under way.
enum Bound {
    /// So many, set for this.
    At(Count, Path),
    /// Something else does: a limit that follows the callee, the connections of a pool, the client library.
    Otherwise,
    /// Nothing does, as this says.
    Nothing(Path, &'static str),
    /// Nobody says.
    Open,
}

fn bound(hop: &Hop<'_>) -> Bound {
    let path = hop.at("bulkhead");
    let library = library(hop);
    // What the plan says of the pool counts before what the library does by itself.
    let connections = match &hop.call.pool {
        Fact::None => None,
        Fact::Known(pool) if pool.size.is_some() => pool.size,
        _ => library.and_then(|release| release.pool.known()?.size),
    };
    let requests = library.and_then(|release| release.in_flight);
    let is_limited = matches!(connections, Some(Limit::At(_))) || matches!(requests, Some(Limit::At(_)));
    match hop.call.bulkhead.part(|bulkhead| bulkhead.in_flight) {
        Fact::Known(InFlight::At(count)) => Bound::At(count, path.key("in_flight")),
        Fact::Known(InFlight::Adaptive) => Bound::Otherwise,
        _ if is_limited => Bound::Otherwise,
        Fact::Known(InFlight::Unlimited) => Bound::Nothing(path.key("in_flight"), "any number in flight"),
        Fact::None => Bound::Nothing(path, "no bulkhead"),
        Fact::Unknown => Bound::Open,
    }
}

fn room(context: &Context<'_>, subject: SubjectRef, id: HopId, hop: &Hop<'_>, peak: impl Fn(HopId) -> HopPeak) -> Option<Ruling> {
    let system = context.system;
    let caller = system.vertex(hop.caller);
    // A program of a user makes the calls of one user.
    if caller.component().is_some_and(|component| component.kind.is_some_and(ComponentKind::is_elsewhere)) {
        return None;
    }
    let (limit, path) = match bound(hop) {
        Bound::At(limit, path) => (limit, path),
        Bound::Otherwise => return Some(Ruling::holds(subject)),
        // Who calls nothing else has nothing to keep free for it.
        Bound::Open | Bound::Nothing(..) if !calls_others(system, hop) => return None,
        Bound::Open => return Some(Ruling::unknown(subject, hop.at("bulkhead"))),
        Bound::Nothing(path, text) => return Some(unlimited(context, hop, subject, path, text)),
    };
    // Operations that take their bulkhead from their call share it.
    let shares = |other: &Hop<'_>| other.key == hop.key && !other.says_itself("bulkhead") && is_under_way(other);
    let mut needed = vec![under_way(system, id, peak(id))];
    if !hop.says_itself("bulkhead") {
        let others = system.hops_from(hop.caller).filter(|(other, facts)| *other != id && shares(facts));
        needed.extend(others.map(|(other, _)| under_way(system, other, peak(other))));
    }
    let at_least: f64 = needed.iter().map(|needed| needed.at_least).sum();
    let measured: Option<f64> = needed.iter().map(|needed| needed.measured).sum();
    if at_least > limit.f64() {
        let (name, sums) = (subject.name(), needed.iter().filter(|needed| needed.at_least > 0.0));
        let sums: Vec<String> = sums.map(UnderWay::told).collect();
        let message = format!(
            "{name} has {}{} calls under way in one instance at peak ({}) and may have {limit}: the rest is refused or waits",
            if measured.is_some() { "" } else { "at least " },
            figure(at_least),
            sums.join(" + ")
        );
        let violation = Violation::new(message, path.clone()).because(path, format!("{limit} in flight"));
        let violation = needed.iter().fold(violation, |violation, needed| violation.derived(&needed.how(system)));
        return Some(Ruling::violated(subject, violation));
    }
    let at_most: Option<f64> = needed.iter().map(|needed| needed.measured.or(needed.at_most)).sum();
    let fits = at_most.is_some_and(|most| most <= limit.f64());
    let open = if fits { None } else { needed.iter().find_map(|needed| needed.open(system)) };
    Some(open.map_or_else(|| Ruling::holds(subject.clone()), |path| Ruling::unknown(subject.clone(), path)))
}

fn unlimited(context: &Context<'_>, hop: &Hop<'_>, subject: SubjectRef, path: Path, text: &str) -> Ruling {
    let (caller, callee) = (context.system.vertex(hop.caller), context.system.vertex(hop.callee).id());
    let admission = caller.component().and_then(|component| component.admission.known());
    let id = caller.id();
    // Who works on so many requests has no more calls than these under way, and none left for another.
    let message = match admission.and_then(|admission| admission.in_flight?.at().copied()) {
        Some(requests) => format!(
            "nothing limits the calls of {} that are under way: while {callee} is slow, all {requests} requests that {id} works on wait for it",
            subject.name()
        ),
        None => format!("any number of calls of {} may be under way: while {callee} is slow, they take all that {id} has", subject.name()),
    };
    let violation = Violation::new(message, path.clone()).because(path, text);
    Ruling::violated(subject, violation.group(format!("bulkheads/BH1 {id}")))
}

/// Whether the caller waits for something else than this callee too.
fn calls_others(system: &System<'_>, hop: &Hop<'_>) -> bool {
    let others = |at: NodeIndex| at != hop.callee;
    hop.is_sync() && system.hops_from(hop.caller).any(|(_, other)| others(other.callee) && other.is_sync() && other.at_request())
}
