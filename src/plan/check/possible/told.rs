//! The few ways in which a fact can't be, each with its words.

use super::At;
use crate::document::{Problem, Tree};
use crate::plan::value::{Bytes, Count, Date, Duration, Factor, Money, Number, Percent, Rate, Time};
use std::fmt::Display;

/// What is told so far.
pub(super) struct Told<'t> {
    tree: &'t Tree,
    pub(super) problems: Vec<Problem>,
}

/// A value that is more or less than another of its kind.
pub(super) trait Measurable: Display {
    /// How much it is, in any unit.
    fn size(&self) -> f64;
}

macro_rules! measurable {
    ($($type:ty: $size:expr;)+) => {$(
        impl Measurable for $type {
            fn size(&self) -> f64 {
                let size: fn(&Self) -> f64 = $size;
                size(self)
            }
        }
    )+};
}

measurable! {
    Bytes: |bytes| bytes.0 as f64;
    Count: |count| count.f64();
    Date: |date| Date(jiff::civil::Date::ZERO).days_until(*date) as f64;
    Duration: |duration| duration.ms();
    Factor: |factor| factor.0;
    Money: |money| money.amount;
    Number: |number| number.0;
    Percent: |percent| percent.share();
    Rate: |rate| rate.hz();
    Time: |time| time.0.as_millisecond() as f64;
}

impl<'t> Told<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        Self { tree, problems: Vec::new() }
    }

    /// Tells of a fact.
    pub(super) fn tell(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(self.tree.span(&at.path()), message).hint(hint));
    }

    /// A field that is more than 0 wherever it is stated: why it is, or what to write instead.
    pub(super) fn above_zero<V: Measurable>(&mut self, at: &At<'_>, field: &str, value: Option<&V>, why: &str) {
        if value.is_some_and(|value| value.size() <= 0.0) {
            self.tell(&at.key(field), format!("`{field}` can't be 0"), why);
        }
    }

    /// Fields of one place of which none is more than one that stands behind it.
    pub(super) fn ascending<V: Measurable>(&mut self, at: &At<'_>, fields: &[(&str, Option<V>)], why: &str) {
        self.compare(at, fields, "is less than", why);
    }

    /// Dates or times of one place, each of which comes no sooner than the one before it.
    pub(super) fn in_order<V: Measurable>(&mut self, at: &At<'_>, fields: &[(&str, Option<V>)], why: &str) {
        self.compare(at, fields, "is before", why);
    }

    fn compare<V: Measurable>(&mut self, at: &At<'_>, fields: &[(&str, Option<V>)], words: &str, why: &str) {
        let mut before: Option<(&str, &V)> = None;
        for (field, value) in fields.iter().filter_map(|(field, value)| Some((*field, value.as_ref()?))) {
            match before.filter(|(_, least)| value.size() < least.size()) {
                Some((lower, least)) => self.tell(&at.key(field), format!("`{field}` {value} {words} `{lower}` {least}"), why),
                None => before = Some((field, value)),
            }
        }
    }
}
