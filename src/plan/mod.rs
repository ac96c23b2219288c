//! The typed plan: one file a step, the same seven sections as the file and the wizard.
//!
//! Knows serde alone; how a plan is read from text with places and all errors is the `document` room's.

pub mod build;
mod check;
pub mod contracts;
pub mod data;
mod entity;
pub mod fields;
pub mod goals;
mod load;
mod look_up;
pub mod map;
pub mod names;
pub mod node;
pub mod operations;
pub mod reference;
mod remove;
mod rename;
pub mod schema;
pub mod validation;
pub mod value;
pub mod writing;

pub use check::{not_an_id, suggested_id};
pub use load::{Loaded, load};
pub use node::Node;
pub use reference::{CallKey, Id, TeamRef};
pub use remove::along;
pub use rename::{Replacement, rename};
pub use value::Fact;

use entity::{choice, shape};
use reference::{FilePath, Id as IdType};
use value::{Count, Date, Duration, Money, Register, ThresholdValue};

/// The version of the format that this program reads.
pub const FORMAT: u64 = 1;

shape! {
    /// The plan of one system.
    pub struct Plan {
        /// The version of the format: 1.
        pub groundplan: Option<Count>,
        /// The id of the system.
        pub system: Option<IdType>,
        /// The name of the system for people.
        pub title: Option<String>,
        /// What the system does, in two or three sentences.
        pub summary: Option<String>,
        /// The team that answers for it, and for all that names no owner of its own.
        pub owner: Option<TeamRef>,
        /// Who wrote the plan.
        pub authors: Option<Vec<String>>,
        /// Who has to agree to it.
        pub approvers: Option<Vec<String>>,
        /// How far it is; a draft where absent.
        #[schemars(extend("x-default" = "draft"))]
        pub status: Option<Status>,
        /// How much depends on the system; absent: severities are not scaled.
        pub criticality: Option<Criticality>,
        /// Whether one or many customers share it.
        pub tenancy: Option<Tenancy>,
        /// How far the plan looks ahead; a year where absent.
        #[schemars(extend("x-default" = "1y"))]
        pub horizon: Option<Duration>,
        /// Today, for every condition that depends on it.
        pub as_of: Option<Date>,
        /// When the plan must be looked at again.
        pub revisit: Option<Date>,
        /// How much is asked: `small` hides what does not pay for a small service; `full` where absent.
        #[schemars(extend("x-default" = "full"))]
        pub profile: Option<Profile>,
        /// What it is written in and runs on.
        pub stack: Option<Stack>,
        /// Other plans whose systems this one calls.
        pub include: Option<Vec<FilePath>>,
        /// What another currency is worth, as `EUR: 1.08 USD`.
        pub currency_rates: Option<Register<String, Money>>,
        /// Step 1: product goals, SLOs, latency and cost budgets.
        pub goals: Option<goals::Goals>,
        /// Step 2: data flow, dependencies and failure modes.
        pub map: Option<map::Map>,
        /// Step 3: storage and consistency, with the trade-offs.
        pub data: Option<data::Data>,
        /// Step 4: API schemas, events and idempotency.
        pub contracts: Option<contracts::Contracts>,
        /// Step 5: safe defaults, observability and resilience.
        pub build: Option<build::Build>,
        /// Step 6: tests, load and failure scenarios.
        pub validation: Option<validation::Validation>,
        /// Step 7: risks, runbooks, reviews and incidents.
        pub operations: Option<operations::Operations>,
        /// Limits of conditions that the team sets otherwise, by their ids, as `RE2.product`.
        pub thresholds: Option<Register<String, ThresholdValue>>,
    }
}

impl Plan {
    /// How far it looks ahead, with the format's default of a year.
    pub fn horizon(&self) -> Duration {
        self.horizon.unwrap_or(Duration::YEAR)
    }
}

shape! {
    /// What the system is written in and runs on.
    pub struct Stack {
        /// The language, as `typescript`.
        pub language: Option<String>,
        /// The runtimes with their versions, the main one first, as `bun 1.4`.
        pub runtimes: Option<Vec<String>>,
    }
}

choice! {
    /// How much depends on something, in OpenTelemetry's words for `service.criticality`.
    pub enum Criticality {
        /// The business stops without it.
        Critical,
        /// It matters much, and can do with less for a while.
        High,
        /// It is missed.
        Medium,
        /// It can wait.
        Low,
    }
}

impl Criticality {
    /// As the plan writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

choice! {
    /// How far a plan is.
    pub enum Status {
        /// It is being written.
        Draft,
        /// It is being reviewed.
        InReview,
        /// It is agreed.
        Approved,
        /// The system runs as it says.
        Live,
        /// The system is gone.
        Retired,
    }
}

choice! {
    /// Whether one or many customers share the system.
    pub enum Tenancy {
        /// One.
        Single,
        /// Many.
        Multi,
    }
}

choice! {
    /// How much is asked.
    pub enum Profile {
        /// What pays for a small service.
        Small,
        /// Everything.
        Full,
    }
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Evidence {
    /// One place.
    Place(String),
    /// Several places.
    Places(Vec<String>),
    /// A place for each field.
    Fields(Register<String, String>),
}

/// What every entity can be asked.
pub trait Entity {
    /// A name for people.
    fn title(&self) -> Option<&str>;
    /// Anything worth knowing that no other field holds.
    fn note(&self) -> Option<&str>;
    /// The fields that are guesses.
    fn assumed(&self) -> &[reference::FieldRef];
    /// Where it was read.
    fn evidence(&self) -> Option<&Evidence>;
}
