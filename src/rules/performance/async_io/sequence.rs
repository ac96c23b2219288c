//! Calls that could run side by side and don't.

use crate::analysis::compose::steps;
use crate::analysis::latency_target::{Against, target, target_path};
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, Stretch};
use crate::plan::reference::{CallRef, ends};
use crate::plan::value::{Duration, Fact};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// How many pairs of calls a finding names.
const NAMED: usize = 3;

/// AI5: a journey misses its latency target while calls wait for others whose result they don't need.
pub(in crate::rules) fn needless_sequence(context: &Context<'_>) -> Vec<Ruling> {
    context
        .system
        .routes()
        .iter()
        .zip(context.latency_targets())
        .filter_map(|(route, against)| of_journey(context, route, against))
        .collect()
}

/// Without a target there is nothing to gain for; whether one is wanted is asked elsewhere.
fn of_journey(context: &Context<'_>, route: &Route<'_>, against: &Against) -> Option<Ruling> {
    let target = target(route)?;
    let subject = SubjectRef::journey(route.id);
    let found = Sequences::of(context, route);
    if found.needless.is_empty() && found.open.is_none() {
        return Some(Ruling::holds(subject));
    }
    match against {
        Against::Met => return Some(Ruling::holds(subject)),
        // What would tell whether the target is missed is asked there.
        Against::Open(_) => return None,
        Against::Missed(..) => {}
    }
    let Some((first, second)) = found.needless.first().map(|(a, b)| (context.system.hop(*a), context.system.hop(*b))) else {
        return found.open.map(|path| Ruling::unknown(subject, path));
    };
    let more = match found.needless.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more such pairs)"),
    };
    let message = format!(
        "{} misses its p99 target of {} while {} waits for {} without needing its result{}{more}",
        route.id,
        target.spoken(),
        second.id(),
        first.id(),
        saving(context, first, second)
    );
    let mut violation = Violation::new(message, second.at("order")).because(target_path(route), format!("p99 target: {target}"));
    for (a, b) in found.needless.iter().take(NAMED).map(|(a, b)| (context.system.hop(*a), context.system.hop(*b))) {
        violation = violation.because(b.at("after"), format!("{} comes after {} and needs nothing from it", b.id(), a.id()));
    }
    if let Some(order) = first.call.order {
        violation = violation.suggest(second.at("order"), order.to_string());
    }
    Some(Ruling::violated(subject, violation))
}

/// What running two calls side by side would save.
fn saving(context: &Context<'_>, first: &Hop<'_>, second: &Hop<'_>) -> String {
    let p99 = |hop: &Hop<'_>| -> Option<Duration> {
        let of_callee = || context.system.vertex(hop.callee).node()?.latency()?.p99;
        hop.call.latency.as_ref().and_then(|latency| latency.p99).or_else(of_callee)
    };
    match (p99(first), p99(second)) {
        (Some(a), Some(b)) => format!(": side by side they take {} less at most", a.min(b).spoken()),
        _ => String::new(),
    }
}

/// Calls of a journey that follow each other.
#[derive(Default)]
struct Sequences {
    /// A call, and one after it that does not need its result.
    needless: Vec<(HopId, HopId)>,
    /// Where it is not stated what a call needs.
    open: Option<Path>,
}

impl Sequences {
    fn of(context: &Context<'_>, route: &Route<'_>) -> Self {
        let mut found = Self::default();
        for of_caller in route.stretches.chunk_by(|a, b| a.from == b.from) {
            let steps = steps(context.system, of_caller);
            for (earlier, later) in steps.iter().zip(steps.iter().skip(1)) {
                for stretch in later {
                    found.look_at(context, earlier, stretch);
                }
            }
        }
        found
    }

    fn look_at(&mut self, context: &Context<'_>, earlier: &[&Stretch], later: &Stretch) {
        let Some(id) = later.hop else { return };
        let hop = context.system.hop(id);
        let needs = match &hop.call.after {
            Fact::Unknown => {
                self.open.get_or_insert_with(|| hop.at("after"));
                return;
            }
            Fact::None => &[],
            Fact::Known(needs) => needs.as_slice(),
        };
        let is_needed = |id: HopId| {
            let other = context.system.hop(id);
            needs.iter().any(|need| is_spelled(need, other.id()) || is_spelled(need, other.call_id()))
        };
        let before: Vec<HopId> = earlier.iter().filter_map(|stretch| stretch.hop).collect();
        if let Some(first) = before.first().filter(|_| !before.iter().any(|id| is_needed(*id))) {
            self.needless.push((*first, id));
        }
    }
}

/// Whether a reference names this call, with or without blanks around its arrow.
fn is_spelled(need: &CallRef, id: &str) -> bool {
    match (ends(need.as_str()), ends(id)) {
        (Some(need), Some(id)) => need == id,
        _ => false,
    }
}
