//! A figure: a number, whether it is a bound, how it was got, and which facts are missing.

use crate::document::Path;
use crate::plan::value::Number;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// How many parts a sum names.
const SHOWN: usize = 5;

/// How many parts a derivation keeps, the largest. The ways through a system grow faster than the system: a sum over all of
/// them would not end, and nobody would read it.
const KEPT: usize = 10;

/// How many missing facts a derivation names. Who answers these is told the next; and a large system lacks thousands.
const NAMED: usize = 20;

/// One part of a derivation, with the place of the fact that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Where the fact stands in the plan, or where it would stand.
    pub path: Path,
    /// The part in words: `api -> payments: 2 × 800 ms + 50 ms backoff`.
    pub text: String,
    /// How much of the figure it is, in the figure's own unit; what a reader should see first is largest.
    pub amount: f64,
}

impl Term {
    /// A part of a derivation.
    pub fn new(path: Path, text: impl Into<String>, amount: f64) -> Self {
        Self { path, text: text.into(), amount }
    }
}

/// How a derivation went: its terms, and the facts that it lacked.
///
/// Figures of callers are made from those of what they call, so the parts are shared, not copied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Derivation {
    terms: Vec<Arc<Term>>,
    smaller: usize,
    missing: Vec<Missing>,
}

/// A fact that is missing. Sums are made of sums that mostly lack the same, so two are told apart by a number first.
#[derive(Debug, Clone, PartialEq)]
struct Missing {
    hash: u64,
    path: Arc<Path>,
}

impl Missing {
    fn new(path: Path) -> Self {
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        Self { hash: hasher.finish(), path: Arc::new(path) }
    }
}

impl Derivation {
    /// The parts, in the order of the plan; of many, the ten largest.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().map(AsRef::as_ref)
    }

    /// How many parts are not among them.
    pub fn smaller(&self) -> usize {
        self.smaller
    }

    /// Facts that are absent, the first twenty. While there are some, the figure is a bound from below.
    pub fn missing(&self) -> impl Iterator<Item = &Path> {
        self.missing.iter().map(|missing| missing.path.as_ref())
    }

    /// The fact to ask for first.
    pub fn first_missing(&self) -> Option<Path> {
        self.missing().next().cloned()
    }

    /// Whether it rests on no fact.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds a part.
    pub fn term(&mut self, path: Path, text: impl Into<String>, amount: f64) {
        self.terms.push(Arc::new(Term::new(path, text, amount)));
        self.shorten();
    }

    /// The parts as a person wants to read them: a few in the order of the plan, many from the largest to the smallest.
    pub fn telling(&self) -> Vec<&Term> {
        let mut terms: Vec<&Term> = self.terms().collect();
        if terms.len() > SHOWN {
            terms.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        }
        terms
    }

    /// The parts as one sum, the largest first; of many, the largest five and how many more there are.
    pub fn sum(&self) -> String {
        let shown: Vec<&str> = self.telling().into_iter().take(SHOWN).map(|term| term.text.as_str()).collect();
        let more = self.terms.len().saturating_sub(SHOWN).saturating_add(self.smaller);
        if more == 0 { shown.join(" + ") } else { format!("{} + {more} smaller", shown.join(" + ")) }
    }

    /// Adds a missing fact, once.
    pub fn lacks(&mut self, path: Path) {
        self.lack(&Missing::new(path));
    }

    /// Adds what another derivation lacks.
    pub fn lacks_all(&mut self, other: &Self) {
        other.missing.iter().for_each(|missing| self.lack(missing));
    }

    /// Adds another derivation behind this one.
    pub fn extend(&mut self, other: &Self) {
        self.terms.extend(other.terms.iter().cloned());
        self.smaller = self.smaller.saturating_add(other.smaller);
        self.shorten();
        self.lacks_all(other);
    }

    /// Takes every part so many times.
    pub fn repeat(&mut self, times: Number) {
        for term in self.terms.iter_mut().filter(|term| term.amount > 0.0) {
            let text = format!("{}, {times} times", term.text);
            *term = Arc::new(Term { path: term.path.clone(), text, amount: term.amount * times.0 });
        }
    }

    /// Whether no fact was missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// `at least ` where a fact is missing, for the front of the figure.
    pub fn at_least(&self) -> &'static str {
        if self.is_complete() { "" } else { "at least " }
    }

    fn lack(&mut self, missing: &Missing) {
        if self.missing.len() < NAMED && !self.missing.contains(missing) {
            self.missing.push(missing.clone());
        }
    }

    /// Counts the smallest parts instead of naming them; of equal ones the last.
    fn shorten(&mut self) {
        while self.terms.len() > KEPT {
            let terms = self.terms.iter().enumerate();
            let Some((at, _)) = terms.reduce(|least, other| if other.1.amount <= least.1.amount { other } else { least }) else { return };
            self.terms.remove(at);
            self.smaller = self.smaller.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_are_repeated_say_so_and_still_add_up() {
        let mut how = Derivation::default();
        how.term(Path::root(), "api: 10 ms", 10.0);
        how.term(Path::root(), "db: 5 ms", 5.0);
        how.repeat(Number(3.0));
        how.term(Path::root(), "web: 20 ms", 20.0);
        assert_eq!(how.sum(), "api: 10 ms, 3 times + db: 5 ms, 3 times + web: 20 ms");
        assert!((how.terms().map(|term| term.amount).sum::<f64>() - 65.0).abs() < 1e-9);
    }

    #[test]
    fn of_many_parts_the_largest_are_kept_in_their_order() {
        let mut how = Derivation::default();
        for n in [3, 9, 1, 4, 8, 2, 7, 6, 5, 12, 11, 10] {
            how.term(Path::root(), n.to_string(), f64::from(n));
        }
        let kept: Vec<&str> = how.terms().map(|term| term.text.as_str()).collect();
        assert_eq!(kept, ["3", "9", "4", "8", "7", "6", "5", "12", "11", "10"]);
        assert_eq!(how.sum(), "12 + 11 + 10 + 9 + 8 + 7 smaller");
    }

    /// Every tier doubles the ways: after a hundred there are 2^100 of them.
    #[test]
    fn a_sum_over_all_ways_ends() {
        let mut how = Derivation::default();
        how.term(Path::root(), "1 ms", 1.0);
        for _ in 0..100 {
            let callee = how.clone();
            how.extend(&callee);
        }
        assert_eq!(how.terms().count(), KEPT);
        assert_eq!(how.smaller, usize::MAX);
    }
}
