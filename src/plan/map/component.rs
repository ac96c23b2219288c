//! Components: what runs.

use crate::plan::entity::{choice, shape};
use crate::plan::node::node;
use crate::plan::reference::{ClassRef, ComponentRef, JourneyRef, Library, NodeRef};
use crate::plan::value::{Count, Duration, Fact, Limit, Number, Rate, Register};

node! {
    /// Something that runs: a service of ours, or one that belongs to others.
    pub struct Component {
        /// What it is.
        pub kind: Option<ComponentKind>,
        /// What it runs on, as `bun 1.4`; absent: the first of the plan's stack.
        pub runtime: Option<String>,
        /// The library that takes its requests, as `hono@4`; its defaults fill what is absent.
        pub server: Option<Library>,
        /// The component in whose process it lives: they fall together and share instances.
        pub runs_in: Option<ComponentRef>,
        /// How long it works on one request before it gives up.
        pub deadline: Option<Duration>,
        /// Processor time of one request.
        pub cpu: Option<Duration>,
        /// How long it keeps an idle connection to its clients open.
        pub keep_alive: Option<Duration>,
        /// How long it keeps an idle connection to what stands behind it open.
        pub upstream_idle: Option<Duration>,
        /// How it limits the requests that it takes in.
        pub admission: Fact<Admission>,
        /// What an instance keeps that the others don't have.
        pub local_state: Fact<Vec<LocalState>>,
        /// A duty that only one instance may do at a time.
        pub singleton: Fact<Singleton>,
        /// When it runs, if it runs by the clock.
        pub schedule: Option<Schedule>,
        /// How it ends.
        pub shutdown: Option<Shutdown>,
        /// Threads, connections and the like that grow with the number of peers, instances or tenants.
        pub scales_with: Fact<Register<String, ScalesWith>>,
        /// The data classes that it needs for its work.
        pub uses: Fact<Vec<ClassRef>>,
        /// What it watches: dashboards, probes, paging.
        pub watches: Option<Vec<NodeRef>>,
        /// What it repairs or rolls back.
        pub repairs: Option<Vec<NodeRef>>,
        /// `none`: it calls nothing.
        pub calls: Fact<NoCalls>,
    }
}

/// `calls` of a component has only one answer of its own, `none`; the calls themselves stand in `map.calls`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCalls {}

impl std::fmt::Display for NoCalls {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::str::FromStr for NoCalls {
    type Err = crate::plan::value::Misread;
    fn from_str(_: &str) -> Result<Self, Self::Err> {
        Err(crate::plan::value::Misread::new(
            "`calls` of a component can only be `none`",
            "write its calls in `map.calls`, as `caller -> callee: {…}`",
        ))
    }
}

crate::plan::value::scalar!(NoCalls, "no-calls", "the word `none`", ["none"]);

choice! {
    /// What a component is.
    pub enum ComponentKind {
        /// A program in the hands of a user: browser, app, device.
        Client,
        /// Passes requests on: load balancer, API gateway, proxy.
        Gateway,
        /// Answers requests.
        Service,
        /// Works on messages.
        Worker,
        /// Runs by the clock or by hand, then ends.
        Job,
        /// Carries messages.
        Broker,
        /// Belongs to others.
        External,
    }
}

impl ComponentKind {
    /// Whether it runs out of our hands: at another company, or at a user's.
    pub fn is_elsewhere(self) -> bool {
        matches!(self, Self::External | Self::Client)
    }

    /// The word of the plan format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Gateway => "gateway",
            Self::Service => "service",
            Self::Worker => "worker",
            Self::Job => "job",
            Self::Broker => "broker",
            Self::External => "external",
        }
    }
}

shape! {
    /// How a component limits the requests that it takes in.
    pub struct Admission {
        /// Requests that it works on at once.
        pub in_flight: Option<Limit<Count>>,
        /// Requests that wait.
        pub queue: Option<Limit<Count>>,
        /// What happens to a request that finds both full.
        pub on_full: Option<OnFull>,
        /// Requests taken in by time.
        pub rate: Option<Limit<Rate>>,
        /// The journeys that are refused under load, the first first.
        pub shed: Fact<Vec<JourneyRef>>,
    }
}

choice! {
    /// What happens to a request that finds the queue full.
    pub enum OnFull {
        /// It is refused at once.
        Reject,
        /// It waits all the same.
        Wait,
        /// It is dropped without an answer.
        Drop,
    }
}

choice! {
    /// What an instance keeps for itself.
    pub enum LocalState {
        /// User sessions.
        Session,
        /// Files that are not rebuilt.
        File,
        /// Work that waits in memory.
        Queue,
        /// Recomputable results.
        Cache,
        /// Locks that others rely on.
        Lock,
    }
}

shape! {
    /// A duty that only one instance may do at a time.
    pub struct Singleton {
        /// What keeps the others from it.
        pub guard: Fact<SingletonGuard>,
        /// How long the guard holds without being renewed.
        pub ttl: Option<Duration>,
        /// The largest difference of clocks that is reckoned with.
        pub skew: Option<Duration>,
        /// The longest pause of a process that is reckoned with.
        pub pause: Option<Duration>,
        /// Whether the resource refuses the holder of an older guard.
        pub fenced: Option<bool>,
    }
}

choice! {
    /// What keeps a second instance from a duty.
    pub enum SingletonGuard {
        /// A lease with a time to live.
        Lease,
        /// A consensus group elects the one.
        Consensus,
        /// A lock in a database.
        DatabaseLock,
    }
}

shape! {
    /// When something runs by the clock.
    pub struct Schedule {
        /// A cron expression.
        pub cron: Option<String>,
        /// The time between two runs.
        pub every: Option<Duration>,
        /// The time zone by its IANA name, as `Europe/Berlin`.
        pub zone: Option<String>,
        /// What happens when the clock is put forward or back.
        pub dst: Option<Dst>,
    }
}

choice! {
    /// What happens to a run when the clock is put forward or back.
    pub enum Dst {
        /// It is left out.
        Skip,
        /// It happens twice.
        Repeat,
        /// It moves.
        Shift,
    }
}

shape! {
    /// How a component ends.
    pub struct Shutdown {
        /// The time from the first signal to the kill.
        pub grace: Option<Duration>,
        /// The time until no one sends it requests any more.
        pub deregister: Option<Duration>,
        /// Whether it handles SIGTERM.
        pub sigterm: Option<bool>,
    }
}

shape! {
    /// A resource that grows with the number of something.
    pub struct ScalesWith {
        /// What it grows with.
        pub per: Option<ScalesPer>,
        /// How many for each.
        pub each: Option<Number>,
        /// How many there can be.
        pub limit: Option<Count>,
    }
}

choice! {
    /// What a resource grows with.
    pub enum ScalesPer {
        /// Other members of the fleet.
        Peer,
        /// Its own instances.
        Instance,
        /// Customers.
        Tenant,
    }
}
