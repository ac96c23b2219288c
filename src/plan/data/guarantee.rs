//! What a store promises those who read and write it, and what they need of it.

use crate::plan::entity::choice;

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
