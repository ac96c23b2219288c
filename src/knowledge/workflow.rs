//! The seven steps of the workflow, as written in `checklists/workflow.yaml`.
//!
//! The questions here *create* something where a plan has nothing yet; the questions about what exists belong
//! to the conditions of the checklists.

use super::ChecklistError;
use serde::Deserialize;
use std::fmt;
use std::sync::OnceLock;

/// The file `workflow.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    steps: Vec<Step>,
}

/// The steps that are part of this program. They are read at the first call, apart from the checklists: the first screen shows
/// the steps alone. A test reads the file, so this can't fail, and would be empty if it could.
pub fn workflow() -> &'static Workflow {
    static WORKFLOW: OnceLock<Workflow> = OnceLock::new();
    WORKFLOW.get_or_init(|| Workflow::embedded().unwrap_or_default())
}

impl Workflow {
    /// Reads the file that is part of this program.
    ///
    /// # Errors
    /// The file is not a workflow.
    pub fn embedded() -> Result<Self, ChecklistError> {
        let (file, text) = ("workflow.yaml", include_str!("../../checklists/workflow.yaml"));
        serde_yaml::from_str(text).map_err(|source| ChecklistError { file, source })
    }

    /// The seven steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step of this id, name or number: `map`, `2`.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id || step.id.number().to_string() == id)
    }
}

/// A step of the workflow: a section of the plan, a chapter of the design document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id, which is also the name of its section in the plan.
    pub id: StepId,
    /// Its place, from 1.
    pub number: u8,
    /// Its name on a screen.
    pub title: String,
    /// The words of the guidance.
    pub guidance: String,
    /// What it is for.
    pub purpose: String,
    /// When it is done.
    pub done: String,
    /// The questions that fill an empty plan, in the order in which they are asked.
    pub asks: Vec<Ask>,
}

/// A question whose answer creates something in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Its id, unique among all asks.
    pub id: String,
    /// The question; `{subject}` stands for what it is about. See [`Ask::opening`].
    pub ask: String,
    /// Where the answer goes: a map, which gets an entry of this key (`map.calls`), a list, which gets the answers split at
    /// commas (`goals.outcomes`), or a plain field (`owner`). A `*` stands for an entry: the first where the question is open.
    pub creates: String,
    /// Why it is asked, in a sentence or two.
    pub why: String,
    /// An answer that fits, to show the form.
    pub example: String,
    /// The fields of the new entry that are asked next, in order; each may stay unanswered.
    #[serde(default)]
    pub then: Vec<Then>,
    /// When the question is open; all of them must hold.
    #[serde(deserialize_with = "serde_yaml::with::singleton_map_recursive::deserialize")]
    pub when: Vec<When>,
    /// Whether "there is none" is an answer: an empty map or list is written, which says that it is complete.
    #[serde(default)]
    pub may_be_none: bool,
}

/// A field that is asked after the entry it belongs to was created.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// The path of the field within the new entry: `slo.availability`.
    pub field: String,
    /// The question.
    pub ask: String,
}

/// A condition on the plan under which a question is open. Paths are those of [`Ask::creates`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum When {
    /// Nothing is written at this path. `none` and an empty map are written.
    Absent(String),
    /// The map or list at this path has an entry, or the field a value.
    Present(String),
    /// The map at this path has fewer entries than that.
    Fewer {
        /// The path of the map.
        of: String,
        /// The number of entries from which on the question is closed.
        than: usize,
    },
    /// An entry of the map at this path is the callee of no call.
    Uncalled(String),
}

/// The seven steps in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepId {
    /// Step 1: product goals, SLOs, latency and cost budgets.
    Goals,
    /// Step 2: data flow, dependencies and failure modes.
    Map,
    /// Step 3: storage and consistency.
    Data,
    /// Step 4: API schemas, events and idempotency.
    Contracts,
    /// Step 5: safe defaults, observability and resilience.
    Build,
    /// Step 6: tests, load and failure scenarios.
    Validation,
    /// Step 7: risks and runbooks.
    Operations,
}

impl StepId {
    /// The steps in order.
    pub const ALL: [Self; 7] = [Self::Goals, Self::Map, Self::Data, Self::Contracts, Self::Build, Self::Validation, Self::Operations];

    /// Its id, which is also the name of its section in the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Goals => "goals",
            Self::Map => "map",
            Self::Data => "data",
            Self::Contracts => "contracts",
            Self::Build => "build",
            Self::Validation => "validation",
            Self::Operations => "operations",
        }
    }

    /// Its place, from 1 to 7.
    pub fn number(self) -> u8 {
        match self {
            Self::Goals => 1,
            Self::Map => 2,
            Self::Data => 3,
            Self::Contracts => 4,
            Self::Build => 5,
            Self::Validation => 6,
            Self::Operations => 7,
        }
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
