//! Dates and points in time.

use super::{Misread, scalar};
use std::fmt;
use std::str::FromStr;

/// A day of the calendar: `2026-11-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

/// A point in time with its offset: `2026-11-20T09:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub jiff::Timestamp);

impl Date {
    /// Days from this date to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        self.0.duration_until(other.0).as_hours() / 24
    }

    /// The date so many days later, or the last one there is.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24))))
    }

    /// The date so many years of 365.25 days later, of a part of a day the day that has begun; or the last one there is.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // `as` saturates
    pub fn plus_years(self, years: f64) -> Self {
        self.plus_days((years * super::DAYS_PER_YEAR).floor() as i64)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        // Only the full form: jiff also reads `20261120`, which in a plan is more likely a number.
        let full = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
        let date = full.then(|| text.parse().ok()).flatten();
        date.map(Self).ok_or_else(|| Misread::new(format!("`{text}` is not a date"), "write year, month and day, as in 2026-11-20"))
    }
}

impl FromStr for Time {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let hint = "write date, time and offset, as in 2026-11-20T09:30:00Z or 2026-11-20T10:30:00+01:00";
        text.parse().map(Self).map_err(|_| Misread::new(format!("`{text}` is not a point in time"), hint))
    }
}

scalar!(Date, "date", "a date", ["2026-11-20"]);
scalar!(Time, "time", "a point in time", ["2026-11-20T09:30:00Z"]);
