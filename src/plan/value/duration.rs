//! `800ms`, `5min`, `30d`.

use super::{Misread, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// A length of time, in whole nanoseconds. A year has 365.25 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

const HINT: &str = "write a number and a unit: ms, s, min, h, d or y, as in 800ms, 5s, 2h or 30d";
const UNITS: [(u64, &str); 8] = [
    (31_557_600_000_000_000, "y"),
    (86_400_000_000_000, "d"),
    (3_600_000_000_000, "h"),
    (60_000_000_000, "min"),
    (1_000_000_000, "s"),
    (1_000_000, "ms"),
    (1_000, "us"),
    (1, "ns"),
];

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// A year. No request is waited for as long: what takes a year never answers.
    pub const YEAR: Self = Self(31_557_600_000_000_000);

    /// From milliseconds; what is below zero or not a number is zero.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, which is what is wanted
    pub fn from_ms(ms: f64) -> Self {
        Self((ms * 1e6).round() as u64)
    }

    /// From seconds, as [`Duration::from_ms`].
    pub fn from_secs(seconds: f64) -> Self {
        Self::from_ms(seconds * 1e3)
    }

    /// In milliseconds.
    pub fn ms(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// In seconds.
    pub fn secs(self) -> f64 {
        self.0 as f64 / 1e9
    }

    /// In minutes.
    pub fn minutes(self) -> f64 {
        self.secs() / 60.0
    }

    /// In days.
    pub fn days(self) -> f64 {
        self.secs() / 86_400.0
    }

    /// The sum, at most the longest duration there is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// `times` of it, at most the longest duration there is.
    #[must_use]
    pub fn times(self, times: f64) -> Self {
        Self::from_ms(self.ms() * times)
    }

    /// For people, in the unit that suits: to the millisecond where that is exact, as `17.595 s`, else rounded, as `43.2 min`.
    pub fn spoken(self) -> String {
        let (unit, name) = match self.secs() {
            0.0 => return "0 s".to_owned(),
            s if s < 1e-3 => (1e3, "us"),
            s if s < 1.0 => (1e6, "ms"),
            s if s < 120.0 => (1e9, "s"),
            s if s < 7_200.0 => (6e10, "min"),
            s if s < 172_800.0 => (3.6e12, "h"),
            _ => (8.64e13, "d"),
        };
        let value = self.0 as f64 / unit;
        let digits = match name {
            "s" if self.0.is_multiple_of(1_000_000) => 3,
            _ if value >= 100.0 => 1,
            _ => 2,
        };
        let text = format!("{value:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{text} {name}")
    }
}

/// In the largest unit that needs no fraction.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let (size, name) = UNITS.into_iter().find(|(size, _)| self.0.is_multiple_of(*size)).unwrap_or((1, "ns"));
        write!(f, "{}{name}", self.0 / size)
    }
}

impl FromStr for Duration {
    type Err = Misread;

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked against the largest before
    fn from_str(text: &str) -> Result<Self, Misread> {
        let (number, unit) = amount::split(text, "a duration", HINT)?;
        if unit.is_empty() && number != 0.0 {
            return Err(Misread::new(
                format!("`{text}` has no unit"),
                format!("a duration needs one: {text}ms, {text}s, {text}min, {text}h or {text}d"),
            ));
        }
        let size = if unit.is_empty() {
            1
        } else {
            amount::time_unit(unit).ok_or_else(|| Misread::new(format!("`{unit}` is not a unit of time"), HINT))?
        };
        let nanoseconds = (number * size as f64).round();
        if nanoseconds > u64::MAX as f64 {
            return Err(Misread::new(format!("`{text}` is longer than any duration here"), "the longest is 584 years"));
        }
        Ok(Self(nanoseconds as u64))
    }
}

scalar!(Duration, "duration", "a duration", ["800ms", "5s", "5min", "2h", "30d"]);
