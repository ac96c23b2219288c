//! Scalars that may be one of two kinds, told apart by their unit.

use super::{Bytes, Count, Duration, Misread, Number, Percent, Proportion, Rate, scalar};
use std::fmt;
use std::str::FromStr;

macro_rules! either {
    ($(#[$meta:meta])* $name:ident, $xtype:literal, $noun:literal, [$($example:literal),*], { $($(#[$doc:meta])* $variant:ident($type:ty)),+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name { $($(#[$doc])* $variant($type)),+ }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$variant(value) => value.fmt(f)),+ }
            }
        }

        impl FromStr for $name {
            type Err = Misread;
            fn from_str(text: &str) -> Result<Self, Misread> {
                $(if let Ok(value) = text.parse::<$type>() { return Ok(Self::$variant(value)); })+
                Err(Misread::new(format!(concat!("`{}` is not ", $noun), text), concat!("write ", $noun $(, " (", $example, ")")*)))
            }
        }

        scalar!($name, $xtype, $noun, [$($example),*]);
    };
}

either!(
    /// How much fits: bytes or a number of entries.
    Size, "size", "a size in bytes or a number of entries", ["64MiB", "10000"], {
        /// in bytes
        Bytes(Bytes),
        /// in entries
        Count(Count)
    }
);

either!(
    /// A part of the whole: a percentage of it, or its own rate.
    Share, "share", "a percentage or a rate", ["30%", "900/s"], {
        /// of the whole
        Percent(Percent),
        /// by itself
        Rate(Rate)
    }
);

/// One stage of a rollout: a percentage of the traffic, or a name such as `eu-a`.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// So much of the traffic.
    Percent(Percent),
    /// A place or a group.
    Name(String),
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(percent) => percent.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

impl FromStr for Stage {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        if text.ends_with('%') { text.parse().map(Self::Percent) } else { Ok(Self::Name(text.to_owned())) }
    }
}

scalar!(Stage, "stage", "a percentage or a name", ["5%", "eu-a"]);

either!(
    /// What a team may set for a threshold.
    ThresholdValue, "threshold", "a number, a percentage, a duration, a rate or a size", ["4", "80%", "30d"], {
        /// a bare number
        Number(Number),
        /// a part of something, or more than that
        Percent(Proportion),
        /// a time
        Duration(Duration),
        /// a rate
        Rate(Rate),
        /// a size
        Bytes(Bytes)
    }
);

/// How many calls may be under way at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InFlight {
    /// At most so many.
    At(Count),
    /// A limit that follows the measured latency.
    Adaptive,
    /// Without bound.
    Unlimited,
}

impl fmt::Display for InFlight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(count) => count.fmt(f),
            Self::Adaptive => f.write_str("adaptive"),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

impl FromStr for InFlight {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        match text {
            "adaptive" => Ok(Self::Adaptive),
            "unlimited" => Ok(Self::Unlimited),
            _ => text.parse().map(Self::At).map_err(|_: Misread| {
                Misread::new(format!("`{text}` is not a limit of calls in flight"), "write a whole number, `adaptive` or `unlimited`")
            }),
        }
    }
}

scalar!(InFlight, "in-flight", "a count, `adaptive` or `unlimited`", ["32", "adaptive", "unlimited"]);
