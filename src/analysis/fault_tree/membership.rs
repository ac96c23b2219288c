//! In how many cut sets an event stands.

use super::cut_sets::CutSets;
use super::measure::Measure;
use super::tree::EventId;

impl CutSets<'_> {
    /// In how many of the cut sets found at least one of these events stands; `u128::MAX` stands for that many or more.
    pub fn count_with(&self, events: &[EventId]) -> u128 {
        let all = self.count();
        if all == u128::MAX { all } else { all - self.measure(&CountWithout { events }) }
    }
}

/// How many sets there are without any of these events.
struct CountWithout<'a> {
    events: &'a [EventId],
}

impl Measure for CountWithout<'_> {
    type Value = u128;

    fn nothing(&self) -> u128 {
        0
    }
    fn empty(&self) -> u128 {
        1
    }
    fn event(&self, event: EventId) -> u128 {
        u128::from(!self.events.contains(&event))
    }
    fn times(&self, one: &u128, other: &u128) -> u128 {
        one.saturating_mul(*other)
    }
    fn plus(&self, one: u128, other: &u128) -> u128 {
        one.saturating_add(*other)
    }
}
