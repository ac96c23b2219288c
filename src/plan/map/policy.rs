//! How a call protects its caller and its callee.

use crate::plan::entity::{choice, shape};
use crate::plan::reference::NodeRef;
use crate::plan::value::{Count, Duration, Fact, InFlight, Limit, Percent, Register};

shape! {
    /// How long a call may take.
    pub struct Timeout {
        /// To get a connection.
        pub connect: Option<Duration>,
        /// One attempt in all, connection included.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub total: Option<Limit<Duration>>,
    }
}

shape! {
    /// How a failed call is tried again.
    pub struct Retry {
        /// How often it is tried in all, the first try included.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub attempts: Option<Limit<Count>>,
        /// The waits between the tries.
        pub backoff: Fact<Backoff>,
        /// How the waits are spread, so that many callers don't try again together.
        pub jitter: Fact<Jitter>,
        /// The share of requests that may be retries.
        pub budget: Fact<Percent>,
        /// The HTTP statuses on which it is tried again.
        pub statuses: Option<Vec<Count>>,
        /// Whether it waits as long as the answer asks (Retry-After).
        pub retry_after: Option<bool>,
        /// Others that try again on the same hop, as `{mesh: 2}`: attempts of each, multiplied.
        pub layers: Option<Register<String, Count>>,
    }
}

shape! {
    /// The waits between tries.
    pub struct Backoff {
        /// The first wait.
        #[serde(alias = "$from")]
        #[schemars(extend("x-from" = true))]
        pub base: Option<Duration>,
        /// The longest wait.
        #[serde(alias = "$to")]
        #[schemars(extend("x-to" = true))]
        pub cap: Option<Limit<Duration>>,
        /// How the waits grow; exponential where absent.
        #[schemars(extend("x-default" = "exponential"))]
        pub growth: Option<BackoffGrowth>,
    }
}

choice! {
    /// How waits grow from try to try.
    pub enum BackoffGrowth {
        /// Each is twice the one before.
        Exponential,
        /// All are alike.
        Fixed,
    }
}

choice! {
    /// How a wait is spread.
    pub enum Jitter {
        /// Anything from nothing to the whole wait.
        Full,
        /// Half of the wait, and anything up to the other half.
        Equal,
        /// Anything from the base to three times the wait before.
        Decorrelated,
    }
}

shape! {
    /// A second request sent when the first is slow.
    pub struct Hedge {
        /// How long the first is waited for.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub after: Option<Duration>,
        /// How many are under way at most.
        pub at_most: Option<Count>,
    }
}

shape! {
    /// A circuit breaker: fails at once while the callee is known to fail.
    pub struct Breaker {
        /// The time it looks back.
        pub window: Option<Duration>,
        /// The calls it must have seen in that time before it can open.
        pub min_calls: Option<Count>,
        /// The share of failures at which it opens.
        pub failure_ratio: Option<Percent>,
        /// How long it stays open before it probes.
        pub open: Option<Duration>,
        /// Whether answers that blame the caller (4xx) count as failures.
        pub counts_4xx: Option<bool>,
    }
}

shape! {
    /// The calls that may be under way to one callee.
    pub struct Bulkhead {
        /// How many at once.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub in_flight: Option<InFlight>,
        /// How many wait.
        pub queue: Option<Limit<Count>>,
    }
}

shape! {
    /// What the user gets while the callee can't be reached.
    pub struct Fallback {
        /// In words.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub answer: Option<String>,
        /// The node that it leans on.
        pub uses: Option<NodeRef>,
        /// How often it works when it is needed; 100% where absent.
        #[schemars(extend("x-default" = "100%"))]
        pub works: Option<Percent>,
    }
}
