//! How parts of the system fail.

use crate::plan::Criticality;
use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{AlertRef, JourneyRef, PlaceRef, RunbookRef};
use crate::plan::value::{Count, Duration, Fact, Percent, Rate};

entity! {
    /// One way in which one part of the system fails.
    pub struct FailureMode {
        /// Where: a node, call, channel, zone, region, dynamic input, or `system`.
        pub at: Option<PlaceRef>,
        /// How it fails.
        pub kind: Option<FailureKind>,
        /// What brings it about.
        pub cause: Option<String>,
        /// What users notice.
        pub effect: Option<String>,
        /// How bad it is.
        pub severity: Option<Criticality>,
        /// How often it happens.
        pub frequency: Option<Rate>,
        /// The share of the journey's users that it hits; absent: availability is computed as if it hit all.
        pub users: Option<Percent>,
        /// How it is noticed, and how soon.
        pub detect: Option<Detect>,
        /// How it is ended, and how soon after it was noticed.
        pub recover: Option<Recover>,
        /// From its start to its end, where only the sum is known.
        pub lasts: Option<Duration>,
        /// The journeys that it hits; absent: all that reach it.
        pub r#in: Option<Vec<JourneyRef>>,
        /// What is in place against it.
        pub mitigations: Fact<Vec<String>>,
        /// Scores of a failure mode and effects analysis, 1 to 10.
        pub fmea: Option<Fmea>,
    }
}

choice! {
    /// How something fails.
    pub enum FailureKind {
        /// It does not answer.
        Down,
        /// It answers late.
        Slow,
        /// It answers with an error.
        Error,
        /// It does a thing twice.
        Duplicate,
        /// It answers with nothing.
        Empty,
        /// It gets more than it can take.
        Overload,
        /// It answers with something wrong.
        Wrong,
        /// It forgets what it had accepted.
        Lost,
    }
}

shape! {
    /// How a failure is noticed.
    pub struct Detect {
        /// By which alert.
        pub alert: Fact<AlertRef>,
        /// How soon.
        pub within: Option<Duration>,
    }
}

shape! {
    /// How a failure is ended.
    pub struct Recover {
        /// By which runbook.
        pub runbook: Fact<RunbookRef>,
        /// How soon after it was noticed.
        pub within: Option<Duration>,
    }
}

shape! {
    /// Scores of a failure mode and effects analysis, 1 (harmless) to 10.
    pub struct Fmea {
        /// How bad.
        pub severity: Option<Count>,
        /// How often.
        pub occurrence: Option<Count>,
        /// How hard to notice.
        pub detection: Option<Count>,
    }
}
