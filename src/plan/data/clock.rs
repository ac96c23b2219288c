//! How a store keeps times, and settles by them which of two writes stays.

use crate::plan::entity::{choice, shape};
use crate::plan::value::{Duration, Limit};

choice! {
    /// How points in time are kept.
    pub enum Timestamps {
        /// With their offset, or in UTC by type.
        WithZone,
        /// Without.
        WithoutZone,
    }
}

choice! {
    /// How future times of a place are kept.
    pub enum LocalTimes {
        /// With the zone's name.
        WithZone,
        /// Turned into UTC.
        UtcOnly,
    }
}

shape! {
    /// How two writes of one row are settled by the clock.
    pub struct LastWriteWins {
        /// Which clock.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub clock: Option<Clock>,
        /// The largest difference of clocks that is reckoned with.
        pub skew: Option<Limit<Duration>>,
    }
}

choice! {
    /// A clock that orders writes.
    pub enum Clock {
        /// The time of day.
        Wall,
        /// Counts events.
        Logical,
        /// Both together.
        Hybrid,
    }
}
