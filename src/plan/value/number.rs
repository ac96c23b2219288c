//! Counts, numbers and factors: `32`, `1.2e9`, `0.2`, `3x`.

use super::{Misread, amount, scalar};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A whole number that is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Count(pub u64);

/// A number that is not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(pub f64);

/// So many times: `3x`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Factor(pub f64);

/// A number with its noun: `1 instance`, `12 instances`.
pub fn counted(number: f64, one: &str, many: &str) -> String {
    let noun = if (number - 1.0).abs() < f64::EPSILON { one } else { many };
    format!("{} {noun}", Number(number))
}

impl Count {
    /// For the arithmetic.
    pub fn f64(self) -> f64 {
        self.0 as f64
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&amount::plain(self.0))
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x", amount::plain(self.0))
    }
}

fn bare(text: &str, noun: &str, hint: &str) -> Result<f64, Misread> {
    let (number, unit) = amount::split(text, noun, hint)?;
    if unit.is_empty() { Ok(number) } else { Err(Misread::new(format!("`{text}` is not {noun}"), hint)) }
}

impl FromStr for Count {
    type Err = Misread;

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked: whole, not negative, below 2^64
    fn from_str(text: &str) -> Result<Self, Misread> {
        const HINT: &str = "write a whole number, as in 3, 200 or 1.2e9";
        if let Ok(exact) = text.parse() {
            return Ok(Self(exact));
        }
        let number = bare(text, "a count", HINT)?;
        if number.fract() == 0.0 && number < u64::MAX as f64 {
            Ok(Self(number as u64))
        } else {
            Err(Misread::new(format!("`{text}` is not a whole number"), HINT))
        }
    }
}

impl FromStr for Number {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        bare(text, "a number", "write a number without a unit, as in 3 or 0.2").map(Self)
    }
}

impl FromStr for Factor {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        const HINT: &str = "write how many times, as in 3x";
        let number = text.strip_suffix(['x', '×']).or_else(|| text.strip_prefix(['x', '×'])).unwrap_or(text);
        bare(number.trim(), "a factor", HINT).map(Self)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

scalar!(@read Count, "count", "a count", ["3", "200", "1.2e9"]);
scalar!(@read Number, "number", "a number", ["3", "0.2"]);
scalar!(Factor, "factor", "a factor", ["3x"]);
