//! A plan of any size, always the same for the same size: services in tiers, each calling some of the tier below.

#![allow(clippy::format_push_string, reason = "a generator of text, run once before the clock starts")]

use crate::mixer::Mixer;

/// How many tiers a request passes from its gateway to the last service.
const TIERS: usize = 10;

/// Writes a plan of so many components and calls, spread evenly over the components above the last tier, and journeys that
/// enter at the first tier.
///
/// Every tenth component is a gateway, external or worker; facts are stated for most and left open for some, as in plans
/// that people write.
pub fn plan(components: usize, calls: usize, journeys: usize) -> String {
    let mut text = String::from("groundplan: 1\nsystem: generated\nowner: team-generated\ncriticality: high\ngoals:\n  journeys:\n");
    let width = components.div_ceil(TIERS);
    for n in 0..journeys {
        let entry = n * 7 % width.min(components);
        text += &format!(
            "    journey-{n}: {{entry: c{entry}, traffic: {}/s, deadline: 3s, slo: {{availability: 99.9%, latency: {{p99: 800ms}}}}}}\n",
            10 + n
        );
    }
    text += "map:\n  components:\n";
    for n in 0..components {
        text += &component(n, n < width);
    }
    text += "  calls:\n";
    let mut mixer = Mixer(0x9E37_79B9);
    let callers = components.saturating_sub(width).max(1);
    for caller in 0..callers {
        let below = (caller / width + 1) * width;
        let size = width.min(components - below);
        let first = mixer.next(size);
        let here = (calls / callers + usize::from(caller < calls % callers)).min(size);
        for k in 0..here {
            text += &call(caller, below + (first + k * 17) % size, k, journeys);
        }
    }
    text
}

fn component(n: usize, at_the_front: bool) -> String {
    let kind = match n % 10 {
        _ if at_the_front => "gateway",
        3 => "external",
        7 => "worker",
        _ => "service",
    };
    match kind {
        "external" => format!("    c{n}: {{kind: external, availability: 99.95%}}\n"),
        _ if n.is_multiple_of(5) => format!("    c{n}: {{kind: {kind}}}\n"),
        _ => format!(
            "    c{n}:\n      kind: {kind}\n      instances: {{min: 2, max: 6, needs: 2, availability: 99.9%, capacity: 120/s}}\n      latency: {{p50: 4ms, p99: {}ms}}\n",
            10 + n % 30
        ),
    }
}

fn call(caller: usize, callee: usize, k: usize, journeys: usize) -> String {
    let facts = match (caller + k) % 4 {
        0 => "need: hard, timeout: 800ms, retry: {attempts: 2, backoff: 50ms..200ms, jitter: full}, mutates: false".to_owned(),
        1 => "need: hard, timeout: {connect: 200ms, total: 1s}, retry: 3, mutates: true, idempotency: none".to_owned(),
        2 => "need: soft, timeout: 300ms".to_owned(),
        _ => format!("need: hard, in: [journey-{}]", caller % journeys.max(1)),
    };
    format!("    c{caller} -> c{callee}: {{{facts}}}\n")
}
