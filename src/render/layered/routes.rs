//! From columns and heights to corners and ways.

use super::lanes::{Grid, Kind};
use super::{Point, Run};

/// The least and the most room between two columns.
const GAP: (f64, f64) = (52.0, 140.0);
/// Room that each line between two columns adds.
const PER_LINE: f64 = 3.0;
/// How far lines at one side of a box stand apart at most, and from its corners at least.
const PORT: f64 = 11.0;
const CORNER: f64 = 10.0;

/// Everything in its place.
pub(super) struct Routed {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) boxes: Vec<Point>,
    /// For each line its way from the left, and the centre of its label.
    pub(super) ways: Vec<(Vec<Run>, Option<Point>)>,
}

pub(super) fn routes(grid: &Grid, heights: &[f64]) -> Routed {
    let (spans, width) = spans(grid);
    let bottom = |cell: usize| heights[cell] + grid.cells[cell].size.height / 2.0;
    let height = (0..heights.len()).map(bottom).fold(0.0, f64::max).ceil();
    let (mut column_of, mut boxes) = (vec![0; grid.cells.len()], Vec::new());
    for (n, column) in grid.columns.iter().enumerate() {
        for cell in column {
            column_of[*cell] = n;
        }
    }
    for (at, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| cell.kind == Kind::Box) {
        let (left, right) = spans[column_of[at]];
        boxes.push(Point { x: f64::midpoint(left, right) - cell.size.width / 2.0, y: heights[at] - cell.size.height / 2.0 });
    }
    let [leaving, arriving] = ports(grid, heights);
    let ways = grid.chains.iter().enumerate().map(|(line, chain)| {
        let mut label = None;
        let last = chain.len() - 1;
        let run = |(n, cell): (usize, &usize)| {
            let (left, right) = spans[column_of[*cell]];
            let (corner, width) = (boxes.get(*cell).map_or(left, |corner| corner.x), grid.cells[*cell].size.width);
            if grid.cells[*cell].kind == Kind::Label {
                label = Some(Point { x: f64::midpoint(left, right), y: heights[*cell] });
            }
            match n {
                0 => Run { from: corner + width, to: right, y: leaving[line] },
                n if n == last => Run { from: left, to: corner, y: arriving[line] },
                _ => Run { from: left, to: right, y: heights[*cell] },
            }
        };
        let way = chain.iter().enumerate().map(run).collect();
        (way, label)
    });
    let ways = ways.collect();
    Routed { width, height, boxes, ways }
}

/// The left and the right end of each column, and the width of all.
fn spans(grid: &Grid) -> (Vec<(f64, f64)>, f64) {
    let mut spans = Vec::with_capacity(grid.columns.len());
    let mut left = 0.0;
    let mut width = 0.0;
    for column in &grid.columns {
        width = left + column.iter().map(|cell| grid.cells[*cell].size.width).fold(0.0, f64::max);
        spans.push((left, width));
        let lines = column.iter().map(|cell| grid.behind[*cell].len()).sum::<usize>();
        left = width + (GAP.0 + PER_LINE * lines as f64).min(GAP.1);
    }
    (spans, width)
}

/// The height at which each line leaves its first cell and arrives at its last: spread over the side of the box, in the
/// order of where they come from or go to.
fn ports(grid: &Grid, heights: &[f64]) -> [Vec<f64>; 2] {
    let mut sides = [vec![Vec::new(); grid.cells.len()], vec![Vec::new(); grid.cells.len()]];
    for (line, chain) in grid.chains.iter().enumerate() {
        if let ([first, second, ..], [.., before, last]) = (chain.as_slice(), chain.as_slice()) {
            sides[0][*first].push((heights[*second], line));
            sides[1][*last].push((heights[*before], line));
        }
    }
    sides.map(|cells| {
        let mut ports = vec![0.0; grid.chains.len()];
        for (cell, mut lines) in cells.into_iter().enumerate() {
            lines.sort_by(|a, b| a.0.total_cmp(&b.0));
            let between = lines.len().saturating_sub(1).max(1) as f64;
            let free = (grid.cells[cell].size.height - 2.0 * CORNER).max(0.0);
            let step = (free / between).min(PORT);
            let first = heights[cell] - step * lines.len().saturating_sub(1) as f64 / 2.0;
            for (n, (_, line)) in lines.into_iter().enumerate() {
                ports[line] = first + step * n as f64;
            }
        }
        ports
    })
}
