//! Step 3: storage and consistency, with the trade-offs.

mod clock;
mod copy;
mod decision;
mod guarantee;
mod key;
mod partition;
mod schema_change;
mod store;
mod transaction;

pub use clock::{Clock, LastWriteWins, LocalTimes, Timestamps};
pub use copy::{Backup, Copies, Failover, Flush, Rebuild, Replication, ReplicationMode};
pub use decision::{Decision, DecisionOption, DecisionStatus};
pub use guarantee::{Consistency, Isolation, Requirement};
pub use key::{KeyType, StoreKey};
pub use partition::{PartitionBy, Partitions};
pub use schema_change::{Migration, MigrationStep, Phase, SchemaChanges, SchemaStyle};
pub use store::{Erasure, Reason, Store, StoreKind};
pub use transaction::{EnforcedBy, Invariant, Reconciled, Rows, SagaStep, Transaction};

use super::entity::{choice, entity, shape};
use super::reference::Id;
use super::value::{Duration, Fact, Limit, Register};

shape! {
    /// What is kept, where, and how it stays right.
    pub struct Data {
        /// The kinds of data that need care.
        pub classes: Option<Register<Id, Class>>,
        /// Where data is kept: databases, caches, logs, queues, buckets.
        pub stores: Option<Register<Id, Store>>,
        /// Changes of a schema or a system that take several steps.
        pub migrations: Option<Register<Id, Migration>>,
        /// What must change together.
        pub transactions: Option<Register<Id, Transaction>>,
        /// What must always be true.
        pub invariants: Option<Register<Id, Invariant>>,
        /// Choices with their options, weights and consequences; each becomes an ADR.
        pub decisions: Option<Register<Id, Decision>>,
    }
}

entity! {
    /// A kind of data that needs care.
    pub struct Class {
        /// How much care.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub level: Option<Level>,
        /// What it is kept for.
        pub purpose: Fact<String>,
        /// How long it is kept.
        pub retention: Option<Limit<Duration>>,
        /// How it is erased when someone asks.
        pub erase: Fact<String>,
        /// Where it shows up besides stores.
        pub seen_in: Fact<Vec<SeenIn>>,
        /// Whether it is blacked out there.
        pub redacted: Option<bool>,
    }
}

choice! {
    /// How much care a kind of data needs.
    pub enum Level {
        /// Anyone may see it.
        Public,
        /// Everyone in the company may see it.
        Internal,
        /// It tells who a person is.
        Pii,
        /// Health, belief, origin and the like.
        Special,
        /// Card and account data.
        Payment,
        /// Passwords, keys, tokens.
        Secret,
    }
}

choice! {
    /// Where data shows up besides stores.
    pub enum SeenIn {
        /// In addresses.
        Url,
        /// In logs.
        Log,
        /// In labels of metrics.
        MetricLabel,
        /// In traces.
        Trace,
    }
}
