//! What a plan is judged by: the guidance, as a team has changed it, and the rules that the team wrote itself.

use super::own::OwnRules;
use crate::document::{Problem, Source};
use crate::knowledge::{Condition, TeamChecklist, checklists};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// All conditions that are asked, in their order.
#[derive(Debug)]
pub struct Rulebook {
    /// Those of the guidance alone until somebody asks: it takes longer to read than most plans.
    conditions: OnceLock<Vec<Arc<Condition>>>,
    own: Option<OwnRules>,
    off: Vec<SwitchedOff>,
}

/// A condition of the guidance that a team does not want to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchedOff {
    /// Its id.
    pub condition: String,
    /// Why.
    pub reason: String,
}

impl Rulebook {
    /// The guidance as it is.
    pub fn guidance() -> Arc<Self> {
        static GUIDANCE: OnceLock<Arc<Rulebook>> = OnceLock::new();
        Arc::clone(GUIDANCE.get_or_init(|| Arc::new(Self { conditions: OnceLock::new(), own: None, off: Vec::new() })))
    }

    /// The guidance with what a team's files change and add.
    ///
    /// # Errors
    /// Every mistake in the files, by file.
    pub fn of_team(files: &[TeamChecklist]) -> Result<Self, Vec<(Source, Vec<Problem>)>> {
        let changes: BTreeMap<&str, _> = files.iter().flat_map(|file| &file.changes).map(|(id, change)| (id.as_str(), change)).collect();
        let mut conditions = Vec::new();
        let mut off = Vec::new();
        for entry in checklists().conditions() {
            match changes.get(entry.condition.id.as_str()) {
                None => conditions.push(Arc::clone(entry.condition)),
                Some(change) if change.off => {
                    off.push(SwitchedOff { condition: entry.condition.id.clone(), reason: change.reason.clone() });
                }
                Some(change) => {
                    let mut condition = Condition::clone(entry.condition);
                    condition.severity = change.severity.unwrap_or(condition.severity);
                    (condition.raised, condition.lowered) = (None, None);
                    conditions.push(Arc::new(condition));
                }
            }
        }
        conditions.extend(checklists().upkeep().cloned());
        conditions.extend(files.iter().flat_map(|file| &file.rules).map(|rule| Arc::clone(&rule.condition)));
        Ok(Self { conditions: conditions.into(), own: Some(OwnRules::of(files)?), off })
    }

    /// All conditions: those of the guidance, of a plan's upkeep, then the team's.
    pub fn conditions(&self) -> &[Arc<Condition>] {
        let guidance = || checklists().conditions().map(|entry| entry.condition);
        self.conditions.get_or_init(|| guidance().chain(checklists().upkeep()).cloned().collect())
    }

    /// The condition of this id: `TO1`.
    pub fn condition(&self, id: &str) -> Option<&Arc<Condition>> {
        self.conditions().iter().find(|condition| condition.id == id)
    }

    /// What the team has switched off.
    pub fn off(&self) -> &[SwitchedOff] {
        &self.off
    }

    /// The team's rules, where this condition is one of them.
    pub(super) fn own(&self, condition: &str) -> Option<&OwnRules> {
        self.own.as_ref().filter(|own| own.has(condition))
    }
}
