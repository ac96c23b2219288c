//! How a store is copied, backed up, and computed anew.

use crate::plan::entity::{choice, shape};
use crate::plan::value::{Count, Date, Duration, Fact, Limit};

shape! {
    /// How a store is copied.
    pub struct Replication {
        /// When a write counts as done.
        pub mode: Option<ReplicationMode>,
        /// How far away the copy is that a write waits for.
        pub waits_for: Option<Copies>,
        /// How long a write waits before it goes on without the copy.
        pub gives_up_after: Option<Limit<Duration>>,
        /// How many copies there are.
        pub copies: Option<Count>,
        /// How far a copy is behind.
        pub lag: Option<Duration>,
        /// What makes a copy the primary.
        pub failover: Fact<Failover>,
        /// How far away the copy is that takes over.
        pub failover_to: Option<Copies>,
        /// Whether the old primary is kept from taking writes.
        pub fenced: Option<bool>,
        /// When a commit is on disk.
        pub flush: Option<Flush>,
    }
}

choice! {
    /// When a write counts as done.
    pub enum ReplicationMode {
        /// At once; the copies follow.
        Async,
        /// When one copy has it, or after a while without.
        SemiSync,
        /// When the copies have it.
        Sync,
        /// When a majority has it.
        Quorum,
    }
}

choice! {
    /// How far away a copy is.
    pub enum Copies {
        /// In the same zone.
        SameZone,
        /// In another zone of the region.
        OtherZone,
        /// In another region.
        OtherRegion,
    }
}

choice! {
    /// What makes a copy the primary.
    pub enum Failover {
        /// The system does.
        Automatic,
        /// A person does.
        Manual,
    }
}

choice! {
    /// When a commit is on disk.
    pub enum Flush {
        /// Before it is answered.
        EachCommit,
        /// Some time after.
        Relaxed,
    }
}

shape! {
    /// How a store is backed up.
    pub struct Backup {
        /// The time between two.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub every: Option<Duration>,
        /// How long one is kept.
        pub kept: Option<Duration>,
        /// When one was last restored as a test.
        pub restore_tested: Fact<Date>,
    }
}

shape! {
    /// How a store is computed anew.
    pub struct Rebuild {
        /// From what.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub from: Option<String>,
        /// How long that takes.
        pub within: Option<Duration>,
    }
}
