//! Time-outs against the times that calls really take.

use crate::analysis::compose::node_path;
use crate::analysis::effective::{Effective, total_timeout};
use crate::analysis::latency::{Tail, known_quantile};
use crate::graph::Hop;
use crate::plan::map::{ComponentKind, Mode};
use crate::plan::node::Quantiles;
use crate::plan::value::{Duration, Limit, Number, Percent};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TO4: a time-out cuts off calls that would have been answered, or waits long after an answer has become unlikely.
pub(in crate::rules) fn wrong_percentile(context: &Context<'_>) -> Vec<Ruling> {
    let cut_off = context.threshold("TO4.false_timeouts");
    let limits = Limits {
        cut_off,
        healthy: Tail::of(cut_off),
        usual: Tail::of(0.01),
        factor: context.threshold("TO4.p99_factor"),
        short: Duration::from_secs(context.threshold("TO4.short")),
    };
    let calls = context.calls_saying(&["timeout", "client", "latency"]).filter(|(_, _, hop)| hop.call.mode != Some(Mode::Stream));
    calls.filter_map(|(subject, _, hop)| judged(context, subject, hop, &limits)).collect()
}

struct Limits {
    /// The share of healthy calls that may be cut off.
    cut_off: f64,
    /// The same: the slowest of the healthy calls.
    healthy: Tail,
    /// What the p99 leaves out.
    usual: Tail,
    /// How many times the p99 is too long.
    factor: f64,
    /// What is never too long.
    short: Duration,
}

fn judged(context: &Context<'_>, subject: SubjectRef, hop: &Hop<'_>, limits: &Limits) -> Option<Ruling> {
    // Whether there is a time-out at all is another question.
    let timeout = total_timeout(hop)?;
    let limit = *timeout.value.at()?;
    let Some(measured) = &hop.call.latency else {
        // What the callee says of itself is its own work alone: the call takes that and more.
        let callee = context.system.vertex(hop.callee);
        let own = callee.node().and_then(|node| node.latency());
        let least = own.map(|own| known_quantile(own, limits.healthy).at_least).filter(|least| *least > limit);
        // Of another company's service nobody knows more than what its callers see.
        let is_seen = callee.component().is_some_and(|component| component.kind == Some(ComponentKind::External));
        return Some(match (least, own) {
            (Some(least), _) => too_short(subject, &timeout, limit, limits, (least, node_path(callee).key("latency"), false)),
            (None, Some(own)) if is_seen && limits.missing(own, limit).is_none() => Ruling::holds(subject),
            _ => Ruling::unknown(subject, hop.at("latency")),
        });
    };
    let path = hop.at("latency");
    let wanted = known_quantile(measured, limits.healthy);
    if wanted.at_least > limit {
        return Some(too_short(subject, &timeout, limit, limits, (wanted.at_least, path, wanted.is_exact())));
    }
    let p99 = known_quantile(measured, limits.usual);
    if let Some(most) = p99.at_most.filter(|most| limit > limits.short && limit > most.times(limits.factor)) {
        return Some(too_long(hop, subject, &timeout, limit, limits, most));
    }
    Some(match limits.missing(measured, limit) {
        Some(quantile) => Ruling::unknown(subject, path.key(quantile)),
        None => Ruling::holds(subject),
    })
}

impl Limits {
    /// The quantile that would tell whether a time-out is long enough and not too long; `None` where it is both.
    fn missing(&self, measured: &Quantiles, limit: Duration) -> Option<&'static str> {
        let wanted = known_quantile(measured, self.healthy);
        let long_enough = wanted.at_most.or(wanted.estimate).is_some_and(|most| most <= limit);
        let not_too_long = limit <= self.short || limit <= known_quantile(measured, self.usual).at_least.times(self.factor);
        match (long_enough, not_too_long) {
            (true, true) => None,
            (false, _) => Some("p999"),
            (true, false) => Some("p99"),
        }
    }
}

fn too_short(
    subject: SubjectRef,
    timeout: &Effective<'_, Limit<Duration>>,
    limit: Duration,
    limits: &Limits,
    (time, path, exact): (Duration, crate::document::Path, bool),
) -> Ruling {
    let share = Percent::from_share(limits.cut_off);
    let name = format!("p{}", Number((1.0 - limits.cut_off) * 100.0));
    let at_least = if exact { "" } else { "at least " };
    let message = format!(
        "{} gives up after {}{}, and its {name} is {at_least}{}: more than {share} of the calls that would be answered are cut off",
        subject.name(),
        limit.spoken(),
        timeout.origin(),
        time.spoken()
    );
    let violation = Violation::new(message, timeout.path())
        .because(timeout.path(), format!("gives up after {limit}{}", timeout.origin()))
        .because(path, format!("{name}: {at_least}{}", time.spoken()));
    Ruling::violated(subject, violation)
}

fn too_long(
    hop: &Hop<'_>,
    subject: SubjectRef,
    timeout: &Effective<'_, Limit<Duration>>,
    limit: Duration,
    limits: &Limits,
    p99: Duration,
) -> Ruling {
    let times = crate::analysis::digits::figure(limit.ms() / p99.ms().max(f64::MIN_POSITIVE));
    let message = format!(
        "{} gives up after {}{}, {times} times its p99 of {}: more than {} times, so what is stuck is held long after an answer has become unlikely",
        subject.name(),
        limit.spoken(),
        timeout.origin(),
        p99.spoken(),
        Number(limits.factor)
    );
    let mut violation = Violation::new(message, timeout.path())
        .because(timeout.path(), format!("gives up after {limit}{}", timeout.origin()))
        .because(hop.at("latency").key("p99"), format!("p99: {}", p99.spoken()));
    if let Some(library) = timeout.library {
        violation = violation.group(format!("timeouts/TO4 {library}"));
    }
    Ruling::violated(subject, violation)
}
