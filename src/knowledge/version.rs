//! Versions of libraries, as far as they are stated.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Up to three numbers of a version: `23`, `8.23`, `8.23.1`. A pre-release or build is left out of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version([Option<u64>; 3]);

/// A text that does not begin like a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAVersion;

impl Version {
    /// The first version that it may mean: `23` is at least 23.0.0.
    pub fn first(self) -> [u64; 3] {
        self.0.map(|number| number.unwrap_or(0))
    }

    /// The last version that it may mean: `23` is the newest release of 23.
    pub fn last(self) -> [u64; 3] {
        self.0.map(|number| number.unwrap_or(u64::MAX))
    }

    /// Whether it begins with all numbers of the other: `20.11` is of `20`.
    pub fn is_of(self, line: Self) -> bool {
        line.first() <= self.first() && self.last() <= line.last()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, number) in self.0.iter().flatten().enumerate() {
            if place > 0 {
                f.write_str(".")?;
            }
            write!(f, "{number}")?;
        }
        Ok(())
    }
}

impl FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let release = text.trim_start_matches(['v', '^', '~', '=']).split(['-', '+']).next().unwrap_or_default();
        let mut numbers = [None; 3];
        let mut parts = release.split('.');
        for (number, part) in numbers.iter_mut().zip(&mut parts) {
            match part {
                "x" | "*" => break,
                _ => *number = Some(part.parse().map_err(|_| NotAVersion)?),
            }
        }
        if numbers.first().is_some_and(Option::is_some) { Ok(Self(numbers)) } else { Err(NotAVersion) }
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|_| D::Error::custom("this is no version\nwrite it as in 23 or 8.23.1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_far_as_they_are_stated() {
        let table = [
            ("23", Some(([23, 0, 0], [23, u64::MAX, u64::MAX]))),
            ("8.23.1", Some(([8, 23, 1], [8, 23, 1]))),
            ("^1.4", Some(([1, 4, 0], [1, 4, u64::MAX]))),
            ("v6.x", Some(([6, 0, 0], [6, u64::MAX, u64::MAX]))),
            ("5.0.0-rc.1", Some(([5, 0, 0], [5, 0, 0]))),
            ("latest", None),
            ("", None),
            ("*", None),
        ];
        for (text, expected) in table {
            let read = text.parse::<Version>().ok().map(|version| (version.first(), version.last()));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_version_is_of_the_line_whose_numbers_it_begins_with() {
        let table = [("20.11", "20", true), ("20", "20", true), ("8.0.39", "8.0", true), ("8", "8.0", false), ("21", "20", false)];
        for (version, line, expected) in table {
            let read = |text: &str| text.parse::<Version>().unwrap();
            assert_eq!(read(version).is_of(read(line)), expected, "{version} of {line}");
            assert_eq!(read(version).to_string(), version);
        }
    }
}
