//! `64KiB`.

use super::{Misread, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// A number of bytes. `KiB` is 1 024 of them, `KB` 1 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes(pub u64);

const UNITS: [(u64, &str); 9] = [
    (1 << 40, "TiB"),
    (1_000_000_000_000, "TB"),
    (1 << 30, "GiB"),
    (1_000_000_000, "GB"),
    (1 << 20, "MiB"),
    (1_000_000, "MB"),
    (1 << 10, "KiB"),
    (1_000, "KB"),
    (1, "B"),
];

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, name) = UNITS.into_iter().find(|(size, _)| self.0 >= *size && self.0.is_multiple_of(*size)).unwrap_or((1, "B"));
        write!(f, "{}{name}", self.0 / size)
    }
}

const HINT: &str = "write a number and a unit: B, KiB, MiB, GiB or TiB, as in 64KiB (KB, MB … count by 1000)";

impl FromStr for Bytes {
    type Err = Misread;

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates; a size that large is no size
    fn from_str(text: &str) -> Result<Self, Misread> {
        let (number, unit) = amount::split(text, "a size", HINT)?;
        if unit.is_empty() {
            return Err(Misread::new(format!("`{text}` has no unit"), format!("a size needs one: {text}B, {text}KiB or {text}MiB")));
        }
        let unit = unit.strip_suffix("ytes").unwrap_or(unit);
        let size = UNITS.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(unit)).map(|(size, _)| size);
        let size = size.ok_or_else(|| Misread::new(format!("`{unit}` is not a unit of size"), HINT))?;
        Ok(Self((number * size as f64).round() as u64))
    }
}

scalar!(Bytes, "bytes", "a size", ["64KiB", "1MiB", "20GiB"]);
