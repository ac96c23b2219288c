//! Places for the boxes and lines of a directed graph, in columns from left to right.
//!
//! The steps are those of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
//! structures", IEEE Transactions on Systems, Man and Cybernetics 11(2), 1981: turn round what closes a cycle, give each box a
//! column, give long lines a lane in every column they pass, order the columns so that few lines cross, and place. Lines
//! bend only between columns, so none runs through a box, and labels have lanes of their own, so none lies on anything.
//!
//! Nothing here knows of plans. The same graph gives the same places.

mod columns;
mod crossings;
mod cycles;
mod lanes;
mod order;
mod place;
mod routes;

/// How large something is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A line from one box to another, by their positions in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What is written at it.
    pub label: Option<Size>,
}

/// A graph with its places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// From the left end of the leftmost to the right end of the rightmost.
    pub width: f64,
    /// From the top of the highest to the bottom of the lowest.
    pub height: f64,
    /// The left top corner of each box.
    pub boxes: Vec<Point>,
    /// The way of each line; empty where it leads back to its own box.
    pub ways: Vec<Vec<Run>>,
    /// The centre of each label.
    pub labels: Vec<Option<Point>>,
}

/// A place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A straight part of a way. Between two of them it bends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Where it comes in.
    pub from: f64,
    /// Where it goes out; on the left of `from` where the line leads back.
    pub to: f64,
    /// How far from the top.
    pub y: f64,
}

/// Places boxes of these sizes and the lines between them. A line that names no box is left out.
pub fn layout(boxes: &[Size], lines: &[Line]) -> Layout {
    let drawn = |line: &Line| line.from != line.to && line.from < boxes.len() && line.to < boxes.len();
    let between: Vec<usize> = (0..lines.len()).filter(|at| drawn(&lines[*at])).collect();
    let ends: Vec<(usize, usize)> = between.iter().map(|at| (lines[*at].from, lines[*at].to)).collect();
    let turned = cycles::turned(boxes.len(), &ends);
    let forward: Vec<columns::Link> = between
        .iter()
        .zip(&turned)
        .map(|(at, turned)| {
            let Line { from, to, label } = lines[*at];
            let (from, to) = if *turned { (to, from) } else { (from, to) };
            // A label takes a column of its own between the two ends.
            columns::Link { from, to, length: if label.is_some() { 2 } else { 1 } }
        })
        .collect();
    let columns = columns::columns(boxes.len(), &forward);
    let labels: Vec<Option<Size>> = between.iter().map(|at| lines[*at].label).collect();
    let mut grid = lanes::grid(boxes, &columns, &forward, &labels);
    order::order(&mut grid);
    let heights = place::heights(&grid);
    let routed = routes::routes(&grid, &heights);
    let mut layout = Layout {
        width: routed.width,
        height: routed.height,
        boxes: routed.boxes,
        ways: vec![Vec::new(); lines.len()],
        labels: vec![None; lines.len()],
    };
    for ((at, turned), (mut way, label)) in between.into_iter().zip(turned).zip(routed.ways) {
        if turned {
            way = way.into_iter().rev().map(|run| Run { from: run.to, to: run.from, y: run.y }).collect();
        }
        layout.ways[at] = way;
        layout.labels[at] = label;
    }
    layout
}

#[cfg(test)]
mod tests;
