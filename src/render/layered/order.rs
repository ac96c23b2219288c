//! The order of each column, so that few lines cross.

use super::crossings;
use super::lanes::Grid;

/// Sweeps over all columns, there and back in turn.
const SWEEPS: usize = 16;
/// Rounds in which neighbours change places.
const SWAPS: usize = 6;

/// Orders the columns: sweeps put each cell at the mean of its neighbours in the column before (or behind), the best
/// order met is kept, and neighbours in it change places as long as that takes away crossings.
pub(super) fn order(grid: &mut Grid) {
    let mut positions = positions(grid);
    let mut best = (crossings(grid, &positions), grid.columns.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let count = grid.columns.len();
        for step in 1..count {
            let (column, forward) = if sweep % 2 == 0 { (step, true) } else { (count - 1 - step, false) };
            sort(grid, column, forward, &mut positions);
        }
        let found = crossings(grid, &positions);
        if found < best.0 {
            best = (found, grid.columns.clone());
        }
    }
    grid.columns = best.1;
    swap(grid);
}

/// The position of each cell in its column.
pub(super) fn positions(grid: &Grid) -> Vec<usize> {
    let mut positions = vec![0; grid.cells.len()];
    for column in &grid.columns {
        for (position, cell) in column.iter().enumerate() {
            positions[*cell] = position;
        }
    }
    positions
}

fn sort(grid: &mut Grid, column: usize, forward: bool, positions: &mut [usize]) {
    let neighbours = if forward { &grid.before } else { &grid.behind };
    let mean = |cell: usize| match neighbours[cell].as_slice() {
        [] => positions[cell] as f64,
        found => found.iter().map(|other| positions[*other] as f64).sum::<f64>() / found.len() as f64,
    };
    let mut keyed: Vec<(f64, usize)> = grid.columns[column].iter().map(|cell| (mean(*cell), *cell)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (position, (_, cell)) in keyed.iter().enumerate() {
        positions[*cell] = position;
    }
    grid.columns[column] = keyed.into_iter().map(|(_, cell)| cell).collect();
}

/// Crossings in the whole grid.
pub(super) fn crossings(grid: &Grid, positions: &[usize]) -> usize {
    let lines = |column: &Vec<usize>| -> Vec<(usize, usize)> {
        column.iter().flat_map(|cell| grid.behind[*cell].iter().map(|other| (positions[*cell], positions[*other]))).collect()
    };
    grid.columns.iter().map(|column| crossings::between(&mut lines(column))).sum()
}

fn swap(grid: &mut Grid) {
    let mut positions = positions(grid);
    for _ in 0..SWAPS {
        let mut better = false;
        for column in 0..grid.columns.len() {
            for upper in 0..grid.columns[column].len().saturating_sub(1) {
                let (a, b) = (grid.columns[column][upper], grid.columns[column][upper + 1]);
                let cost = |a: usize, b: usize| {
                    let count = |neighbours: &[Vec<usize>]| {
                        crossings::of_pair(&sorted(&neighbours[a], &positions), &sorted(&neighbours[b], &positions))
                    };
                    count(&grid.before) + count(&grid.behind)
                };
                if cost(b, a) < cost(a, b) {
                    grid.columns[column].swap(upper, upper + 1);
                    positions.swap(a, b);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

fn sorted(cells: &[usize], positions: &[usize]) -> Vec<usize> {
    let mut sorted: Vec<usize> = cells.iter().map(|cell| positions[*cell]).collect();
    sorted.sort_unstable();
    sorted
}
