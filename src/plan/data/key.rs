//! Key columns: their types, and how far they have counted.

use crate::plan::entity::{choice, shape};
use crate::plan::value::{Fact, Growth, Number};

shape! {
    /// A key column.
    pub struct StoreKey {
        /// Its type.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub r#type: Option<KeyType>,
        /// The highest value so far.
        pub current: Option<Number>,
        /// How that grows.
        pub growth: Option<Growth>,
        /// The key that it points to, as `orders.id`.
        pub references: Option<String>,
        /// Whether rows lie on disk in its order.
        pub clustered: Option<bool>,
        /// Whether users see it.
        pub exposed: Option<bool>,
        /// What people read out of its value.
        pub meaning: Fact<String>,
        /// Whether a restore leaves a gap before the next value.
        pub gap_on_restore: Option<bool>,
    }
}

choice! {
    /// The type of a key column.
    pub enum KeyType {
        /// Up to 32 767.
        Int16,
        /// Up to 2 147 483 647.
        Int32,
        /// Up to 9.2e18.
        Int64,
        /// Random.
        Uuid4,
        /// Ordered by time.
        Uuid7,
        /// Ordered by time.
        Ulid,
        /// Text.
        Text,
    }
}

impl KeyType {
    /// The largest value, where it counts.
    pub fn largest(self) -> Option<f64> {
        match self {
            Self::Int16 => Some(f64::from(i16::MAX)),
            Self::Int32 => Some(f64::from(i32::MAX)),
            Self::Int64 => Some(i64::MAX as f64),
            Self::Uuid4 | Self::Uuid7 | Self::Ulid | Self::Text => None,
        }
    }
}
