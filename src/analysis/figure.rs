//! A figure: a number, whether it is a bound, how it was got, and which facts are missing.

use crate::document::Path;

/// How many parts a sum names.
const SHOWN: usize = 5;

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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Derivation {
    /// The parts, in the order of the plan.
    pub terms: Vec<Term>,
    /// Facts that are absent, the first twenty. While there are some, the figure is a bound from below.
    pub missing: Vec<Path>,
}

impl Derivation {
    /// Adds a part.
    pub fn term(&mut self, path: Path, text: impl Into<String>, amount: f64) {
        self.terms.push(Term::new(path, text, amount));
    }

    /// The parts as one sum, the largest first; of many, the largest five and how many more there are.
    pub fn sum(&self) -> String {
        let mut terms: Vec<&Term> = self.terms.iter().collect();
        if terms.len() > SHOWN {
            terms.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        }
        let shown: Vec<&str> = terms.iter().take(SHOWN).map(|term| term.text.as_str()).collect();
        let more = self.terms.len().saturating_sub(SHOWN);
        if more == 0 { shown.join(" + ") } else { format!("{} + {more} smaller", shown.join(" + ")) }
    }

    /// Adds a missing fact, once.
    pub fn lacks(&mut self, path: Path) {
        if self.missing.len() < NAMED && !self.missing.contains(&path) {
            self.missing.push(path);
        }
    }

    /// Adds another derivation behind this one.
    pub fn extend(&mut self, other: &Self) {
        self.terms.extend(other.terms.iter().cloned());
        other.missing.iter().for_each(|path| self.lacks(path.clone()));
    }

    /// Whether no fact was missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// `at least ` where a fact is missing, for the front of the figure.
    pub fn at_least(&self) -> &'static str {
        if self.is_complete() { "" } else { "at least " }
    }
}
