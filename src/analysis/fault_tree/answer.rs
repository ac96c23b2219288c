//! A probability, or where it lies.

/// What could be found out about a probability.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The probability itself, up to rounding.
    Exact(f64),
    /// The probability lies between these, as the exact answer would take more work than allowed.
    Bounds {
        /// It is at least this.
        low: f64,
        /// It is at most this.
        high: f64,
        /// Why there is no exact answer, in words for the reader.
        why: String,
    },
}

impl Answer {
    /// The probability, if it is known exactly.
    pub fn exact(&self) -> Option<f64> {
        match self {
            Self::Exact(value) => Some(*value),
            Self::Bounds { .. } => None,
        }
    }

    /// The lowest it can be.
    pub fn low(&self) -> f64 {
        match self {
            Self::Exact(low) | Self::Bounds { low, .. } => *low,
        }
    }

    /// The highest it can be.
    pub fn high(&self) -> f64 {
        match self {
            Self::Exact(high) | Self::Bounds { high, .. } => *high,
        }
    }
}
