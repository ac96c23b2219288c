//! Step 2: components, the calls between them, and how they fail.

mod call;
mod component;
mod failure_mode;
mod inherit;
mod policy;

pub use call::{
    Authn, Batch, CacheGuard, Call, CallCache, Effect, Encryption, FanOut, HeldFor, Mode, Need, OnDown, PerRequest, Pool, ReadYourWrites,
    ReadsFrom, Response, Shards, Subject, When,
};
pub use component::{
    Admission, Component, ComponentKind, Dst, LocalState, NoCalls, OnFull, ScalesPer, ScalesWith, Schedule, Shutdown, Singleton,
    SingletonGuard,
};
pub use failure_mode::{Detect, FailureKind, FailureMode, Fmea, Recover};
pub use policy::{Backoff, BackoffGrowth, Breaker, Bulkhead, Fallback, Hedge, Jitter, Retry, Timeout};

use super::entity::{entity, shape};
use super::reference::{CallKey, GroupRef, Id, RegionRef};
use super::value::{Count, Percent, Register};

shape! {
    /// The data flow: what there is, what calls what, and what can go wrong.
    pub struct Map {
        /// The share of an instance's unavailability that hits all instances at once; 5% where absent.
        #[schemars(extend("x-default" = "5%"))]
        pub common_cause: Option<Percent>,
        /// The regions that the system stands in.
        pub regions: Option<Register<Id, Region>>,
        /// Failure domains inside a region: zones, racks, cells, clusters.
        pub zones: Option<Register<Id, Zone>>,
        /// Groups of alternatives of which more than one must work.
        pub groups: Option<Register<GroupRef, Group>>,
        /// What runs: services, workers, jobs, gateways, brokers, and what belongs to others.
        pub components: Option<Register<Id, Component>>,
        /// Who calls whom: `caller -> callee`, where the callee is a component or a store.
        pub calls: Option<Register<CallKey, Call>>,
        /// How parts of it fail, how often, and how that is noticed and ended.
        pub failure_modes: Option<Register<Id, FailureMode>>,
    }
}

entity! {
    /// A region.
    pub struct Region {
        /// The share of time that it is up, published or measured.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub availability: Option<Percent>,
    }
}

entity! {
    /// A failure domain: what stands in it falls with it.
    pub struct Zone {
        /// The region it lies in.
        pub region: Option<RegionRef>,
        /// The share of time that it is up, published or measured.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub availability: Option<Percent>,
    }
}

entity! {
    /// A group of alternatives.
    pub struct Group {
        /// How many of its members must work; 1 where absent.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true, "x-default" = "1"))]
        pub needs: Option<Count>,
    }
}
