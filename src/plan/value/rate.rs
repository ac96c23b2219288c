//! `300/s`, `40/min`, `6/year`.

use super::{Misread, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// So many a second, minute … year; keeps the unit it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rate {
    amount: f64,
    per: Per,
}

/// The time that a rate or a growth counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Per {
    /// 1 s
    #[default]
    Second,
    /// 60 s
    Minute,
    /// 3 600 s
    Hour,
    /// 86 400 s
    Day,
    /// 7 days
    Week,
    /// a twelfth of a year
    Month,
    /// 365.25 days
    Year,
}

impl Per {
    /// Its length in seconds.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day => 86_400.0,
            Self::Week => 604_800.0,
            Self::Month => 2_629_800.0,
            Self::Year => 31_557_600.0,
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "s" | "sec" | "second" => Self::Second,
            "m" | "min" | "minute" => Self::Minute,
            "h" | "hour" => Self::Hour,
            "d" | "day" => Self::Day,
            "w" | "week" => Self::Week,
            "mo" | "month" => Self::Month,
            "y" | "a" | "yr" | "year" => Self::Year,
            _ => return None,
        })
    }
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        })
    }
}

impl Rate {
    /// So many a second.
    pub fn per_second(amount: f64) -> Self {
        Self { amount, per: Per::Second }
    }

    /// The number as it was written, in its own unit.
    pub fn amount(self) -> f64 {
        self.amount
    }

    /// In events a second.
    pub fn hz(self) -> f64 {
        self.amount / self.per.seconds()
    }

    /// In events a year of 365.25 days.
    pub fn per_year(self) -> f64 {
        self.hz() * Per::Year.seconds()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", amount::plain(self.amount), self.per)
    }
}

const HINT: &str = "write a number and a time: 300/s, 40/min, 1000/h, 5000/day or 6/year";

impl FromStr for Rate {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let (amount, unit) = amount::split(text, "a rate", HINT)?;
        let per = match unit.to_ascii_lowercase().as_str() {
            "" => {
                return Err(Misread::new(
                    format!("`{text}` has no unit"),
                    format!("a rate says by what time it counts: {text}/s, {text}/min or {text}/year"),
                ));
            }
            "rps" | "qps" | "tps" | "hz" => Some(Per::Second),
            "rpm" => Some(Per::Minute),
            other => other.strip_prefix('/').or_else(|| other.strip_prefix("per ")).and_then(Per::named),
        };
        per.map(|per| Self { amount, per }).ok_or_else(|| Misread::new(format!("`{text}` is not a rate"), HINT))
    }
}

scalar!(Rate, "rate", "a rate", ["300/s", "40/min", "6/year"]);
