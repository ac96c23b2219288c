//! Stores: where data is kept.

use crate::plan::data::{
    Backup, Consistency, Isolation, LastWriteWins, LocalTimes, Partitions, Rebuild, Replication, Requirement, SchemaChanges, StoreKey,
    Timestamps,
};
use crate::plan::entity::choice;
use crate::plan::node::node;
use crate::plan::reference::{ClassRef, SourceRef, StoreRef};
use crate::plan::value::{Bytes, Count, Duration, Fact, Growth, Limit, Register};

node! {
    /// Where data is kept.
    pub struct Store {
        /// What it is.
        pub kind: Option<StoreKind>,
        /// Engine and version, as `postgres 17`.
        pub engine: Option<String>,
        /// The store that is its server or cluster: whose instances, connections and replication apply.
        pub within: Option<StoreRef>,
        /// The connections that it can have.
        pub max_connections: Option<Count>,
        /// How much it holds now.
        pub size: Option<Bytes>,
        /// How that grows.
        pub growth: Option<Growth>,
        /// The isolation level that its transactions run at.
        pub isolation: Fact<Isolation>,
        /// What its readers need.
        pub consistency: Option<Consistency>,
        /// How old an answer may be at most.
        pub staleness: Option<Duration>,
        /// What its users need from it.
        pub requires: Option<Vec<Requirement>>,
        /// How it is copied.
        pub replication: Fact<Replication>,
        /// How much written data may be lost.
        pub rpo: Option<Duration>,
        /// How soon it must be back.
        pub rto: Option<Duration>,
        /// How it is backed up.
        pub backup: Fact<Backup>,
        /// The data classes that it holds.
        pub holds: Fact<Vec<ClassRef>>,
        /// Whether it is encrypted on disk.
        pub encrypted_at_rest: Option<bool>,
        /// How long it keeps data.
        pub retention: Option<Limit<Duration>>,
        /// How data of one person is erased from it.
        pub erasure: Fact<Erasure>,
        /// What in its keys tells one tenant from another.
        pub tenant_key: Fact<String>,
        /// How it is divided.
        pub partitions: Fact<Partitions>,
        /// Its keys, as `orders.id`.
        pub keys: Option<Register<String, StoreKey>>,
        /// How it keeps points in time.
        pub timestamps: Option<Timestamps>,
        /// How it keeps future times of a place.
        pub local_times: Fact<LocalTimes>,
        /// How it settles two writes of one row by the clock.
        pub last_write_wins: Fact<LastWriteWins>,
        /// The stores or channels that it is computed from.
        pub derived_from: Fact<Vec<SourceRef>>,
        /// How it is computed anew.
        pub rebuild: Fact<Rebuild>,
        /// Why it stands beside its source.
        pub reason: Fact<Reason>,
        /// Whether nothing else holds this data.
        pub only_copy: Option<bool>,
        /// How its schema is changed.
        pub schema_changes: Fact<SchemaChanges>,
    }
}

choice! {
    /// What a store is.
    pub enum StoreKind {
        /// Tables, joins, constraints, one primary.
        Relational,
        /// Tables over many nodes.
        DistributedSql,
        /// Documents read and written whole.
        Document,
        /// Values by key.
        KeyValue,
        /// Rows by partition and range.
        WideColumn,
        /// Full text and facets.
        Search,
        /// Measurements over time.
        TimeSeries,
        /// An ordered log to replay.
        Log,
        /// Jobs for one worker each.
        Queue,
        /// Large blobs.
        Object,
        /// Copies that can be computed anew.
        Cache,
        /// Paths of any depth.
        Graph,
    }
}

choice! {
    /// How data of one person is erased.
    pub enum Erasure {
        /// It is deleted.
        Delete,
        /// A later record replaces it.
        Compaction,
        /// Its key is destroyed.
        CryptoShredding,
    }
}

choice! {
    /// Why a store stands beside its source.
    pub enum Reason {
        /// It is read in another shape.
        ReadShape,
        /// It is read far more often than written.
        ReadRatio,
        /// It needs another kind of store.
        OtherStore,
    }
}
