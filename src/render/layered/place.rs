//! How far from the top each cell stands.

use super::lanes::{Grid, Kind};

/// Sweeps that pull cells to their neighbours.
const SWEEPS: usize = 24;

/// The centre of each cell, so that lines are as straight as the order and the distances allow: least squares, one column
/// after the other, each time against where its neighbours stand.
pub(super) fn heights(grid: &Grid) -> Vec<f64> {
    let mut heights = vec![0.0; grid.cells.len()];
    for column in &grid.columns {
        let mut y = 0.0;
        for (n, cell) in column.iter().enumerate() {
            if let Some(upper) = n.checked_sub(1).and_then(|n| column.get(n)) {
                y += grid.apart(*upper, *cell);
            }
            heights[*cell] = y;
        }
    }
    for sweep in 0..SWEEPS {
        // At first each column follows one neighbour, so that the whole finds its shape; at the end it stands between both.
        let sides: &[&Vec<Vec<usize>>] = match sweep {
            sweep if sweep >= SWEEPS / 2 => &[&grid.before, &grid.behind],
            sweep if sweep % 2 == 0 => &[&grid.before],
            _ => &[&grid.behind],
        };
        let count = grid.columns.len();
        for step in 0..count {
            let column = if sweep % 2 == 0 { step } else { count - 1 - step };
            settle(grid, &grid.columns[column], sides, &mut heights);
        }
    }
    let top = |cell: usize| heights[cell] - grid.cells[cell].size.height / 2.0;
    let first = (0..heights.len()).map(top).fold(f64::INFINITY, f64::min);
    heights.iter().map(|y| (y - first).round()).collect()
}

/// How much a line wants to be straight: those between lanes most, as E. Gansner, E. Koutsofios, S. North and K.-P. Vo weigh
/// them in "A technique for drawing directed graphs", IEEE Transactions on Software Engineering 19(3), 1993.
fn weight(a: Kind, b: Kind) -> f64 {
    match (a, b) {
        (Kind::Box, Kind::Box) => 1.0,
        (Kind::Box, _) | (_, Kind::Box) => 2.0,
        _ => 8.0,
    }
}

/// Moves the cells of a column to the weighted means of their neighbours, as far as their order and distances allow.
///
/// Without the distances (each taken off those behind it) this is isotonic regression, which pooling adjacent violators
/// solves exactly: R. Barlow and others, "Statistical inference under order restrictions", 1972.
fn settle(grid: &Grid, column: &[usize], sides: &[&Vec<Vec<usize>>], heights: &mut [f64]) {
    let mut pools: Vec<Pool> = Vec::with_capacity(column.len());
    let mut offsets = Vec::with_capacity(column.len());
    let mut offset = 0.0;
    for (n, cell) in column.iter().enumerate() {
        if let Some(upper) = n.checked_sub(1).and_then(|n| column.get(n)) {
            offset += grid.apart(*upper, *cell);
        }
        offsets.push(offset);
        let (mut sum, mut weights) = (0.0, 0.0);
        for other in sides.iter().flat_map(|side| &side[*cell]) {
            let weight = weight(grid.cells[*cell].kind, grid.cells[*other].kind);
            sum += weight * heights[*other];
            weights += weight;
        }
        // What has no neighbour stays where it is unless something pushes.
        let (wanted, weight) = if weights > 0.0 { (sum / weights, weights) } else { (heights[*cell], 0.01) };
        let mut pool = Pool { mean: wanted - offset, weight, cells: 1 };
        while let Some(last) = pools.pop_if(|last| last.mean > pool.mean) {
            pool = pool.with(&last);
        }
        pools.push(pool);
    }
    let means = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.mean, pool.cells));
    for ((cell, offset), mean) in column.iter().zip(offsets).zip(means) {
        heights[*cell] = mean + offset;
    }
}

/// Cells that push each other: they move together.
#[derive(Debug)]
struct Pool {
    mean: f64,
    weight: f64,
    cells: usize,
}

impl Pool {
    fn with(&self, other: &Self) -> Self {
        let weight = self.weight + other.weight;
        Self { mean: (self.mean * self.weight + other.mean * other.weight) / weight, weight, cells: self.cells + other.cells }
    }
}
