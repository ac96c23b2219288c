//! Work that takes longer than its caller waits.

use crate::analysis::compose::node_path;
use crate::analysis::effective::total_timeout;
use crate::graph::{Hop, HopId};
use crate::plan::node::Quantiles;
use crate::plan::value::Duration;
use crate::rules::{Context, Ruling, Violation};

/// AI4: what a call does on the path of a request often takes longer than its caller waits.
pub(in crate::rules) fn outlasts_its_caller(context: &Context<'_>) -> Vec<Ruling> {
    let waited_for = context.system.hops().filter(|(_, hop)| hop.is_sync() && hop.at_request());
    waited_for.filter_map(|(id, hop)| of_call(context, id, hop)).collect()
}

/// Where the time-out is not known or there is none, other conditions ask for it.
fn of_call(context: &Context<'_>, id: HopId, hop: &Hop<'_>) -> Option<Ruling> {
    let timeout = total_timeout(hop)?;
    let limit = *timeout.value.at()?;
    let subject = context.call(id);
    let callee = context.system.vertex(hop.callee);
    let by_caller = hop.call.latency.as_ref().map(|latency| (latency, hop.at("latency"), "it"));
    let by_callee =
        callee.node().and_then(|node| node.latency()).map(|latency| (latency, node_path(callee).key("latency"), "the work of its callee"));
    let Some((latency, path, whose)) = by_caller.or(by_callee) else {
        return Some(Ruling::unknown(subject, hop.at("latency")));
    };
    let Some((time, name, share)) = beyond(latency, limit) else {
        // What the callee does by itself says nothing of what it waits for.
        let ends_there = hop.call.latency.is_some() || context.system.hops_from(hop.callee).all(|(_, onward)| !onward.is_sync());
        let is_known = latency.p99.is_some() || latency.histogram.is_some();
        return Some(match (is_known, ends_there) {
            (true, true) => Ruling::holds(subject),
            (true, false) => Ruling::unknown(subject, hop.at("latency")),
            (false, _) => Ruling::unknown(subject, path.key("p99")),
        });
    };
    let message = format!(
        "{} is given up after {}{}, and {share} of the time {whose} takes longer than {}: that work is thrown away",
        hop.id(),
        limit.spoken(),
        timeout.origin(),
        time.spoken()
    );
    let violation = Violation::new(message, timeout.path())
        .because(timeout.path(), format!("{} gives up after {}{}", hop.key.caller(), limit.spoken(), timeout.origin()))
        .because(path.key(name), format!("{name}: {}", time.spoken()));
    Some(Ruling::violated(subject, violation))
}

/// The smallest quantile that is not within the limit, up to the p99: what it is, its name, and the share that takes longer.
fn beyond(latency: &Quantiles, limit: Duration) -> Option<(Duration, &'static str, &'static str)> {
    let quantiles = [
        (latency.p50, "p50", "half"),
        (latency.p90, "p90", "a tenth"),
        (latency.p95, "p95", "a twentieth"),
        (latency.p99, "p99", "a hundredth"),
    ];
    let stated = quantiles.into_iter().find_map(|(time, name, share)| Some((time.filter(|time| *time > limit)?, name, share)));
    stated.or_else(|| {
        let p99 = histogram_p99(latency)?;
        (p99 > limit).then_some((p99, "histogram", "a hundredth"))
    })
}

/// A time that a hundredth of the requests exceed: the largest bound of a histogram with at most 99 % within it.
fn histogram_p99(latency: &Quantiles) -> Option<Duration> {
    let bounds = latency.histogram.as_ref()?.iter();
    bounds.filter(|(_, within)| within.share() <= 0.99).map(|(bound, _)| *bound).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::value::{Percent, Register};

    fn ms(ms: f64) -> Duration {
        Duration::from_ms(ms)
    }

    #[test]
    fn the_largest_share_that_is_surely_too_slow_is_named() {
        let latency = Quantiles { p50: Some(ms(100.0)), p99: Some(ms(900.0)), ..Quantiles::default() };
        assert_eq!(beyond(&latency, ms(50.0)), Some((ms(100.0), "p50", "half")));
        assert_eq!(beyond(&latency, ms(100.0)), Some((ms(900.0), "p99", "a hundredth")));
        assert_eq!(beyond(&latency, ms(900.0)), None);
    }

    #[test]
    fn a_histogram_tells_as_well() {
        let mut histogram = Register::default();
        for (bound, share) in [(10.0, 50.0), (100.0, 99.0), (500.0, 100.0)] {
            histogram.0.insert(ms(bound), Percent::from_share(share / 100.0));
        }
        let latency = Quantiles { histogram: Some(histogram), ..Quantiles::default() };
        assert_eq!(beyond(&latency, ms(99.0)).map(|(time, ..)| time), Some(ms(100.0)));
        assert_eq!(beyond(&latency, ms(100.0)), None);
    }
}
