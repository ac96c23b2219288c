//! What can be summed over all cut sets of a family without listing them: one loop over its nodes.

use super::cut_sets::CutSets;
use super::hashed::TRUE;
use super::modules::Input;
use super::tree::{EventId, number};

/// A way to measure families of sets: a semiring, in which sets add up and the events of a set multiply.
pub(super) trait Measure {
    type Value: Clone;

    /// The value of no set.
    fn nothing(&self) -> Self::Value;
    /// The value of the empty set.
    fn empty(&self) -> Self::Value;
    /// The value of one event.
    fn event(&self, event: EventId) -> Self::Value;
    /// The value of every union of a set of the one with a set of the other.
    fn times(&self, one: &Self::Value, other: &Self::Value) -> Self::Value;
    /// The value of the sets of both.
    fn plus(&self, one: Self::Value, other: &Self::Value) -> Self::Value;
}

impl CutSets<'_> {
    /// The value of all cut sets of the top.
    pub(super) fn measure<M: Measure>(&self, measure: &M) -> M::Value {
        let mut tops: Vec<M::Value> = Vec::with_capacity(self.families.len());
        for module in 0..self.families.len() {
            let values = self.values(measure, module, |inner| tops[inner].clone());
            tops.push(values[self.families[module].root()].clone());
        }
        tops.pop().unwrap_or_else(|| if self.always { measure.empty() } else { measure.nothing() })
    }

    /// The value of each node of a module's family, given those of the modules in it.
    pub(super) fn values<M: Measure>(&self, measure: &M, module: usize, inner: impl Fn(usize) -> M::Value) -> Vec<M::Value> {
        let family = &self.families[module];
        let mut values = vec![measure.nothing(); family.len()];
        values[TRUE as usize] = measure.empty();
        let of_levels: Vec<M::Value> = (0..number(family.levels()))
            .map(|level| match self.input(module, level) {
                Input::Event(event) => measure.event(event),
                Input::Module(module) => inner(module),
            })
            .collect();
        for (at, branch) in family.branches() {
            let with = measure.times(&of_levels[branch.level as usize], &values[branch.high as usize]);
            values[at] = measure.plus(with, &values[branch.low as usize]);
        }
        values
    }
}

/// How many sets there are; `u128::MAX` stands for that many or more.
pub(super) struct Count;

impl Measure for Count {
    type Value = u128;

    fn nothing(&self) -> u128 {
        0
    }
    fn empty(&self) -> u128 {
        1
    }
    fn event(&self, _: EventId) -> u128 {
        1
    }
    fn times(&self, one: &u128, other: &u128) -> u128 {
        one.saturating_mul(*other)
    }
    fn plus(&self, one: u128, other: &u128) -> u128 {
        one.saturating_add(*other)
    }
}

/// How many sets there are of each order up to a highest, as the coefficients of a polynomial.
pub(super) struct CountByOrder {
    pub highest: usize,
}

impl Measure for CountByOrder {
    type Value = Vec<u128>;

    fn nothing(&self) -> Vec<u128> {
        Vec::new()
    }
    fn empty(&self) -> Vec<u128> {
        vec![1]
    }
    fn event(&self, _: EventId) -> Vec<u128> {
        vec![0, 1]
    }
    fn times(&self, one: &Vec<u128>, other: &Vec<u128>) -> Vec<u128> {
        let length = (one.len() + other.len()).saturating_sub(1).min(self.highest + 1);
        let mut product = vec![0_u128; length];
        for (i, a) in one.iter().enumerate().filter(|(_, a)| **a > 0) {
            for (coefficient, b) in product.iter_mut().skip(i).zip(other) {
                *coefficient = coefficient.saturating_add(a.saturating_mul(*b));
            }
        }
        product
    }
    fn plus(&self, mut one: Vec<u128>, other: &Vec<u128>) -> Vec<u128> {
        one.resize(one.len().max(other.len()), 0);
        for (a, b) in one.iter_mut().zip(other) {
            *a = a.saturating_add(*b);
        }
        one
    }
}

/// The sum of the sets' probabilities.
pub(super) struct Probability<'a> {
    pub of_events: &'a [f64],
}

impl Measure for Probability<'_> {
    type Value = f64;

    fn nothing(&self) -> f64 {
        0.0
    }
    fn empty(&self) -> f64 {
        1.0
    }
    fn event(&self, event: EventId) -> f64 {
        self.of_events[event.index()]
    }
    fn times(&self, one: &f64, other: &f64) -> f64 {
        one * other
    }
    fn plus(&self, one: f64, other: &f64) -> f64 {
        one + other
    }
}

/// Which set is the worst: the one of lowest order, among those the likeliest.
pub(super) struct Worst<'a> {
    pub of_events: &'a [f64],
}

/// How bad a set is; the worse is the greater.
#[derive(Clone, Copy, Debug)]
pub(super) struct Badness {
    pub order: u32,
    pub probability: f64,
}

impl Badness {
    /// That of the empty set.
    pub const EMPTY: Self = Self { order: 0, probability: 1.0 };
    /// That of no set at all.
    pub const NOTHING: Self = Self { order: u32::MAX, probability: 0.0 };

    /// That of the union with a set of other events.
    pub fn with(self, other: Self) -> Self {
        Self { order: self.order.saturating_add(other.order), probability: self.probability * other.probability }
    }

    pub fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.order.cmp(&self.order).then(self.probability.total_cmp(&other.probability))
    }
}

impl Measure for Worst<'_> {
    type Value = Badness;

    fn nothing(&self) -> Badness {
        Badness::NOTHING
    }
    fn empty(&self) -> Badness {
        Badness::EMPTY
    }
    fn event(&self, event: EventId) -> Badness {
        Badness { order: 1, probability: self.of_events[event.index()] }
    }
    fn times(&self, one: &Badness, other: &Badness) -> Badness {
        one.with(*other)
    }
    fn plus(&self, one: Badness, other: &Badness) -> Badness {
        if one.cmp(other).is_lt() { *other } else { one }
    }
}
