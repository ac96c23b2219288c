//! How a store is divided.

use crate::plan::entity::{choice, shape};
use crate::plan::value::{Count, Fact, Rate, Share};

shape! {
    /// How a store is divided.
    pub struct Partitions {
        /// What decides where a row goes.
        pub key: Fact<String>,
        /// How many there are.
        pub count: Option<Count>,
        /// Whether neighbours stay together.
        pub by: Option<PartitionBy>,
        /// What one of them can take.
        pub limit: Option<PartitionLimit>,
        /// What the hottest of them gets.
        pub hottest: Option<Share>,
    }
}

shape! {
    /// What one partition can take.
    pub struct PartitionLimit {
        /// Reads.
        pub reads: Option<Rate>,
        /// Writes.
        pub writes: Option<Rate>,
    }
}

choice! {
    /// How rows are spread over partitions.
    pub enum PartitionBy {
        /// Neighbours are spread.
        Hash,
        /// Neighbours stay together.
        Range,
    }
}
