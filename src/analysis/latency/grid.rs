//! Distributions of times on an even grid: the probability that a time lies around each multiple of a step.

use super::fft::{Complex, Fourier};

/// The probability around each point of a grid; what is missing to 1 lies beyond its end.
pub type Masses = Vec<f64>;

/// How many points a grid has: enough that a p99 is right to a few tenths of a thousandth.
const POINTS: usize = 1024;

/// How many a coarse one has: enough to see where the times end.
const COARSE: usize = 128;

/// How strongly the end of the grid is damped while distributions are added, so that what runs over the end does not come
/// back at its beginning: by e⁻²⁰ (Embrechts and Frei, "Panjer recursion versus FFT for compound distributions", 2009).
const DAMPING: f64 = 20.0;

/// A grid from 0 on.
#[derive(Debug)]
pub struct Grid {
    /// The distance of two points, in milliseconds.
    pub step: f64,
    fourier: Fourier,
    damping: Vec<f64>,
    /// The damping turned round.
    growth: Vec<f64>,
}

impl Grid {
    /// A grid up to `reach` milliseconds; `None` where that is not above 0, or without end.
    pub fn up_to(reach: f64) -> Option<Self> {
        Self::of_points(POINTS, reach)
    }

    /// A grid that only shows where times end.
    pub fn coarse(reach: f64) -> Option<Self> {
        Self::of_points(COARSE, reach)
    }

    fn of_points(points: usize, reach: f64) -> Option<Self> {
        if !(reach > 0.0 && reach.is_finite()) {
            return None;
        }
        let growth = |sign: f64| (0..points).map(|k| libm::exp(sign * DAMPING * k as f64 / points as f64)).collect();
        Some(Self { step: reach / (points - 1) as f64, fourier: Fourier::new(points), damping: growth(-1.0), growth: growth(1.0) })
    }

    /// How many points it has.
    fn points(&self) -> usize {
        self.damping.len()
    }

    /// No probability anywhere.
    pub fn nowhere(&self) -> Masses {
        vec![0.0; self.points()]
    }

    /// Its last point, in milliseconds.
    pub fn end(&self) -> f64 {
        (self.points() - 1) as f64 * self.step
    }

    /// All of it at one time, shared by the two points around it so that the mean is kept.
    pub fn at(&self, time: f64) -> Masses {
        let mut masses = self.nowhere();
        self.add_shifted(&mut masses, &[1.0], time, 1.0);
        masses
    }

    /// From a distribution function: each point stands for what lies within half a step of it.
    pub fn of(&self, cumulative: impl Fn(f64) -> f64) -> Masses {
        let mut below = 0.0;
        let mut point = |k: usize| {
            // Beyond the last time that tells, the function need not be asked.
            if below >= 1.0 {
                return 0.0;
            }
            let up_to = cumulative((k as f64 + 0.5) * self.step);
            let mass = (up_to - below).max(0.0);
            below = up_to.max(below);
            mass
        };
        (0..self.points()).map(&mut point).collect()
    }

    /// Adds `share` of `masses`, so much later.
    pub fn add_shifted(&self, to: &mut [f64], masses: &[f64], later: f64, share: f64) {
        let (whole, part) = self.split(later);
        for (target, mass) in to.get_mut(whole..).unwrap_or_default().iter_mut().zip(masses) {
            *target += share * (1.0 - part) * mass;
        }
        for (target, mass) in to.get_mut(whole.saturating_add(1)..).unwrap_or_default().iter_mut().zip(masses) {
            *target += share * part * mass;
        }
    }

    /// The weights `later` behind each point, as the shift before sees them from its source.
    pub fn ahead(&self, weights: &[f64], later: f64) -> Vec<f64> {
        let (whole, part) = self.split(later);
        let mut ahead = self.nowhere();
        for (sum, weight) in ahead.iter_mut().zip(weights.get(whole..).unwrap_or_default()) {
            *sum = (1.0 - part) * weight;
        }
        for (sum, weight) in ahead.iter_mut().zip(weights.get(whole.saturating_add(1)..).unwrap_or_default()) {
            *sum += part * weight;
        }
        ahead
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, and beyond the grid is beyond
    fn split(&self, time: f64) -> (usize, f64) {
        let steps = (time / self.step).max(0.0);
        (steps.floor() as usize, steps.fract())
    }

    /// What lies below a time: of the point that it falls on, a part; what is behind that is left out.
    pub fn until<'m>(&self, masses: &'m [f64], time: f64) -> impl Iterator<Item = f64> + use<'m> {
        let (whole, part) = self.split(time + self.step / 2.0);
        let last = masses.get(whole).map(|mass| mass * part);
        masses.iter().take(whole).copied().chain(last)
    }

    /// As frequencies, damped: products of these are distributions of sums.
    pub fn spectrum(&self, masses: &[f64]) -> Vec<Complex> {
        self.fourier.forward(masses, &self.damping)
    }

    /// Back from frequencies.
    pub fn masses(&self, spectrum: Vec<Complex>) -> Masses {
        above_nothing(self.fourier.backward(spectrum, &self.growth))
    }

    /// Weights of sums as frequencies: the damping turned round.
    pub fn weight_spectrum(&self, weights: &[f64]) -> Vec<Complex> {
        self.fourier.forward(weights, &self.growth)
    }

    /// The mean weight of the sums that begin at each point, given the frequencies of what is added to it.
    pub fn mean_weights(&self, weights: &[Complex], added: &[Complex]) -> Vec<f64> {
        let product = weights.iter().zip(added).map(|(weight, added)| weight.times(added.conjugate())).collect();
        above_nothing(self.fourier.backward(product, &self.damping))
    }

    /// The time that a share of the probability lies below; `None` where that is beyond the grid.
    pub fn quantile(&self, masses: &[f64], share: f64) -> Option<f64> {
        let mut below = 0.0;
        for (k, mass) in masses.iter().enumerate() {
            if *mass > 0.0 && below + mass >= share {
                let within = (share - below) / mass;
                return Some(((k as f64 - 0.5 + within) * self.step).max(0.0));
            }
            below += mass;
        }
        None
    }

    /// The probability of no more than a time.
    pub fn within(&self, masses: &[f64], time: f64) -> f64 {
        self.until(masses, time).sum()
    }
}

/// Without the traces of rounding below 0.
fn above_nothing(mut values: Vec<f64>) -> Vec<f64> {
    for value in &mut values {
        *value = value.max(0.0);
    }
    values
}

/// The probability up to the upper edge of each point.
pub fn cumulative(masses: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    masses
        .iter()
        .map(|mass| {
            sum += mass;
            sum
        })
        .collect()
}

/// The probability of each point, from that up to its upper edge.
pub fn differences(cumulative: impl Iterator<Item = f64>) -> Masses {
    let mut below = 0.0;
    cumulative
        .map(|up_to| {
            let mass = (up_to - below).max(0.0);
            below = up_to;
            mass
        })
        .collect()
}
