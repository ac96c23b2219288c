//! What a plan says of one quantile of a measured time: the quantile itself, or its neighbours.

use super::curve::{Curve, Tail};
use crate::plan::node::Quantiles;
use crate::plan::value::Duration;

/// A quantile between bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownQuantile {
    /// It is no less: a quantile of a smaller share.
    pub at_least: Duration,
    /// It is no more: a quantile of a larger share.
    pub at_most: Option<Duration>,
    /// What the distribution gives that fits all quantiles, where there are two or more.
    pub estimate: Option<Duration>,
}

impl KnownQuantile {
    /// Whether it is stated itself.
    pub fn is_exact(&self) -> bool {
        self.at_most == Some(self.at_least)
    }
}

/// The time that no more than the share of a tail exceeds.
pub fn known_quantile(quantiles: &Quantiles, tail: Tail) -> KnownQuantile {
    let share = 1.0 - tail.share();
    let said = [(0.5, quantiles.p50), (0.9, quantiles.p90), (0.95, quantiles.p95), (0.99, quantiles.p99), (0.999, quantiles.p999)];
    let histogram = quantiles.histogram.iter().flat_map(|histogram| histogram.iter());
    let points = said.into_iter().filter_map(|(share, time)| Some((share, time?)));
    let points: Vec<(f64, Duration)> = points.chain(histogram.map(|(bound, below)| (below.share(), *bound))).collect();
    // 1 − 0.1 % is not 99.9 % to the last bit.
    let slack = 1e-9;
    let below = points.iter().filter(|(of, _)| *of <= share + slack).map(|(_, time)| *time);
    let above = points.iter().filter(|(of, _)| *of >= share - slack).map(|(_, time)| *time);
    let curve = Curve::of(quantiles).filter(Curve::is_complete);
    KnownQuantile {
        at_least: below.max().unwrap_or_default(),
        at_most: above.min(),
        estimate: curve.map(|curve| Duration::from_ms(curve.exceeded_by(tail))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: f64) -> Duration {
        Duration::from_ms(ms)
    }

    #[test]
    fn neighbours_bound_what_is_not_stated() {
        let two = Quantiles { p50: Some(ms(10.0)), p99: Some(ms(50.0)), ..Quantiles::default() };
        let known = known_quantile(&two, Tail::of(0.001));
        assert_eq!((known.at_least, known.at_most), (ms(50.0), None));
        assert!(known.estimate.is_some_and(|estimate| estimate > ms(80.0) && estimate < ms(90.0)), "{known:?}");
        assert!(known_quantile(&two, Tail::of(0.01)).is_exact());
        assert_eq!(known_quantile(&two, Tail::of(0.05)).at_most, Some(ms(50.0)));
        let all = Quantiles { p999: Some(ms(120.0)), ..two };
        assert!(known_quantile(&all, Tail::of(0.001)).is_exact());
        assert_eq!(
            known_quantile(&Quantiles::default(), Tail::of(0.01)),
            KnownQuantile { at_least: Duration::ZERO, at_most: None, estimate: None }
        );
    }
}
