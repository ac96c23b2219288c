//! Which lines have to be turned round so that no cycle is left.

/// For each line whether it leads back to a box from which a walk in depth is still under way. The walk begins where no line
/// arrives, in the order of the list, so that what people wrote first is asked first.
pub(super) fn turned(boxes: usize, ends: &[(usize, usize)]) -> Vec<bool> {
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); boxes];
    let mut arrives = vec![false; boxes];
    for (line, (from, to)) in ends.iter().enumerate() {
        leaving[*from].push(line);
        arrives[*to] = true;
    }
    let mut turned = vec![false; ends.len()];
    let mut marks = vec![Mark::Fresh; boxes];
    let starts = (0..boxes).filter(|at| !arrives[*at]).chain(0..boxes).collect::<Vec<_>>();
    for start in starts {
        if marks[start] != Mark::Fresh {
            continue;
        }
        marks[start] = Mark::UnderWay;
        let mut open = vec![(start, 0)];
        while let Some((at, next)) = open.last_mut() {
            let Some(line) = leaving[*at].get(*next).copied() else {
                marks[*at] = Mark::Done;
                open.pop();
                continue;
            };
            *next += 1;
            let to = ends[line].1;
            turned[line] = marks[to] == Mark::UnderWay;
            if marks[to] == Mark::Fresh {
                marks[to] = Mark::UnderWay;
                open.push((to, 0));
            }
        }
    }
    turned
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mark {
    Fresh,
    UnderWay,
    Done,
}
