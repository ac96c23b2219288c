//! What must change together, and what must always be true.

use crate::plan::data::Isolation;
use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{CallRef, ChannelRef, ComponentRef, StoreRef, TeamRef};
use crate::plan::value::{Duration, Fact};

entity! {
    /// Changes that one operation makes together.
    pub struct Transaction {
        /// The component that makes them.
        pub by: Option<ComponentRef>,
        /// The stores that it writes.
        pub writes: Option<Vec<StoreRef>>,
        /// The channels that it publishes to.
        pub publishes: Fact<Vec<ChannelRef>>,
        /// The calls that it makes while it is open.
        pub spans: Fact<Vec<CallRef>>,
        /// The isolation level that it runs at; absent: the store's.
        pub isolation: Option<Isolation>,
        /// The steps of a saga, where it is one.
        pub saga: Fact<Vec<SagaStep>>,
    }
}

shape! {
    /// One step of a saga.
    pub struct SagaStep {
        /// What is done.
        pub r#do: Option<String>,
        /// How it is taken back.
        pub undo: Fact<String>,
        /// Whether there is no way back after it.
        pub pivot: Option<bool>,
        /// Whether it can be tried until it works.
        pub retriable: Option<bool>,
    }
}

entity! {
    /// Something that must always be true.
    pub struct Invariant {
        /// In one sentence.
        pub states: Option<String>,
        /// The stores that it speaks of.
        pub over: Option<Vec<StoreRef>>,
        /// Whether it looks at one row or at several.
        pub rows: Option<Rows>,
        /// What enforces it.
        pub by: Fact<EnforcedBy>,
        /// How breaches are found afterwards.
        pub reconciled: Fact<Reconciled>,
    }
}

choice! {
    /// How many rows an invariant looks at.
    pub enum Rows {
        /// One.
        One,
        /// Several.
        Several,
    }
}

choice! {
    /// What enforces an invariant.
    pub enum EnforcedBy {
        /// A constraint of the database.
        Constraint,
        /// Serializable transactions.
        Serializable,
        /// Only one writes.
        SingleWriter,
        /// A reservation that is confirmed or runs out.
        Reservation,
        /// Code that reads before it writes.
        ApplicationCheck,
    }
}

shape! {
    /// How breaches are found afterwards.
    pub struct Reconciled {
        /// The time between two runs.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub every: Option<Duration>,
        /// The team that looks at what it finds.
        pub owner: Option<TeamRef>,
    }
}
