//! The distribution of one measured time, from what the plan says of it.

use super::grid::{Grid, Masses};
use crate::plan::node::Quantiles;
use crate::plan::value::Duration;

/// How many standard deviations above the mean of a normal distribution the quantiles lie.
const NORMAL: [f64; 5] = [0.0, 1.281_551_565_544_600_4, 1.644_853_626_951_472_2, 2.326_347_874_040_840_8, 3.090_232_306_167_813];

/// The shares that lie below the same quantiles.
const SHARES: [f64; 5] = [0.5, 0.9, 0.95, 0.99, 0.999];

/// A distribution of times, in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub enum Curve {
    /// Log-normal between known quantiles: the logarithm of the time against the normal quantile, in straight lines.
    /// Two quantiles are the usual fit: μ = ln p50, σ = ln(p99/p50)/2.3263.
    Quantiles(Vec<(f64, f64)>),
    /// Bounds and the share that is at most as slow, as measured.
    Histogram(Vec<(f64, f64)>),
    /// One quantile alone: below it nothing is known, so 0 is taken.
    AtLeast {
        /// The quantile.
        time: f64,
        /// The share below it.
        share: f64,
    },
}

impl Curve {
    /// What the plan says; `None` where it says nothing.
    pub fn of(quantiles: &Quantiles) -> Option<Self> {
        if let Some(histogram) = &quantiles.histogram {
            let mut bounds: Vec<(f64, f64)> = histogram.iter().map(|(bound, share)| (bound.ms(), share.share())).collect();
            bounds.sort_by(|a, b| a.0.total_cmp(&b.0));
            if !bounds.is_empty() {
                return Some(Self::Histogram(bounds));
            }
        }
        let said = [quantiles.p50, quantiles.p90, quantiles.p95, quantiles.p99, quantiles.p999];
        let known: Vec<(usize, f64)> = said.iter().enumerate().filter_map(|(at, time)| Some((at, time.map(Duration::ms)?))).collect();
        match known.as_slice() {
            [] => None,
            [(at, time)] => Some(Self::AtLeast { time: *time, share: *SHARES.get(*at)? }),
            _ => {
                let point = |(at, time): &(usize, f64)| Some((*NORMAL.get(*at)?, libm::log(time.max(1e-6))));
                Some(Self::Quantiles(known.iter().filter_map(point).collect()))
            }
        }
    }

    /// The bits of all that it says: equal for equal curves.
    pub fn bits(&self) -> Vec<u64> {
        let (kind, points) = match self {
            Self::Quantiles(points) => (0, points.as_slice()),
            Self::Histogram(bounds) => (1, bounds.as_slice()),
            Self::AtLeast { time, share } => (2, &[(*time, *share)] as &[_]),
        };
        std::iter::once(kind).chain(points.iter().flat_map(|(a, b)| [a.to_bits(), b.to_bits()])).collect()
    }

    /// Whether the plan says enough for a distribution, not only for a bound from below.
    pub fn is_complete(&self) -> bool {
        !matches!(self, Self::AtLeast { .. })
    }

    /// A time that no more than the share of a tail exceeds.
    pub fn exceeded_by(&self, tail: Tail) -> f64 {
        match self {
            Self::Quantiles(points) => libm::exp(log_time(points, tail.deviations)),
            Self::Histogram(bounds) => {
                let enough = bounds.iter().find(|(_, below)| *below >= 1.0 - tail.share);
                enough.or(bounds.last()).map_or(0.0, |(bound, _)| *bound)
            }
            Self::AtLeast { time, .. } => *time,
        }
    }

    /// On a grid.
    pub fn masses(&self, grid: &Grid) -> Masses {
        match self {
            Self::Quantiles(points) if is_flat(points) => grid.at(libm::exp(log_time(points, 0.0))),
            Self::Quantiles(points) => grid.of(|time| normal_share(normal_quantile(points, libm::log(time)))),
            Self::Histogram(bounds) => grid.of(|time| interpolated(bounds, time)),
            Self::AtLeast { time, share } => {
                let mut masses = grid.at(*time);
                for mass in &mut masses {
                    *mass *= 1.0 - share;
                }
                if let Some(first) = masses.first_mut() {
                    *first += share;
                }
                masses
            }
        }
    }
}

/// The neighbours between which a value lies, the outermost two where it lies outside.
fn around(points: &[(f64, f64)], is_below: impl Fn(&(f64, f64)) -> bool) -> Option<[(f64, f64); 2]> {
    let pairs = || points.windows(2).filter_map(|pair| <[(f64, f64); 2]>::try_from(pair).ok());
    pairs().find(|[_, upper]| is_below(upper)).or_else(|| pairs().next_back())
}

fn log_time(points: &[(f64, f64)], normal: f64) -> f64 {
    let Some([(z0, t0), (z1, t1)]) = around(points, |(z, _)| normal <= *z) else { return f64::NEG_INFINITY };
    t0 + (t1 - t0).max(0.0) * (normal - z0) / (z1 - z0)
}

fn normal_quantile(points: &[(f64, f64)], log_time: f64) -> f64 {
    let Some([(z0, t0), (z1, t1)]) = around(points, |(_, t)| log_time <= *t) else { return f64::INFINITY };
    if t1 > t0 { z0 + (z1 - z0) * (log_time - t0) / (t1 - t0) } else { z1 }
}

fn is_flat(points: &[(f64, f64)]) -> bool {
    points.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if b <= a))
}

/// The share of a normal distribution that lies below so many standard deviations.
fn normal_share(deviations: f64) -> f64 {
    0.5 * libm::erfc(-deviations / std::f64::consts::SQRT_2)
}

/// The slowest share of something.
#[derive(Debug, Clone, Copy)]
pub struct Tail {
    share: f64,
    /// Where it begins in a normal distribution, in standard deviations above the mean.
    deviations: f64,
}

impl Tail {
    /// Of this share.
    pub fn of(share: f64) -> Self {
        Self { share, deviations: deviations(1.0 - share) }
    }

    /// Its share.
    pub fn share(self) -> f64 {
        self.share
    }
}

/// How many standard deviations above the mean a share of a normal distribution ends: halved down to the last bit that tells.
fn deviations(share: f64) -> f64 {
    let (mut low, mut high) = (-40.0_f64, 40.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if normal_share(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Straight lines between the bounds of a histogram, from no time on.
fn interpolated(bounds: &[(f64, f64)], time: f64) -> f64 {
    let mut from = (0.0, 0.0);
    for &(bound, share) in bounds {
        if time < bound {
            return from.1 + (share - from.1) * (time - from.0) / (bound - from.0);
        }
        from = (bound, share);
    }
    1.0
}
