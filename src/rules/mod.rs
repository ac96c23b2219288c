//! The judge: what the guidance says of a plan.
//!
//! The checklists hold the words, the functions here the judgement: one folder a category, one file a rule, one function a condition, of the same
//! id. A function answers for each subject, in three values; a condition without a function is a question to people.
//! Rules know no line numbers: a finding carries paths, and only output turns them into places.

mod accepted;
mod call_subject;
mod context;
mod demands;
mod finding;
mod judge;
mod names;
mod own;
mod practices;
mod registry;
mod rulebook;
mod ruling;
mod scorecard;
mod severity;
mod subject;
mod weights;

mod correctness;
mod data;
mod developer;
mod observability;
mod performance;
mod reliability;
mod scalability;
mod security;

pub use context::Context;
pub use demands::Demands;
pub use finding::{Because, Finding, Question, QuestionKind, State, Suggestion};
pub use judge::{Judgement, Summary, judge};
pub use names::unknown_names;
pub use own::{Broken, ComputedFact, computed};
pub use registry::computes;
pub use rulebook::{Rulebook, SwitchedOff};
pub use ruling::{Ruling, Verdict, Violation};
pub use scorecard::{CategoryScore, SignalScore, SignalState, Tally};
pub use subject::{Identity, SubjectRef};
