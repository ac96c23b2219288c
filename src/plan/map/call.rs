//! Calls: who asks whom, and under which terms.

use super::policy::{Breaker, Bulkhead, Fallback, Hedge, Retry, Timeout};
use crate::plan::contracts::Idempotency;
use crate::plan::entity::{choice, entity, shape};
use crate::plan::node::{Load, Quantiles};
use crate::plan::reference::{CacheStore, CallRef, ClassRef, GroupRef, Id, JourneyRef, Library};
use crate::plan::value::{Bytes, Count, Duration, Fact, Limit, Misread, Number, Percent, Rate, Register, Roll, Size};

entity! {
    /// One node asks another and, unless it says otherwise, waits for the answer.
    pub struct Call {
        /// Whether the caller fails when the callee does.
        pub need: Option<Need>,
        /// A group of alternatives: calls of one caller with the same word, of which one is enough.
        pub any_of: Option<GroupRef>,
        /// Whether the caller waits for the answer; sync where absent.
        #[schemars(extend("x-default" = "sync"))]
        pub mode: Option<Mode>,
        /// When it is made; at requests where absent.
        #[schemars(extend("x-default" = "request"))]
        pub when: Option<When>,
        /// The journeys that make it, or how many calls a request of each makes; absent: all that reach the caller.
        pub r#in: Option<Roll<JourneyRef, PerRequest>>,
        /// Its place among the calls of the caller: equal numbers run side by side; absent: one after the other as written.
        pub order: Option<Count>,
        /// The calls whose result it needs.
        pub after: Fact<Vec<CallRef>>,
        /// How many of it a request of the caller makes, on average; 1 where absent.
        #[schemars(extend("x-default" = "1"))]
        pub per_request: Option<Number>,
        /// How many of it a request makes at most.
        pub at_most: Option<Limit<Count>>,
        /// What their number grows with, as `items in the cart`.
        pub grows_with: Fact<String>,
        /// Whether several of it run side by side; in sequence where absent.
        #[schemars(extend("x-default" = "sequence"))]
        pub fan_out: Option<FanOut>,
        /// Its operations, where they differ; each takes from the call what it does not say.
        pub operations: Option<Register<Id, Call>>,
        /// The library that makes it, as `stripe@23`; its defaults fill what is absent.
        pub client: Option<Library>,
        /// How long it may take.
        pub timeout: Fact<Timeout>,
        /// Whether the time that is left is handed on to the callee.
        pub passes_deadline: Option<bool>,
        /// How it is tried again.
        pub retry: Fact<Retry>,
        /// A second request when the first is slow.
        pub hedge: Fact<Hedge>,
        /// Fails at once while the callee is known to fail.
        pub breaker: Fact<Breaker>,
        /// How many may be under way.
        pub bulkhead: Fact<Bulkhead>,
        /// What the user gets when it fails.
        pub fallback: Fact<Fallback>,
        /// How long one attempt takes as the caller sees it; absent: as the callee says.
        pub latency: Option<Quantiles>,
        /// The share of calls that get through, without what the callee adds; 100% where absent.
        #[schemars(extend("x-default" = "100%"))]
        pub availability: Option<Percent>,
        /// How many are made, as measured; absent: from the journeys.
        pub load: Option<Load>,
        /// Whether it changes something.
        pub mutates: Option<bool>,
        /// What happens when it arrives twice.
        pub idempotency: Fact<Idempotency>,
        /// What it does outside that can't be taken back.
        pub effect: Fact<Effect>,
        /// The most such effects in a time.
        pub cap: Fact<Rate>,
        /// The data classes that it carries.
        pub carries: Fact<Vec<ClassRef>>,
        /// How the caller proves who it is.
        pub authn: Fact<Authn>,
        /// What becomes of the user on whose behalf it is made.
        pub subject: Fact<Subject>,
        /// How it is encrypted.
        pub encrypted: Fact<Encryption>,
        /// How its answer is checked.
        pub response: Fact<Response>,
        /// The connections that it shares.
        pub pool: Fact<Pool>,
        /// Which copy it reads.
        pub reads_from: Option<ReadsFrom>,
        /// How a writer sees its own write.
        pub read_your_writes: Fact<ReadYourWrites>,
        /// The columns that it looks up by.
        pub filter: Option<Vec<String>>,
        /// How many shards one call asks; absent: from `filter` and the partition key.
        pub shards: Option<Shards>,
        /// The cache in front of the callee.
        pub cache: Fact<CallCache>,
        /// Whether it is bulk work: exports, backfills, reports.
        pub bulk: Option<bool>,
        /// What slows bulk work down for the sake of the rest: a rate, or how.
        pub throttle: Fact<String>,
        /// How items are sent together.
        pub batch: Fact<Batch>,
    }
}

shape! {
    /// Calls of one kind that a request of a journey makes.
    pub struct PerRequest {
        /// How many, on average; absent: the call's `per_request`.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub calls: Option<Number>,
    }
}

choice! {
    /// Whether the caller fails when the callee does.
    pub enum Need {
        /// It can't answer without.
        Hard,
        /// It answers with less.
        Soft,
    }
}

choice! {
    /// Whether the caller waits for the answer.
    pub enum Mode {
        /// It waits.
        Sync,
        /// It does not wait.
        Async,
        /// It keeps a stream open.
        Stream,
    }
}

choice! {
    /// When a call is made.
    pub enum When {
        /// While a request is answered.
        Request,
        /// When the caller starts.
        Start,
        /// At both times.
        Both,
    }
}

choice! {
    /// How several calls of one kind run.
    pub enum FanOut {
        /// Side by side.
        Parallel,
        /// One after the other.
        Sequence,
    }
}

choice! {
    /// What a call does outside that can't be taken back.
    pub enum Effect {
        /// Moves money.
        Money,
        /// Sends a message to a person.
        Message,
        /// Orders goods or services.
        Order,
        /// Moves a device.
        Device,
    }
}

choice! {
    /// How a caller proves who it is.
    pub enum Authn {
        /// Certificates on both sides.
        Mtls,
        /// A token of an identity provider.
        Oidc,
        /// The identity of the platform.
        Iam,
        /// A signature over the request.
        Signed,
        /// A shared key that is replaced by itself.
        RotatingKey,
        /// A shared key that stays.
        SharedKey,
    }
}

choice! {
    /// What becomes of the user on whose behalf a call is made.
    pub enum Subject {
        /// The callee learns who it is.
        Passed,
        /// The callee sees the caller alone.
        Lost,
    }
}

choice! {
    /// How a call is encrypted.
    pub enum Encryption {
        /// TLS 1.0, broken.
        #[serde(rename = "tls1.0")]
        Tls10,
        /// TLS 1.1, broken.
        #[serde(rename = "tls1.1")]
        Tls11,
        /// TLS 1.2.
        #[serde(rename = "tls1.2")]
        Tls12,
        /// TLS 1.3.
        #[serde(rename = "tls1.3")]
        Tls13,
    }
}

choice! {
    /// How an answer is checked.
    pub enum Response {
        /// By a schema.
        Schema,
        /// By code written for it.
        ByHand,
    }
}

shape! {
    /// The connections of one instance of the caller.
    pub struct Pool {
        /// Calls of one caller with the same name share one pool.
        pub name: Option<Id>,
        /// How many connections.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub size: Option<Limit<Count>>,
        /// How long a request waits for one.
        pub wait: Option<Limit<Duration>>,
        /// How long one is held, at p99.
        pub hold: Option<Duration>,
        /// For what it is held.
        pub held_for: Option<HeldFor>,
    }
}

choice! {
    /// For how long a connection is held.
    pub enum HeldFor {
        /// One query.
        Query,
        /// One transaction.
        Transaction,
        /// The whole request.
        Request,
    }
}

choice! {
    /// Which copy a call reads.
    pub enum ReadsFrom {
        /// The one that takes writes.
        Primary,
        /// One that follows it.
        Replica,
        /// As many as agree.
        Quorum,
    }
}

choice! {
    /// How a writer sees its own write.
    pub enum ReadYourWrites {
        /// It reads the primary.
        Primary,
        /// It waits until the copy has it.
        Wait,
        /// It stays with the copy that has it.
        Sticky,
    }
}

/// How many shards one call asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shards {
    /// One.
    One,
    /// All.
    All,
    /// So many.
    Count(Count),
}

impl std::fmt::Display for Shards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One => f.write_str("one"),
            Self::All => f.write_str("all"),
            Self::Count(count) => count.fmt(f),
        }
    }
}

impl std::str::FromStr for Shards {
    type Err = Misread;
    fn from_str(text: &str) -> Result<Self, Misread> {
        match text {
            "one" => Ok(Self::One),
            "all" => Ok(Self::All),
            _ => text
                .parse()
                .map(Self::Count)
                .map_err(|_: Misread| Misread::new(format!("`{text}` is not a number of shards"), "write `one`, `all` or a whole number")),
        }
    }
}

crate::plan::value::scalar!(Shards, "shards", "a number of shards", ["one", "all", "16"]);

shape! {
    /// A cache in front of the callee.
    pub struct CallCache {
        /// The store that keeps it, or `process`: the memory of the caller.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub store: Option<CacheStore>,
        /// How long an entry lives.
        pub ttl: Option<Limit<Duration>>,
        /// By how much the lives of entries differ.
        pub jitter: Fact<Percent>,
        /// What keeps many misses of one key from asking the callee together.
        pub guard: Fact<CacheGuard>,
        /// The share of reads that it answers; absent: load is computed as if it answered none.
        pub hit_ratio: Option<Percent>,
        /// How much it holds.
        pub max_size: Option<Limit<Size>>,
        /// How many entries it has.
        pub keys: Option<Count>,
        /// The reads of its hottest entry.
        pub hot_key: Option<Rate>,
        /// How long it takes to compute an entry.
        pub recompute: Option<Duration>,
        /// How long it remembers that something does not exist.
        pub negative: Fact<Duration>,
        /// How an entry is dropped when its source changes.
        pub invalidation: Fact<String>,
        /// What happens while it can't be reached.
        pub on_down: Option<OnDown>,
        /// How it is filled before it takes traffic.
        pub warm_up: Fact<String>,
        /// What in its keys tells one tenant from another.
        pub tenant_key: Fact<String>,
    }
}

choice! {
    /// What keeps many misses of one key from asking together.
    pub enum CacheGuard {
        /// One asks, the others wait for its answer.
        SingleFlight,
        /// The old entry is served while one asks.
        StaleWhileRevalidate,
        /// Some ask before it expires.
        EarlyExpiry,
        /// The one with the lease asks.
        Lease,
    }
}

choice! {
    /// What happens while a cache can't be reached.
    pub enum OnDown {
        /// The callee is asked.
        Origin,
        /// The request fails.
        Fail,
        /// An old copy is served.
        Stale,
    }
}

shape! {
    /// How items are sent together.
    pub struct Batch {
        /// The most items.
        pub max_items: Option<Limit<Count>>,
        /// The most bytes.
        pub max_bytes: Option<Limit<Bytes>>,
        /// How long it waits for more.
        pub linger: Option<Duration>,
        /// What happens when a part of it fails.
        pub partial_failure: Fact<String>,
    }
}
