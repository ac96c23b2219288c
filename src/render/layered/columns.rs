//! The column of each box: every line leads to the right, and lines are short.

/// Rounds that shorten lines; each moves boxes only where all lines together get shorter.
const ROUNDS: usize = 8;

/// A line that leads to the right, over at least so many columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) length: usize,
}

/// The columns of boxes, from 0, for links without a cycle.
///
/// Each box stands as far left as it can, which is the longest way to it; then those with more lines to the right than to the
/// left move to the right. Boxes without a line fill the columns evenly.
pub(super) fn columns(boxes: usize, links: &[Link]) -> Vec<usize> {
    let (mut leaving, mut arriving): (Vec<Vec<Link>>, Vec<Vec<Link>>) = (vec![Vec::new(); boxes], vec![Vec::new(); boxes]);
    for link in links {
        leaving[link.from].push(*link);
        arriving[link.to].push(*link);
    }
    let sorted = sorted(&leaving, &arriving);
    let mut columns = vec![0; boxes];
    for at in &sorted {
        columns[*at] = arriving[*at].iter().map(|link| columns[link.from] + link.length).max().unwrap_or(0);
    }
    for _ in 0..ROUNDS {
        let mut moved = false;
        for at in sorted.iter().rev().filter(|at| leaving[**at].len() > arriving[**at].len()) {
            let furthest = leaving[*at].iter().map(|link| columns[link.to].saturating_sub(link.length)).min();
            if let Some(furthest) = furthest.filter(|furthest| *furthest > columns[*at]) {
                columns[*at] = furthest;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let alone: Vec<usize> = (0..boxes).filter(|at| leaving[*at].is_empty() && arriving[*at].is_empty()).collect();
    let connected = (0..boxes).filter(|at| !(leaving[*at].is_empty() && arriving[*at].is_empty()));
    let first = connected.clone().map(|at| columns[at]).min().unwrap_or(0);
    for at in connected.clone() {
        columns[at] -= first;
    }
    let used = connected.map(|at| columns[at] + 1).max().unwrap_or(0);
    let wide = used.max(alone.len().isqrt());
    for (n, at) in alone.into_iter().enumerate() {
        columns[at] = n % wide.max(1);
    }
    columns
}

/// The boxes, each after all that lead to it.
fn sorted(leaving: &[Vec<Link>], arriving: &[Vec<Link>]) -> Vec<usize> {
    let mut left: Vec<usize> = arriving.iter().map(Vec::len).collect();
    let mut sorted: Vec<usize> = (0..left.len()).filter(|at| left[*at] == 0).collect();
    let mut next = 0;
    while let Some(at) = sorted.get(next).copied() {
        next += 1;
        for link in &leaving[at] {
            left[link.to] -= 1;
            if left[link.to] == 0 {
                sorted.push(link.to);
            }
        }
    }
    sorted
}
