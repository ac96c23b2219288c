//! How long a request waits for a connection, and whether it then finds one.

use crate::analysis::digits::figure;
use crate::analysis::effective::{pool_size, pool_wait};
use crate::analysis::load::{HopPeak, hop_rate};
use crate::analysis::pools::{Shared, in_use, pools};
use crate::graph::Hop;
use crate::plan::map::ComponentKind;
use crate::plan::value::{InFlight, Limit};
use crate::rules::{Context, Ruling, Violation};

/// PO2: a request may wait for a connection without end.
pub(in crate::rules) fn waits_without_end(context: &Context<'_>) -> Vec<Ruling> {
    pools(context.system).iter().filter(|pool| is_ours(context, pool)).map(|pool| wait_of(context, pool)).collect()
}

fn is_ours(context: &Context<'_>, pool: &Shared) -> bool {
    let caller = context.system.vertex(context.system.hop(pool.first).caller).component();
    !caller.and_then(|caller| caller.kind).is_some_and(ComponentKind::is_elsewhere)
}

fn wait_of(context: &Context<'_>, pool: &Shared) -> Ruling {
    let subject = context.call_that_says(pool.first, "pool");
    let hops = || pool.hops.iter().map(|id| context.system.hop(*id));
    let first = context.system.hop(pool.first);
    let size = hops().find_map(pool_size);
    let known = size.as_ref().and_then(|size| size.value.at().copied());
    let is_unlimited = size.as_ref().is_some_and(|size| size.value == Limit::Unlimited);
    // Who is let through to a connection that is free waits for none.
    if is_unlimited || known.is_some_and(|size| let_through(hops()).is_some_and(|most| most <= size.0)) {
        return Ruling::holds(subject);
    }
    let Some(wait) = hops().find_map(pool_wait) else {
        return Ruling::unknown(subject, first.at("pool").key("wait"));
    };
    if wait.value != Limit::Unlimited {
        return Ruling::holds(subject);
    }
    let of_size = known.map(|size| format!(" of {size}")).unwrap_or_default();
    let message = format!(
        "a request of {} waits for a free connection without end: its pool{of_size} has no limit on the wait{}",
        subject.name(),
        wait.origin()
    );
    let mut violation = Violation::new(message, wait.path()).because(wait.path(), format!("no limit on the wait{}", wait.origin()));
    if let Some((size, count)) = size.as_ref().zip(known) {
        violation = violation.because(size.path(), format!("a pool of {count}{}", size.origin()));
    }
    if let Some(library) = wait.library {
        violation = violation.group(format!("pooling/PO2 {library}"));
    }
    Ruling::violated(subject, violation)
}

/// How many requests the bulkheads in front of a pool let through at once; `None`: any number.
fn let_through<'h>(hops: impl Iterator<Item = &'h Hop<'h>>) -> Option<u64> {
    let mut most = 0_u64;
    let mut counted = None;
    for hop in hops {
        let InFlight::At(count) = hop.call.bulkhead.known()?.in_flight? else { return None };
        // Operations share the bulkhead of their call.
        let place = hop.at("bulkhead");
        if counted.as_ref() != Some(&place) {
            most = most.saturating_add(count.0);
            counted = Some(place);
        }
    }
    Some(most)
}

/// PO4: a pool has fewer connections than its peak needs.
pub(in crate::rules) fn too_small(context: &Context<'_>) -> Vec<Ruling> {
    let pools = pools(context.system);
    if pools.is_empty() {
        return Vec::new();
    }
    let peaks = context.hop_peaks();
    pools.iter().filter(|pool| is_ours(context, pool)).filter_map(|pool| size_of(context, peaks, pool)).collect()
}

fn size_of(context: &Context<'_>, peaks: &[HopPeak], pool: &Shared) -> Option<Ruling> {
    let system = context.system;
    let hops = || pool.hops.iter().map(|id| system.hop(*id));
    let size = hops().find_map(pool_size)?;
    let subject = context.call_that_says(pool.first, "pool");
    let Limit::At(count) = size.value else { return Some(Ruling::holds(subject)) };
    let need = in_use(system, peaks, pool);
    if need.connections <= count.f64() {
        return match need.how.first_missing() {
            None => Some(Ruling::holds(subject)),
            // Nobody has to describe a pool that is only a library's habit.
            Some(path) => (size.library.is_none()).then(|| Ruling::unknown(subject, path)),
        };
    }
    let message = format!(
        "at peak {}{} connections of {} are in use in each instance while each is held for its p99, and its pool has {count}{}",
        need.how.at_least(),
        figure(need.connections),
        subject.name(),
        size.origin()
    );
    let mut violation =
        Violation::new(message, size.path()).because(size.path(), format!("a pool of {count}{}", size.origin())).derived(&need.how);
    for id in &pool.hops {
        violation = violation.derived(&hop_rate(system, *id).how);
    }
    Some(Ruling::violated(subject, violation))
}
