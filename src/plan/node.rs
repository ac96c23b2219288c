//! What components and stores have in common: both are nodes of the graph.

use super::entity::shape;
use super::reference::ZoneRef;
use super::value::{Count, Date, Duration, Money, Percent, Rate, Register, Roll};
use super::{Criticality, Entity, TeamRef};

/// An entity with the fields that every node takes.
macro_rules! node {
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        $crate::plan::entity::entity! {
            $(#[$meta])*
            pub struct $name {
                $($fields)*
                /// The team that answers for it; absent: the plan's owner.
                pub owner: Option<$crate::plan::TeamRef>,
                /// How much depends on it; absent: the plan's.
                pub criticality: Option<$crate::plan::Criticality>,
                /// How many run, where, and what one of them can do.
                pub instances: Option<$crate::plan::node::Instances>,
                /// The share of time that the whole is up, published or measured; replaces what would be computed.
                pub availability: Option<$crate::plan::value::Percent>,
                /// How long its own work takes, without its calls.
                pub latency: Option<$crate::plan::node::Quantiles>,
                /// The load on the whole, as measured now; replaces what would be computed.
                pub load: Option<$crate::plan::node::Load>,
                /// The load that the whole can take: of a store with no cache in front, of an external its quota.
                pub capacity: Option<$crate::plan::node::Capacity>,
                /// What the whole costs.
                pub cost: Option<$crate::plan::node::Cost>,
                /// When something last changed that moves its capacity or latency.
                pub changed: Option<$crate::plan::value::Date>,
            }
        }

        impl $crate::plan::Node for $name {
            fn owner(&self) -> Option<&$crate::plan::TeamRef> {
                self.owner.as_ref()
            }
            fn criticality(&self) -> Option<$crate::plan::Criticality> {
                self.criticality
            }
            fn instances(&self) -> Option<&$crate::plan::node::Instances> {
                self.instances.as_ref()
            }
            fn availability(&self) -> Option<$crate::plan::value::Percent> {
                self.availability
            }
            fn latency(&self) -> Option<&$crate::plan::node::Quantiles> {
                self.latency.as_ref()
            }
            fn load(&self) -> Option<&$crate::plan::node::Load> {
                self.load.as_ref()
            }
            fn capacity(&self) -> Option<&$crate::plan::node::Capacity> {
                self.capacity.as_ref()
            }
            fn cost(&self) -> Option<&$crate::plan::node::Cost> {
                self.cost.as_ref()
            }
            fn measured_mut(&mut self) -> $crate::plan::node::Measured<'_> {
                $crate::plan::node::Measured {
                    instances: &mut self.instances,
                    availability: &mut self.availability,
                    latency: &mut self.latency,
                    load: &mut self.load,
                }
            }
        }
    };
}
pub(crate) use node;

/// What every node can be asked.
pub trait Node: Entity {
    /// The team that answers for it, where it is not the plan's.
    fn owner(&self) -> Option<&TeamRef>;
    /// How much depends on it, where it is not the plan's.
    fn criticality(&self) -> Option<Criticality>;
    /// Its instances.
    fn instances(&self) -> Option<&Instances>;
    /// The availability of the whole, published or measured.
    fn availability(&self) -> Option<Percent>;
    /// Its own work.
    fn latency(&self) -> Option<&Quantiles>;
    /// Its load, measured now.
    fn load(&self) -> Option<&Load>;
    /// The load that the whole can take.
    fn capacity(&self) -> Option<&Capacity>;
    /// What the whole costs.
    fn cost(&self) -> Option<&Cost>;
    /// What a scenario changes of it.
    fn measured_mut(&mut self) -> Measured<'_>;
}

/// The facts of a node that a scenario changes.
#[derive(Debug)]
pub struct Measured<'n> {
    /// Its instances.
    pub instances: &'n mut Option<Instances>,
    /// The availability of the whole.
    pub availability: &'n mut Option<Percent>,
    /// Its own work.
    pub latency: &'n mut Option<Quantiles>,
    /// Its load, measured now.
    pub load: &'n mut Option<Load>,
}

shape! {
    /// How many run, where, and what one of them can do.
    pub struct Instances {
        /// The fewest that run.
        #[serde(alias = "$from")]
        #[schemars(extend("x-from" = true))]
        pub min: Option<Count>,
        /// The most that run.
        #[serde(alias = "$to")]
        #[schemars(extend("x-to" = true))]
        pub max: Option<Count>,
        /// How many run at peak; absent: the most.
        pub at_peak: Option<Count>,
        /// How many must work; absent: peak divided by capacity where both are known, else 1.
        pub needs: Option<Count>,
        /// The zones they stand in, evenly, or how many in each.
        pub zones: Option<Roll<ZoneRef, ZoneShare>>,
        /// The share of time that one of them is up.
        pub availability: Option<Percent>,
        /// The load that one of them can take.
        pub capacity: Option<Rate>,
        /// Event loops or worker processes in one of them; 1 where absent.
        #[schemars(extend("x-default" = "1"))]
        pub loops: Option<Count>,
        /// From the decision to add one until it takes traffic.
        pub ready_in: Option<Duration>,
        /// The share of one's unavailability that hits all at once; absent: the map's.
        pub common_cause: Option<Percent>,
        /// When their number or size was last reduced.
        pub reduced: Option<Date>,
    }
}

impl Instances {
    /// How many run at peak, as far as the plan says.
    pub fn running_at_peak(&self) -> Option<Count> {
        self.at_peak.or(self.max).or(self.min)
    }
}

shape! {
    /// How many instances stand in a zone.
    pub struct ZoneShare {
        /// How many; absent: an even share.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub count: Option<Count>,
    }
}

shape! {
    /// A distribution of durations, by quantiles or by a measured histogram.
    pub struct Quantiles {
        /// Half are faster.
        pub p50: Option<Duration>,
        /// 90 of 100 are faster.
        pub p90: Option<Duration>,
        /// 95 of 100 are faster.
        pub p95: Option<Duration>,
        /// 99 of 100 are faster.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub p99: Option<Duration>,
        /// 999 of 1000 are faster.
        pub p999: Option<Duration>,
        /// A measured histogram: for each bound, the share that is at most as slow; cumulative.
        pub histogram: Option<Register<Duration, Percent>>,
    }
}

shape! {
    /// A load, as measured.
    pub struct Load {
        /// The mean over a month.
        pub average: Option<Rate>,
        /// The busiest minute of a normal month.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub peak: Option<Rate>,
        /// Reads at peak.
        pub reads: Option<Rate>,
        /// Writes at peak.
        pub writes: Option<Rate>,
    }
}

shape! {
    /// A load that can be taken.
    pub struct Capacity {
        /// Requests of all kinds.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub requests: Option<Rate>,
        /// Reads.
        pub reads: Option<Rate>,
        /// Writes.
        pub writes: Option<Rate>,
    }
}

shape! {
    /// What something costs.
    pub struct Cost {
        /// A month, in all.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub monthly: Option<Money>,
        /// A month, for each instance.
        pub per_instance: Option<Money>,
        /// For a thousand requests.
        pub per_1k_requests: Option<Money>,
    }
}
