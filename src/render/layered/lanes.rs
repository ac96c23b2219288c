//! Boxes and lanes in columns: a line over several columns has a lane in each that it passes.

use super::Size;
use super::columns::Link;

/// The height that a lane without a label keeps free.
const LANE: f64 = 2.0;

/// Everything that has a place in a column, and what connects neighbouring columns.
#[derive(Debug)]
pub(super) struct Grid {
    /// The boxes in the order of the list, after them the lanes.
    pub(super) cells: Vec<Cell>,
    /// The cells of each column, from the top.
    pub(super) columns: Vec<Vec<usize>>,
    /// For each line the cells that it connects, from the left.
    pub(super) chains: Vec<Vec<usize>>,
    /// For each cell its neighbours in the column before.
    pub(super) before: Vec<Vec<usize>>,
    /// For each cell its neighbours in the column behind.
    pub(super) behind: Vec<Vec<usize>>,
}

/// A box or a lane.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) size: Size,
    pub(super) kind: Kind,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Box,
    Lane,
    /// The lane in which the label of a line stands.
    Label,
}

pub(super) fn grid(boxes: &[Size], columns: &[usize], links: &[Link], labels: &[Option<Size>]) -> Grid {
    let cells: Vec<Cell> = boxes.iter().map(|size| Cell { size: *size, kind: Kind::Box }).collect();
    let mut grid = Grid {
        columns: vec![Vec::new(); columns.iter().max().map_or(0, |last| last + 1)],
        chains: Vec::with_capacity(links.len()),
        before: vec![Vec::new(); cells.len()],
        behind: vec![Vec::new(); cells.len()],
        cells,
    };
    for (cell, column) in columns.iter().enumerate() {
        grid.columns[*column].push(cell);
    }
    for (link, label) in links.iter().zip(labels) {
        let (first, last) = (columns[link.from], columns[link.to]);
        // In the middle, where neither end is crowded.
        let labelled = label.map(|size| (first.midpoint(last), size));
        let mut chain = vec![link.from];
        for column in first + 1..last {
            let cell = match labelled {
                Some((here, size)) if here == column => Cell { size, kind: Kind::Label },
                _ => Cell { size: Size { width: 0.0, height: LANE }, kind: Kind::Lane },
            };
            chain.push(grid.add(column, cell));
        }
        chain.push(link.to);
        for pair in chain.windows(2) {
            if let [left, right] = pair {
                grid.behind[*left].push(*right);
                grid.before[*right].push(*left);
            }
        }
        grid.chains.push(chain);
    }
    grid
}

impl Grid {
    fn add(&mut self, column: usize, cell: Cell) -> usize {
        let at = self.cells.len();
        self.cells.push(cell);
        self.columns[column].push(at);
        self.before.push(Vec::new());
        self.behind.push(Vec::new());
        at
    }

    /// How far the centres of two cells must be apart that stand below each other.
    pub(super) fn apart(&self, upper: usize, lower: usize) -> f64 {
        let (upper, lower) = (self.cells[upper], self.cells[lower]);
        let gap = match (upper.kind, lower.kind) {
            (Kind::Box, Kind::Box) => 26.0,
            (Kind::Box, _) | (_, Kind::Box) => 20.0,
            (Kind::Lane, Kind::Lane) => 12.0,
            _ => 8.0,
        };
        f64::midpoint(upper.size.height, lower.size.height) + gap
    }
}
