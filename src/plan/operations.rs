//! Step 7: risks, runbooks, reviews and incidents.

mod incident;

pub use incident::{FollowUp, FollowUpType, Impact, Incident, Moment, Review, ReviewKind, Signature};

use super::entity::{choice, entity, shape};
use super::reference::{FilePath, FindingRef, Id, PathRef, RunbookRef, SloRef, TeamRef};
use super::value::{Date, Duration, Fact, Number, Register};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

shape! {
    /// How the system is kept running, and what was learned from it.
    pub struct Operations {
        /// The teams; once written, every owner must be one of them.
        pub teams: Option<Register<Id, Team>>,
        /// What wakes or tells someone.
        pub alerts: Option<Register<Id, Alert>>,
        /// What to do when something fails.
        pub runbooks: Option<Register<Id, Runbook>>,
        /// Risks that someone has accepted, by finding id or failure mode.
        pub accepted: Option<Register<FindingRef, Acceptance>>,
        /// Reviews of the plan.
        pub reviews: Option<Register<Id, Review>>,
        /// What happened.
        pub incidents: Option<Register<Id, Incident>>,
        /// What shall be done about it.
        pub follow_ups: Option<Register<Id, FollowUp>>,
    }
}

entity! {
    /// A team.
    pub struct Team {
        /// How to reach it.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub contact: Option<String>,
        /// Where its rota stands.
        pub on_call: Option<String>,
        /// Who comes next when it does not answer.
        pub escalation: Option<Vec<String>>,
    }
}

entity! {
    /// What wakes or tells someone.
    pub struct Alert {
        /// The objective whose budget it watches, as `pay.availability`.
        pub slo: Option<SloRef>,
        /// The burn-rate windows.
        pub windows: Option<Windows>,
        /// The part of the plan that it watches, where it is no objective.
        pub of: Option<PathRef>,
        /// The query that fires it.
        pub query: Option<String>,
        /// Whether it wakes someone.
        pub severity: Option<AlertSeverity>,
        /// What to do then.
        pub runbook: Fact<RunbookRef>,
        /// The team that gets it.
        pub owner: Fact<TeamRef>,
        /// The way it takes, as `pager`.
        pub route: Fact<String>,
    }
}

choice! {
    /// Whether an alert wakes someone.
    pub enum AlertSeverity {
        /// It does.
        Page,
        /// It waits for the morning.
        Ticket,
    }
}

/// The burn-rate windows of an alert: the standard four, or a team's own.
#[derive(Debug, Clone, PartialEq)]
pub enum Windows {
    /// 14.4x over 1 h, 6x over 6 h, 3x over 1 d, 1x over 3 d.
    Standard,
    /// These.
    These(Vec<BurnWindow>),
}

impl Serialize for Windows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Standard => serializer.serialize_str("standard"),
            Self::These(these) => these.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Windows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WindowsVisitor;
        impl<'de> Visitor<'de> for WindowsVisitor {
            type Value = Windows;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`standard`, or a list of windows")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Windows, E> {
                if text == "standard" {
                    Ok(Windows::Standard)
                } else {
                    Err(E::custom(format!(
                        "`{text}` is no set of windows\nwrite `standard`, or a list of {{severity, long, short, factor}}"
                    )))
                }
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Windows, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Windows::These)
            }
        }
        deserializer.deserialize_any(WindowsVisitor)
    }
}

impl JsonSchema for Windows {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "windows".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let these = generator.subschema_for::<Vec<BurnWindow>>();
        json_schema!({ "anyOf": [{ "const": "standard", "description": "The four windows of the SRE workbook." }, these] })
    }
}

shape! {
    /// One pair of windows: fires when the budget burns faster than the factor over both.
    pub struct BurnWindow {
        /// Whether it wakes someone.
        pub severity: Option<AlertSeverity>,
        /// The long window.
        pub long: Option<Duration>,
        /// The short window, which ends the alert soon after the cause.
        pub short: Option<Duration>,
        /// How many times faster than allowed.
        pub factor: Option<Number>,
    }
}

entity! {
    /// What to do when something fails.
    pub struct Runbook {
        /// The failure modes, alerts or parts that it is for.
        pub of: Option<Vec<PathRef>>,
        /// The file, where it is written by hand.
        pub file: Option<FilePath>,
        /// What to look at, in order.
        pub checks: Option<Vec<String>>,
        /// What to do, in order.
        pub steps: Option<Vec<String>>,
        /// What shows that it is over.
        pub verify: Option<Vec<String>>,
        /// The team to call when that does not help.
        pub escalate: Option<TeamRef>,
        /// When it was last tried out.
        pub drilled: Fact<Date>,
    }
}

shape! {
    /// A risk that someone has accepted.
    pub struct Acceptance {
        /// The team that answers for it.
        pub owner: Option<TeamRef>,
        /// Why it is accepted.
        pub reason: Option<String>,
        /// When it must be looked at again.
        pub until: Option<Date>,
        /// When it was accepted.
        pub since: Option<Date>,
    }
}
