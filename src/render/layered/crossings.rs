//! How often lines cross.

/// Crossings between two neighbouring columns, from the positions of the ends of all lines between them: pairs of lines of
/// which one begins above the other and ends below it. In O(n log n), with a Fenwick tree over the right ends, after
/// W. Barth, M. Jünger and P. Mutzel, "Simple and efficient bilayer cross counting", Graph Drawing 2002.
pub(super) fn between(ends: &mut [(usize, usize)]) -> usize {
    ends.sort_unstable();
    let size = ends.iter().map(|(_, right)| right + 1).max().unwrap_or(0);
    let mut tree = vec![0_usize; size + 1];
    let mut crossings = 0;
    for (met, (_, right)) in ends.iter().enumerate() {
        let mut not_below = 0;
        let mut at = right + 1;
        while at > 0 {
            not_below += tree[at];
            at &= at - 1;
        }
        crossings += met - not_below;
        let mut at = right + 1;
        while at <= size {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    crossings
}

/// Crossings between the lines of two cells, the first above the second, by the sorted positions of their neighbours in one
/// column.
pub(super) fn of_pair(upper: &[usize], lower: &[usize]) -> usize {
    let mut crossings = 0;
    let mut passed = 0;
    for position in upper {
        while lower.get(passed).is_some_and(|other| other < position) {
            passed += 1;
        }
        crossings += passed;
    }
    crossings
}
