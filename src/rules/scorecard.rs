//! The eight-line scorecard: which signals of the guidance the plan shows.

use crate::knowledge::Category;
use std::collections::BTreeMap;

/// One category of the guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryScore {
    /// Its id.
    pub category: String,
    /// Its name.
    pub title: String,
    /// Its signals.
    pub signals: Vec<SignalScore>,
    /// How its conditions were answered.
    pub tally: Tally,
}

/// One signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalScore {
    /// Its name in the guidance.
    pub title: String,
    /// What the plan says of it.
    pub state: SignalState,
}

/// What a plan says of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalState {
    /// All of its conditions that apply hold.
    Shown,
    /// They do, and for some of them there is but someone's word.
    Claimed,
    /// One of them is violated.
    Missing,
    /// None is violated, and one is open.
    Unknown,
    /// None applies to this plan.
    NotApplicable,
}

impl SignalState {
    /// One word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Claimed => "claimed",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As it should be.
    pub holds: usize,
    /// Those among them for which there is but someone's word.
    pub claimed: usize,
    /// Not so.
    pub violated: usize,
    /// Open.
    pub unknown: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.holds += other.holds;
        self.claimed += other.claimed;
        self.violated += other.violated;
        self.unknown += other.unknown;
    }

    fn state(self) -> SignalState {
        match self {
            Self { violated: 1.., .. } => SignalState::Missing,
            Self { unknown: 1.., .. } => SignalState::Unknown,
            Self { claimed: 1.., .. } => SignalState::Claimed,
            Self { holds: 1.., .. } => SignalState::Shown,
            Self { .. } => SignalState::NotApplicable,
        }
    }
}

/// The score of a category, from the tallies of its conditions.
pub(super) fn score(category: &Category, tallies: &BTreeMap<String, Tally>) -> CategoryScore {
    let tally_of = |wanted: &dyn Fn(&crate::knowledge::Condition) -> bool| {
        let mut sum = Tally::default();
        for condition in category.rules.iter().flat_map(|rule| &rule.conditions).filter(|condition| wanted(condition)) {
            sum.add(tallies.get(condition.id.as_str()).copied().unwrap_or_default());
        }
        sum
    };
    let signals = category.signals.iter().map(|signal| {
        let tally = tally_of(&|condition| condition.signal.as_deref() == Some(signal.id.as_str()));
        SignalScore { title: signal.title.clone(), state: tally.state() }
    });
    CategoryScore { category: category.id.clone(), title: category.title.clone(), signals: signals.collect(), tally: tally_of(&|_| true) }
}
