//! How schemas are changed, and what is moved in several steps.

use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{StoreRef, TeamRef};
use crate::plan::value::{Date, Duration, Fact};

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
        /// The team that answers for it; absent: that of the stores.
        pub owner: Option<TeamRef>,
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
        /// How long it is watched before the next step begins.
        pub bake: Option<Duration>,
        /// What stops it.
        pub abort: Fact<String>,
        /// How it is taken back; `none`: there is no way back.
        pub rollback: Fact<String>,
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
