//! A call that is given up after a time and tried again.

use super::grid::{Grid, Masses};

/// What comes of a call that is given up after a time and tried again.
pub struct Tries {
    /// What one try answers in time.
    pub in_time: Masses,
    /// For each try, when it begins and the probability that it is made.
    pub begun: Vec<(f64, f64)>,
    /// When the last try is given up, and the probability of that.
    pub given_up: (f64, f64),
}

impl Tries {
    /// Of one try.
    pub fn of(grid: &Grid, one: &[f64], limit: f64, waits: &[f64]) -> Self {
        let in_time: Masses = grid.until(one, limit).collect();
        let late = late(grid, one, limit);
        let (mut begins, mut made, mut begun) = (0.0, 1.0, Vec::new());
        for wait in waits.iter().map(Some).chain([None]) {
            begun.push((begins, made));
            begins += limit + wait.copied().unwrap_or_default();
            made *= late;
        }
        Self { in_time, begun, given_up: (begins, made) }
    }

    /// The distribution of all tries together.
    pub fn masses(&self, grid: &Grid) -> Masses {
        let mut masses = grid.nowhere();
        for (begins, made) in &self.begun {
            grid.add_shifted(&mut masses, &self.in_time, *begins, *made);
        }
        let (end, share) = self.given_up;
        grid.add_shifted(&mut masses, &[1.0], end, share);
        masses
    }
}

/// The probability that one try is given up.
pub fn late(grid: &Grid, one: &[f64], limit: f64) -> f64 {
    // What lies beyond the grid is late, unless the limit lies there too: then nothing tells, and it is left where it is.
    let beyond = if limit > grid.end() { (1.0 - one.iter().sum::<f64>()).max(0.0) } else { 0.0 };
    (1.0 - grid.until(one, limit).sum::<f64>() - beyond).max(0.0)
}
