//! How long a journey's requests take, as a distribution.
//!
//! Times in sequence are convolved, times side by side take the slower one, a time-out cuts off and a retry begins again.
//! All parts are taken as independent. Requests count however they end: one that is given up took as long as it was waited for.

mod along;
mod contribution;
mod curve;
mod distribution;
mod expression;
mod fft;
mod grid;
mod known_quantile;
#[cfg(test)]
mod tests;
mod tries;

pub use curve::Tail;
pub use known_quantile::{KnownQuantile, known_quantile};

use super::figure::Derivation;
use crate::graph::{Route, System};
use crate::plan::value::Duration;
use along::Along;
use distribution::Distributions;
use expression::Expression;
use grid::{Grid, Masses};

/// A way with more calls than this gets no distribution: nobody could read what it is made of, and memory grows with it.
const MOST_CALLS: usize = 5_000;

/// The share of requests that the first grid may leave out.
const SLOWEST: f64 = 0.0005;

/// Shares closer to all than this are not told apart from all: damping and its reverse leave that much of the rounding.
const ROUNDING: f64 = 1e-7;

/// How often a grid is chosen anew, so that it ends not far behind the p99.9.
const TRIES: usize = 6;

/// A journey's time.
#[derive(Debug)]
pub struct Latency {
    grid: Grid,
    masses: Masses,
    answered: f64,
    /// What the p99 is made of: for each part its mean in milliseconds among the requests that take that long; and what
    /// is missing. While something is, every figure here is a bound from below.
    pub how: Derivation,
}

impl Latency {
    /// The time that a share of the requests does not exceed.
    pub fn quantile(&self, share: f64) -> Option<Duration> {
        self.grid.quantile(&self.masses, share).map(Duration::from_ms)
    }

    /// The share of the requests that take no longer; a bound from above while facts are missing. Never quite all of them.
    pub fn within(&self, time: Duration) -> f64 {
        self.grid.within(&self.masses, time.ms()).clamp(0.0, 1.0 - ROUNDING)
    }

    /// The share of requests in which no call is given up that they can't do without; a bound from above while facts are missing.
    pub fn answered(&self) -> f64 {
        self.answered
    }

    /// Whether a share of the requests is as fast as a target; a bound from below that is not slower leaves it open: `None`.
    pub fn meets(&self, share: f64, target: Duration) -> Option<bool> {
        match self.quantile(share) {
            Some(time) if time <= target => self.how.is_complete().then_some(true),
            _ => Some(false),
        }
    }
}

/// What can be said of a target without computing the distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is surely met.
    Meets,
    /// Only the distribution tells.
    Open,
    /// Facts are missing, so that no distribution could show that it is met.
    Unknown,
}

impl Certainty {
    /// Of a share of a journey's requests that is to be as fast as a target.
    pub fn of(system: &System<'_>, route: &Route<'_>, share: f64, target: Duration) -> Self {
        match Along::complete(system, route) {
            None => Self::Unknown,
            Some(along) if along.expression.exceeded_by(1.0 - share) <= target.ms() => Self::Meets,
            Some(_) => Self::Open,
        }
    }
}

/// The time of a journey; `None` where the plan says nothing of any time on its way, the way is too long, or some requests never
/// end, because nothing ends the wait for what is down.
pub fn latency(system: &System<'_>, route: &Route<'_>) -> Option<Latency> {
    if route.stretches.len() > MOST_CALLS {
        return None;
    }
    let along = Along::of(system, route);
    // No grid holds both a millisecond and a time without end.
    if along.expression.exceeded_by(SLOWEST) >= Duration::YEAR.ms() {
        return None;
    }
    let distributions = fitted(&along.expression)?;
    let grid = &distributions.grid;
    let mut how = Derivation::default();
    let p99 = grid.quantile(distributions.whole(), 0.99).unwrap_or_default();
    let parts = contribution::contributions(&along.expression, &distributions, p99);
    for (about, part) in along.about.iter().zip(parts) {
        // Parts that are alike contribute alike, whatever the rounding on their ways.
        let part = (part / grid.step * 1e4).round() / 1e4 * grid.step;
        if let Some(about) = about.filter(|_| part >= grid.step / 2.0) {
            how.term(about.path(system), format!("{} {}", Duration::from_ms(part).spoken(), about.text(system)), part);
        }
    }
    along.missing.iter().for_each(|about| how.lacks(about.path(system)));
    let answered = distributions.answered(&along.expression);
    let masses = distributions.whole().to_vec();
    Some(Latency { grid: distributions.grid, masses, answered, how })
}

/// The distributions on a grid that ends not far behind the p99.9 of the whole. Where that is, a coarse grid tells.
fn fitted(expression: &Expression) -> Option<Distributions> {
    // A little room, so that times that never vary don't fall on the end.
    let mut reach = expression.exceeded_by(SLOWEST) * 1.05;
    for _ in 0..TRIES {
        match p999(&Distributions::of(expression, Grid::coarse(reach)?)) {
            None => reach *= 4.0,
            Some(time) if time < reach / 4.0 && time > 0.0 => reach = time * 2.0,
            Some(_) => break,
        }
    }
    let mut fine = Distributions::of(expression, Grid::up_to(reach)?);
    for _ in 1..TRIES {
        if p999(&fine).is_some() {
            break;
        }
        reach *= 2.0;
        fine = Distributions::of(expression, Grid::up_to(reach)?);
    }
    Some(fine)
}

fn p999(distributions: &Distributions) -> Option<f64> {
    distributions.grid.quantile(distributions.whole(), 0.999)
}
