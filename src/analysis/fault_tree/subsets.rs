//! A collection of sets that can tell whether one of them lies within another set.

/// Sets of numbers, each ascending, filed by their first number.
pub(super) struct Subsets {
    by_first: Vec<Vec<Vec<u32>>>,
}

impl Subsets {
    /// None yet, of numbers below `bound`.
    pub fn new(bound: usize) -> Self {
        Self { by_first: vec![Vec::new(); bound] }
    }

    /// Adds a set that has at least one number.
    pub fn insert(&mut self, set: Vec<u32>) {
        if let Some(first) = set.first() {
            self.by_first[*first as usize].push(set);
        }
    }

    /// Whether all numbers of some set are among these, which ascend.
    pub fn some_within(&self, numbers: &[u32]) -> bool {
        let filed = |(at, first): (usize, &u32)| self.by_first[*first as usize].iter().any(|set| is_within(set, &numbers[at..]));
        numbers.iter().enumerate().any(filed)
    }

    /// The sets that include no other.
    pub fn minimal(self) -> Vec<Vec<u32>> {
        let mut sets: Vec<Vec<u32>> = self.by_first.into_iter().flatten().collect();
        sets.sort_by_key(Vec::len);
        let bound = sets.iter().flatten().max().map_or(0, |most| *most as usize + 1);
        let mut kept = Self::new(bound);
        for set in sets {
            if !kept.some_within(&set) {
                kept.insert(set);
            }
        }
        kept.by_first.into_iter().flatten().collect()
    }
}

/// Whether all of `set` are among `numbers`; both ascend.
fn is_within(set: &[u32], numbers: &[u32]) -> bool {
    let mut numbers = numbers.iter();
    set.len() <= numbers.len() && set.iter().all(|wanted| numbers.any(|number| number == wanted))
}
