//! Stores: where data is kept.

use crate::plan::entity::{choice, entity, shape};
use crate::plan::node::node;
use crate::plan::reference::{ClassRef, SourceRef, StoreRef};
use crate::plan::value::{Bytes, Count, Date, Duration, Fact, Growth, Limit, Number, Rate, Register, Share};

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
        pub reason: Option<Reason>,
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
    /// How far transactions are kept apart, by what the level really gives.
    pub enum Isolation {
        /// Sees what is committed.
        ReadCommitted,
        /// Rows read stay as they were.
        RepeatableRead,
        /// Reads one point in time.
        Snapshot,
        /// As if one after the other.
        Serializable,
    }
}

choice! {
    /// What readers need.
    pub enum Consistency {
        /// Everyone sees the newest.
        Linearizable,
        /// I see my own writes.
        ReadYourWrites,
        /// It never goes back.
        Monotonic,
        /// It is at most so old.
        Bounded,
        /// It comes right some time.
        Eventual,
    }
}

choice! {
    /// What users of a store need from it.
    pub enum Requirement {
        /// A value only once in the collection.
        Unique,
        /// Rules over several rows.
        MultiRow,
        /// Reading the past again.
        Replay,
        /// Work that starts later.
        Delay,
        /// Work that goes first.
        Priority,
        /// Fast writes in every region.
        GlobalWrites,
    }
}

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

shape! {
    /// How a schema is changed.
    pub struct SchemaChanges {
        /// In steps that the version before can live with, or at once.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub style: Option<SchemaStyle>,
        /// Whether the version before can read what the new one writes.
        pub old_code_reads_new: Option<bool>,
        /// How long a change waits for its lock.
        pub lock_timeout: Fact<Duration>,
        /// How long a statement of a change may run.
        pub statement_timeout: Fact<Duration>,
        /// Whether indexes are built without blocking writes.
        pub concurrent_indexes: Option<bool>,
        /// Whether statistics are taken anew after a rewrite.
        pub analyze_after: Option<bool>,
    }
}

choice! {
    /// How a schema is changed.
    pub enum SchemaStyle {
        /// Expand, migrate, contract.
        ExpandContract,
        /// At once.
        InPlace,
    }
}

entity! {
    /// A change that takes several steps.
    pub struct Migration {
        /// What there is.
        pub old: Option<String>,
        /// What shall be.
        pub new: Option<String>,
        /// The stores that it touches.
        pub stores: Option<Vec<StoreRef>>,
        /// The steps, in order.
        pub steps: Option<Vec<MigrationStep>>,
    }
}

shape! {
    /// One step of a migration.
    pub struct MigrationStep {
        /// What kind of step.
        pub phase: Option<Phase>,
        /// What is done.
        pub r#do: Option<String>,
        /// What shows that it worked.
        pub check: Option<String>,
        /// What stops it.
        pub abort: Option<String>,
        /// How it is taken back.
        pub rollback: Option<String>,
        /// When it was done.
        pub done: Option<Date>,
    }
}

choice! {
    /// The kinds of steps of a migration.
    pub enum Phase {
        /// Add the new beside the old.
        Expand,
        /// Fill the new.
        Backfill,
        /// Use the new.
        Switch,
        /// Remove the old.
        Contract,
    }
}
