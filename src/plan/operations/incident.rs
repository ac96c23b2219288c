//! Reviews, incidents and what follows from them.

use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{JourneyRef, TeamRef};
use crate::plan::value::{Date, Percent, Register, Time};

entity! {
    /// A review of the plan.
    pub struct Review {
        /// When it was held.
        pub date: Option<Date>,
        /// What kind of review.
        pub kind: Option<ReviewKind>,
        /// The revision of the plan.
        pub revision: Option<String>,
        /// What is on the table.
        pub agenda: Option<Vec<String>>,
        /// Who was there.
        pub present: Option<Vec<String>>,
        /// What was decided.
        pub decided: Option<Vec<String>>,
        /// What was accepted.
        pub accepted: Option<Vec<String>>,
        /// What else was said.
        pub notes: Option<String>,
        /// Who signed, and which state of the plan.
        pub signed: Option<Register<String, Signature>>,
    }
}

choice! {
    /// What kind of review.
    pub enum ReviewKind {
        /// Of a design.
        Design,
        /// Before a launch.
        Launch,
        /// After an incident.
        Incident,
        /// From time to time.
        Periodic,
    }
}

shape! {
    /// A signature under one state of the plan.
    pub struct Signature {
        /// When.
        pub date: Option<Date>,
        /// The hash of the plan.
        pub plan: Option<String>,
    }
}

entity! {
    /// Something that happened.
    pub struct Incident {
        /// How bad it was, in the team's own words.
        pub severity: Option<String>,
        /// When it began.
        pub started: Option<Time>,
        /// When it was noticed.
        pub detected: Option<Time>,
        /// When users no longer noticed it.
        pub mitigated: Option<Time>,
        /// When it was over.
        pub ended: Option<Time>,
        /// In two or three sentences.
        pub summary: Option<String>,
        /// Who was hit.
        pub impact: Option<Impact>,
        /// What set it off.
        pub trigger: Option<String>,
        /// What made it possible.
        pub causes: Option<Vec<String>>,
        /// Findings, failure modes and assumed fields of the plan that failed.
        pub failed: Option<Vec<String>>,
        /// What went well.
        pub went_well: Option<Vec<String>>,
        /// What went badly.
        pub went_badly: Option<Vec<String>>,
        /// Where luck helped.
        pub lucky: Option<Vec<String>>,
        /// What happened when.
        pub timeline: Option<Vec<Moment>>,
    }
}

shape! {
    /// Who was hit.
    pub struct Impact {
        /// The share of users.
        pub users: Option<Percent>,
        /// The journeys.
        pub journeys: Option<Vec<JourneyRef>>,
        /// In words.
        pub note: Option<String>,
    }
}

shape! {
    /// One line of a timeline.
    pub struct Moment {
        /// When.
        pub at: Option<Time>,
        /// What.
        pub what: Option<String>,
    }
}

entity! {
    /// Something to be done.
    pub struct FollowUp {
        /// The incident, review or finding that it comes from.
        pub of: Option<String>,
        /// What kind of work.
        pub r#type: Option<FollowUpType>,
        /// The team that does it.
        pub owner: Option<TeamRef>,
        /// When it is due.
        pub due: Option<Date>,
        /// Where it is tracked.
        pub ticket: Option<String>,
        /// The findings that must hold before it may be done.
        pub shown_by: Option<Vec<String>>,
        /// When it was done.
        pub done: Option<Date>,
    }
}

choice! {
    /// What kind of work a follow-up is.
    pub enum FollowUpType {
        /// Find out more.
        Investigate,
        /// Make it hurt less.
        Mitigate,
        /// Put right what broke.
        Repair,
        /// Notice it sooner.
        Detect,
        /// Keep it from happening.
        Prevent,
    }
}
