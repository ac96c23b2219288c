//! One category of the guidance, as written in `checklists/<category>.yaml`.

use super::{StepId, Subject, Threshold};
use crate::plan::Profile;
use serde::Deserialize;
use std::fmt;
use std::sync::Arc;

/// A category of the guidance with its rules.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id, which is also the name of its file: `reliability-resilience`.
    #[serde(rename = "category")]
    pub id: String,
    /// Its name in the guidance.
    pub title: String,
    /// Its place in the order of the guidance, 1 the highest. It breaks ties between findings of one severity.
    pub priority: u8,
    /// How the guidance marks its list of rules.
    pub level: Level,
    /// What it is for, in the words of the guidance.
    pub goal: String,
    /// What shows that it is looked after: one line of the scorecard each.
    pub signals: Vec<Signal>,
    /// Its rules, in the order of the guidance.
    pub rules: Vec<Rule>,
}

/// How much a category weighs in the guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Categories 7 and 8.
    Medium,
    /// Categories 4 to 6.
    High,
    /// Categories 1 to 3.
    Critical,
}

/// A sign, named by the guidance, that a category is looked after. Conditions serve it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Its id within the category.
    pub id: String,
    /// The words of the guidance.
    pub title: String,
}

/// One of the 39 rules.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id in the guidance: `timeouts`.
    pub id: String,
    /// The words of the guidance.
    pub title: String,
    /// What to do, in one sentence for the whole rule.
    pub remedy: String,
    /// Addresses to read further. Each condition of the rule carries them too, after its own.
    pub references: Vec<String>,
    /// The statements that can be checked on a plan.
    pub conditions: Vec<Arc<Condition>>,
}

/// A checkable statement: violated, holds, unknown or not applicable for each of its subjects.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its id, unique among all conditions: `TO1`.
    pub id: String,
    /// The id of its rule: `timeouts`.
    #[serde(skip)]
    pub rule: String,
    /// The id of its category: `reliability-resilience`.
    #[serde(skip)]
    pub category: String,
    /// The priority of its category, 1 the highest.
    #[serde(skip)]
    pub priority: u8,
    /// What is wrong where it is violated, as a short statement.
    pub title: String,
    /// The step of the workflow in which its missing facts are filled in.
    pub step: StepId,
    /// The signal of its category that it serves.
    pub signal: Option<String>,
    /// The kinds of things it is asked about.
    #[serde(rename = "subject")]
    pub subjects: Vec<Subject>,
    /// How bad a violation is on a subject of ordinary criticality.
    pub severity: Severity,
    /// When a violation is worse than `severity`.
    pub raised: Option<Regrade>,
    /// When a violation is less bad than `severity`.
    pub lowered: Option<Regrade>,
    /// How it gets its answer.
    #[serde(default)]
    pub answer: Answer,
    /// `Small` where it pays for a small service too; `Full` where it is shown in the full profile only.
    #[serde(default = "full")]
    pub profile: Profile,
    /// The fields of the plan whose absence leaves it unknown, each as kind of subject and path: `call.timeout.total`.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Its numbers that a team may change.
    #[serde(default)]
    pub thresholds: Vec<Threshold>,
    /// What is asked while it is unknown; `{subject}` stands for the subject. See [`Condition::ask`].
    pub question: String,
    /// Why it matters.
    pub why: String,
    /// What to do, in the imperative.
    pub fix: String,
    /// Addresses to read further, the most specific first; never empty once read by [`super::checklists`].
    #[serde(default)]
    pub references: Vec<String>,
    /// The requirements of OWASP ASVS 5.0 that it answers: `13.2.1`.
    #[serde(default)]
    pub asvs: Vec<String>,
}

fn full() -> Profile {
    Profile::Full
}

impl Condition {
    /// The first part of the id of its findings: `timeouts/TO1`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.rule, self.id)
    }

    /// The address to read further first.
    pub fn reference(&self) -> &str {
        self.references.first().map_or("", String::as_str)
    }

    /// The question about one subject, as the plan names it: `api -> payments`.
    pub fn ask(&self, subject: &str) -> String {
        self.question.replace("{subject}", subject)
    }
}

/// How bad a violation is, from `Low` to `Blocker`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Should be planned.
    Medium,
    /// Must be fixed or accepted as a risk.
    High,
    /// Must not go live like this.
    Blocker,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Blocker => "blocker",
        })
    }
}

/// Another severity under a circumstance that the condition's function recognises.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regrade {
    /// The severity then.
    pub to: Severity,
    /// The circumstance, in words that follow "when".
    pub when: String,
}

/// How a condition gets its answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Computed from facts of the plan.
    #[default]
    Facts,
    /// Given by the team under `build.practices`, with evidence.
    Practice,
}
