//! Step 6: tests, load, failure scenarios.

use super::entity::{choice, entity, shape};
use super::reference::{FailureModeRef, Id, JourneyRef, PathRef, StoreRef, ZoneRef};
use super::value::{Count, Date, Duration, Fact, Factor, Percent, Rate, Register};

shape! {
    /// How it is shown that the system does what the plan says.
    pub struct Validation {
        /// Tests that run in CI or before a release.
        pub tests: Option<Register<Id, Test>>,
        /// Load tests and what they showed.
        pub loads: Option<Register<Id, LoadTest>>,
        /// Failures brought about on purpose.
        pub experiments: Option<Register<Id, Experiment>>,
    }
}

entity! {
    /// A test that runs in CI or before a release.
    pub struct Test {
        /// What kind of test.
        pub kind: Option<TestKind>,
        /// The parts of the plan that it tests.
        pub of: Option<Vec<PathRef>>,
        /// The failures that it brings about.
        pub covers: Option<Vec<Covers>>,
        /// What it runs against.
        pub engine: Option<Engine>,
        /// Where it stands.
        pub evidence: Option<String>,
    }
}

choice! {
    /// What kind of test.
    pub enum TestKind {
        /// One piece of code.
        Unit,
        /// Several pieces together.
        Integration,
        /// What two sides promise each other.
        Contract,
        /// Under load.
        Load,
        /// With something broken.
        Fault,
        /// A backup is restored.
        Restore,
        /// A schema is changed.
        Migration,
        /// From the outside.
        EndToEnd,
    }
}

choice! {
    /// A failure that a test brings about.
    pub enum Covers {
        /// No answer.
        Down,
        /// A late answer.
        Slow,
        /// An error.
        Error,
        /// The same again.
        Duplicate,
        /// An answer with nothing in it.
        Empty,
    }
}

choice! {
    /// What a test runs against.
    pub enum Engine {
        /// The engine of production.
        Real,
        /// Something that stands in for it.
        Fake,
    }
}

entity! {
    /// A load test and what it showed.
    pub struct LoadTest {
        /// The journey that was driven.
        pub journey: Option<JourneyRef>,
        /// The load that was reached.
        pub rate: Option<Rate>,
        /// The p99 at that load.
        pub p99: Option<Duration>,
        /// The instances that took it.
        pub instances: Option<Count>,
        /// When it ran.
        pub ran: Option<Date>,
        /// How it ended.
        pub result: Option<Outcome>,
    }
}

choice! {
    /// How a test ended.
    pub enum Outcome {
        /// As hoped.
        Passed,
        /// Not as hoped.
        Failed,
    }
}

entity! {
    /// A failure brought about on purpose.
    pub struct Experiment {
        /// The failure mode that it brings about.
        pub failure_mode: Option<FailureModeRef>,
        /// What is done to the system.
        pub scenario: Option<Scenario>,
        /// What shows that the system is well before.
        pub steady: Option<String>,
        /// What shall happen.
        pub expect: Option<String>,
        /// When it ran.
        pub ran: Fact<Date>,
        /// How it ended.
        pub result: Option<Outcome>,
    }
}

shape! {
    /// A small change of the system: what if.
    pub struct Scenario {
        /// Parts that are down.
        pub down: Option<Vec<PathRef>>,
        /// Parts that are slower, by how much.
        pub slow: Option<Register<PathRef, Factor>>,
        /// Parts that fail, for which share of requests.
        pub errors: Option<Register<PathRef, Percent>>,
        /// Journeys with more or less traffic.
        pub traffic: Option<Register<JourneyRef, Factor>>,
        /// Zones that are gone.
        pub zones_lost: Option<Vec<ZoneRef>>,
        /// Caches that are empty.
        pub cold: Option<Vec<StoreRef>>,
        /// Fields of the plan with another value.
        pub set: Option<Register<PathRef, String>>,
    }
}
