//! What the program knows before it reads a plan: the guidance and the defaults of libraries, as data.
//!
//! The files under `checklists/` are part of the binary and read once. This room holds texts and numbers, and
//! looks them up; what a condition *means* on a plan is computed in the rules.
//!
//! - [`category`]: a category of the guidance, its rules and their conditions,
//! - [`subject`]: what conditions are asked about,
//! - [`threshold`]: the numbers of a condition that a team may change,
//! - [`workflow`]: the seven steps and the questions that create something in an empty plan,
//! - [`opening`]: which of these questions are open in a plan, and where their answers go,
//! - [`checklist`]: all categories together, with look-ups by id,
//! - [`team`]: what a team adds to the guidance, and changes of it,
//! - [`mod@typescript`]: the defaults of the language,
//! - [`risk`]: how failure modes are scored,
//! - [`isolation`]: what engines really give under the name of an isolation level,
//! - [`clients`]: what libraries do where a plan says nothing, by [`version`],
//! - [`runtimes`]: until when runtimes, databases and brokers get fixes.

pub mod category;
pub mod checklist;
pub mod clients;
pub mod isolation;
pub mod opening;
pub mod risk;
pub mod runtimes;
pub mod subject;
pub mod team;
pub mod threshold;
pub mod typescript;
pub mod version;
pub mod workflow;

#[cfg(test)]
mod tests;

pub use category::{Answer, Category, Condition, Level, Regrade, Rule, Severity, Signal};
pub use checklist::{ChecklistError, Checklists, Entry, checklists};
pub use clients::{Clients, GivesUp, KnownLibrary, Lookup, Release, Repeats, clients};
pub use isolation::{Anomaly, EngineLevels, IsolationTable, Levels, isolation_table};
pub use opening::Opening;
pub use risk::{ActionPriority, FmeaTables, RiskTables, risk_tables};
pub use runtimes::{Product, Runtimes, Support, runtimes};
pub use subject::Subject;
pub use team::{Expression, GuidanceChange, TEAM, TeamChecklist, TeamRule};
pub use threshold::{Threshold, threshold, thresholds};
pub use typescript::{Flag, Job, LanguageGuide, Package, typescript};
pub use workflow::{Ask, Step, StepId, Then, When, Workflow, workflow};
