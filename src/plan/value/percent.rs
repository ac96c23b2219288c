//! `99.95%`.

use super::{Misread, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// A share of a whole, kept as it was written: `99.95%` holds 99.95. Never more than the whole.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Percent(f64);

impl Percent {
    /// From a share between 0 and 1.
    pub fn from_share(share: f64) -> Self {
        Self(share * 100.0)
    }

    /// As a share: `99.95%` is 0.9995.
    pub fn share(self) -> f64 {
        self.0 / 100.0
    }

    /// What is missing to the whole, as a share: `99.95%` leaves 0.0005.
    pub fn rest(self) -> f64 {
        // From the written number, so that 100 − 99.95 loses no digit to an earlier division.
        (100.0 - self.0) / 100.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", amount::plain(self.0))
    }
}

/// A percentage of something else than its whole, which it may exceed: `150%`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Proportion(f64);

impl Proportion {
    /// As a part of that whole: `150%` is 1.5.
    pub fn share(self) -> f64 {
        self.0 / 100.0
    }
}

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", amount::plain(self.0))
    }
}

const HINT: &str = "write it as a percentage, as in 99.95%";

impl FromStr for Percent {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        match text.parse()? {
            Proportion(number) if number > 100.0 => {
                Err(Misread::new(format!("`{text}` is more than the whole"), "a share is at most 100%"))
            }
            Proportion(number) => Ok(Self(number)),
        }
    }
}

impl FromStr for Proportion {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let (number, unit) = amount::split(text, "a percentage", HINT)?;
        match unit {
            "%" | "percent" => Ok(Self(number)),
            "" if number <= 1.0 => Err(Misread::new(
                format!("`{text}` has no unit"),
                format!("write a share as a percentage: {}%", amount::plain(number * 100.0)),
            )),
            "" => Err(Misread::new(format!("`{text}` has no unit"), format!("a percentage needs its sign: {text}%"))),
            _ => Err(Misread::new(format!("`{text}` is not a percentage"), HINT)),
        }
    }
}

scalar!(Percent, "percent", "a percentage", ["99.95%", "25%"]);
scalar!(Proportion, "proportion", "a percentage", ["25%", "150%"]);
