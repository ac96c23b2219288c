//! Probabilities on a decision diagram: of the top, and of the top given each variable.
//!
//! Every sum here has terms of one sign only, so results keep their relative precision however rare the failure is.

use super::diagram::Diagram;
use super::hashed::{FALSE, TRUE};
use super::tree::number;

/// The probability of the top when something is known to be down, and when it is known to work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given {
    /// P(top | it is down).
    pub down: f64,
    /// P(top | it works).
    pub works: f64,
    /// P(top | down) − P(top | works): Birnbaum's marginal importance.
    pub difference: f64,
}

/// The probability of every node of the diagram, by P(f) = p·P(high) + (1−p)·P(low).
/// `q` is the probability of each level's variable.
pub(super) fn probabilities(diagram: &Diagram, q: &[f64]) -> Vec<f64> {
    let mut of = vec![0.0; diagram.len()];
    of[TRUE as usize] = 1.0;
    for (at, branch) in diagram.branches() {
        let q = q[branch.level as usize];
        of[at] = q * of[branch.high as usize] + (1.0 - q) * of[branch.low as usize];
    }
    of
}

/// The cofactors of all variables, by level, in one walk up and one walk down the diagram.
///
/// A way through the diagram either passes a node of the variable, which the down walk weighs with what lies above and
/// below, or an edge that skips its level. The latter are summed over ranges of levels rather than taken as the rest,
/// which would lose everything to cancellation when the variable dominates the top.
pub(super) fn given(diagram: &Diagram, q: &[f64]) -> Vec<Given> {
    let of = probabilities(diagram, q);
    let mut sums = vec![Given { down: 0.0, works: 0.0, difference: 0.0 }; diagram.levels()];
    let mut skips = RangeSums::new(diagram.levels());
    let mut reach = vec![0.0; diagram.len()];
    let root = diagram.root();
    reach[root] = 1.0;
    skips.add(0, diagram.level(number(root)), of[root]);
    for (at, branch) in diagram.branches().rev() {
        let level = branch.level as usize;
        let q = q[level];
        let (high, low) = (of[branch.high as usize], of[branch.low as usize]);
        let sum = &mut sums[level];
        sum.down += reach[at] * high;
        sum.works += reach[at] * low;
        sum.difference += reach[at] * (high - low);
        for (child, weight) in [(branch.high, q), (branch.low, 1.0 - q)] {
            let mass = reach[at] * weight;
            reach[child as usize] += mass;
            if child != FALSE {
                skips.add(level + 1, diagram.level(child), mass * of[child as usize]);
            }
        }
    }
    for (sum, skipped) in sums.iter_mut().zip(skips.totals()) {
        sum.down += skipped;
        sum.works += skipped;
    }
    sums
}

/// Adds amounts to ranges of positions, then tells the sum at each: a segment tree, without any subtraction.
struct RangeSums {
    length: usize,
    tree: Vec<f64>,
}

impl RangeSums {
    fn new(length: usize) -> Self {
        Self { length, tree: vec![0.0; 2 * length] }
    }

    /// Adds to all positions from `start` to before `end`.
    fn add(&mut self, start: usize, end: usize, amount: f64) {
        let (mut left, mut right) = (start + self.length, end + self.length);
        while left < right {
            if left % 2 == 1 {
                self.tree[left] += amount;
                left += 1;
            }
            if right % 2 == 1 {
                right -= 1;
                self.tree[right] += amount;
            }
            left /= 2;
            right /= 2;
        }
    }

    fn totals(mut self) -> Vec<f64> {
        for at in 2..2 * self.length {
            self.tree[at] += self.tree[at / 2];
        }
        self.tree.split_off(self.length)
    }
}
