//! `40%/year`, `2000000/day`.

use super::{Misread, Per, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// How something grows: by a share of itself, or by a fixed number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Growth {
    /// So many percent of what it is, compounding over each period.
    Share {
        /// percent a period
        percent: f64,
        /// the period
        per: Per,
    },
    /// So many more in each period.
    Amount {
        /// how many a period
        number: f64,
        /// the period
        per: Per,
    },
}

impl Growth {
    /// By what factor something of size `now` has grown after `seconds`; at most 1e100, so that what is computed with it is a number.
    pub fn factor(self, now: f64, seconds: f64) -> f64 {
        let factor = match self {
            Self::Share { percent, per } => (1.0 + percent / 100.0).powf(seconds / per.seconds()),
            Self::Amount { .. } if now <= 0.0 => 1.0,
            Self::Amount { number, per } => 1.0 + number * seconds / per.seconds() / now,
        };
        factor.min(1e100)
    }

    /// Seconds until something of size `now` reaches `limit`; `None` when it never does.
    pub fn seconds_until(self, now: f64, limit: f64) -> Option<f64> {
        if now >= limit {
            return Some(0.0);
        }
        match self {
            Self::Share { percent, per } if percent > 0.0 && now > 0.0 => {
                Some((limit / now).ln() / (percent / 100.0).ln_1p() * per.seconds())
            }
            Self::Amount { number, per } if number > 0.0 => Some((limit - now) / number * per.seconds()),
            _ => None,
        }
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Share { percent, per } => write!(f, "{}%/{per}", amount::plain(*percent)),
            Self::Amount { number, per } => write!(f, "{}/{per}", amount::plain(*number)),
        }
    }
}

const HINT: &str = "write a share or a number, and a time: 40%/year or 2000000/day";

impl FromStr for Growth {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let (number, unit) = amount::split(text, "a growth", HINT)?;
        let misread = || Misread::new(format!("`{text}` is not a growth"), HINT);
        let share = unit.strip_prefix('%').map(str::trim_start);
        let per = share.unwrap_or(unit).trim_start().strip_prefix('/').and_then(Per::named).ok_or_else(misread)?;
        Ok(if share.is_some() { Self::Share { percent: number, per } } else { Self::Amount { number, per } })
    }
}

scalar!(Growth, "growth", "a growth", ["40%/year", "2000000/day"]);
