//! What logs cost a month: requests a second × lines × bytes, at a price for each GiB taken in and kept.

use super::cost::converted;
use super::digits::figure;
use super::figure::Derivation;
use super::load::{Moment, rate_of};
use crate::document::Path;
use crate::graph::System;
use crate::plan::value::{Bytes, Money, SECONDS_PER_MONTH};
use petgraph::graph::NodeIndex;

/// Bytes in a GiB.
const GIB: f64 = 1_073_741_824.0;

/// What one component writes.
#[derive(Debug, Clone)]
pub struct Written<'p> {
    /// The component.
    pub at: NodeIndex,
    /// Lines for each request.
    pub lines: f64,
    /// The size of one.
    pub line: Bytes,
    /// What a GiB costs.
    pub price: &'p Money,
    /// Where the plan says how much it writes.
    pub path: Path,
}

/// What all logs cost.
#[derive(Debug, Clone)]
pub struct LogCost {
    /// A month, at average traffic; a bound from below while facts are missing.
    pub monthly: f64,
    /// How it was got.
    pub how: Derivation,
}

/// What the logs of these components cost a month, in this currency.
pub fn log_cost(system: &System<'_>, currency: &str, written: &[Written<'_>]) -> LogCost {
    let mut cost = LogCost { monthly: 0.0, how: Derivation::default() };
    for component in written {
        let id = system.vertex(component.at).id();
        let mut requests = 0.0;
        for route in system.routes() {
            match rate_of(system, route, component.at, Moment::Average) {
                Some(rate) => requests += rate,
                None => cost.how.lacks(Path::of(["goals", "journeys", route.id, "traffic", "average"])),
            }
        }
        let Some(price) = converted(system, component.price, currency) else {
            cost.how.lacks(Path::of(["currency_rates"]));
            continue;
        };
        let gib = gib_a_month(requests, component.lines, component.line);
        let text = format!(
            "{id}: {}/s × {} lines of {} are {} GiB a month, at {} each",
            figure(requests),
            figure(component.lines),
            component.line,
            figure(gib),
            component.price
        );
        cost.how.term(component.path.clone(), text, gib * price);
        cost.monthly += gib * price;
    }
    cost
}

/// GiB a month, of requests a second, lines for each and the size of a line.
pub fn gib_a_month(requests: f64, lines: f64, line: Bytes) -> f64 {
    requests * lines * line.0 as f64 * SECONDS_PER_MONTH / GIB
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kibibyte a second is 2 629 800 of them a month, and 1 048 576 make a GiB.
    #[test]
    fn a_line_a_second() {
        let gib = gib_a_month(0.5, 2.0, "1KiB".parse().unwrap());
        assert!((gib - 2_629_800.0 / 1_048_576.0).abs() < 1e-12, "{gib}");
    }
}
