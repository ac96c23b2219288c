//! Decisions: what was chosen, among what, and what would reopen it.

use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{DecisionRef, PathRef};
use crate::plan::value::{Count, Date, Number, Register};

entity! {
    /// A choice that is worth remembering; it becomes an ADR.
    pub struct Decision {
        /// Its number among the ADRs.
        pub number: Option<Count>,
        /// When it was taken.
        pub date: Option<Date>,
        /// How far it is.
        pub status: Option<DecisionStatus>,
        /// The decision that replaces it.
        pub superseded_by: Option<DecisionRef>,
        /// Who decided.
        pub deciders: Option<Vec<String>>,
        /// The parts of the plan that it settles.
        pub about: Option<Vec<PathRef>>,
        /// What had to be decided.
        pub question: Option<String>,
        /// What matters, each with its weight.
        pub drivers: Option<Register<String, Number>>,
        /// What could be chosen.
        pub options: Option<Register<String, DecisionOption>>,
        /// The option that was chosen.
        pub chosen: Option<String>,
        /// Why.
        pub because: Option<String>,
        /// What is given up with it.
        pub given_up: Option<Vec<String>>,
        /// Measurable conditions that reopen it.
        pub trips: Option<Vec<String>>,
        /// How to leave it again.
        pub exit: Option<String>,
        /// The conditions that guard it, by their ids.
        pub confirmed_by: Option<Vec<String>>,
    }
}

choice! {
    /// How far a decision is.
    pub enum DecisionStatus {
        /// It is up for discussion.
        Proposed,
        /// It holds.
        Accepted,
        /// It was turned down.
        Rejected,
        /// It no longer matters.
        Deprecated,
        /// Another one replaces it.
        Superseded,
    }
}

impl DecisionStatus {
    /// The word in the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
        }
    }
}

shape! {
    /// Something that could be chosen.
    pub struct DecisionOption {
        /// How well it serves each driver, 0 to 5.
        pub scores: Option<Register<String, Number>>,
        /// What speaks for it.
        pub good: Option<Vec<String>>,
        /// What speaks against it.
        pub bad: Option<Vec<String>>,
    }
}
