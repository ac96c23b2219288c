//! The eight categories together, with look-ups by id.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use super::{Category, Condition, Rule};

/// The files of the categories, in the order of their priority.
const CATEGORIES: [(&str, &str); 8] = [
    ("correctness-contracts.yaml", include_str!("../../checklists/correctness-contracts.yaml")),
    ("reliability-resilience.yaml", include_str!("../../checklists/reliability-resilience.yaml")),
    ("security-privacy.yaml", include_str!("../../checklists/security-privacy.yaml")),
    ("performance-efficiency.yaml", include_str!("../../checklists/performance-efficiency.yaml")),
    ("observability-operability.yaml", include_str!("../../checklists/observability-operability.yaml")),
    ("data-consistency.yaml", include_str!("../../checklists/data-consistency.yaml")),
    ("scalability-evolution.yaml", include_str!("../../checklists/scalability-evolution.yaml")),
    ("developer-experience-testing.yaml", include_str!("../../checklists/developer-experience-testing.yaml")),
];

/// What a plan has to keep true of itself: behind the guidance, and no part of it.
const UPKEEP: (&str, &str) = ("upkeep.yaml", include_str!("../../checklists/upkeep.yaml"));

/// The guidance that is part of this program.
///
/// It is read at the first call. A test reads every file, so that none can be released that does not read;
/// therefore this can't fail, and would be empty if it could.
pub fn checklists() -> &'static Checklists {
    static CHECKLISTS: OnceLock<Checklists> = OnceLock::new();
    CHECKLISTS.get_or_init(|| Checklists::embedded().unwrap_or_default())
}

/// The categories of the guidance by priority, and behind them the upkeep of a plan.
#[derive(Debug, Clone, Default)]
pub struct Checklists {
    categories: Vec<Category>,
    /// Where a rule stands: its category and its place there.
    rules: BTreeMap<String, (usize, usize)>,
    /// Where a condition stands: its category, its rule there, its place there.
    conditions: BTreeMap<String, (usize, usize, usize)>,
}

/// A checklist that does not read.
#[derive(Debug, Error)]
#[error("{file}: {source}")]
pub struct ChecklistError {
    /// The file under `checklists/`.
    pub file: &'static str,
    pub(super) source: serde_yaml::Error,
}

/// A condition together with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its category.
    pub category: &'a Category,
    /// Its rule.
    pub rule: &'a Rule,
    /// The condition.
    pub condition: &'a Arc<Condition>,
}

impl Checklists {
    /// Reads the files that are part of this program.
    ///
    /// # Errors
    /// The first file that is not a checklist.
    pub fn embedded() -> Result<Self, ChecklistError> {
        let categories = CATEGORIES
            .iter()
            .chain([&UPKEEP])
            .map(|&(file, text)| serde_yaml::from_str(text).map_err(|source| ChecklistError { file, source }))
            .collect::<Result<Vec<Category>, _>>()?;
        Ok(Self::new(categories))
    }

    fn new(mut categories: Vec<Category>) -> Self {
        for category in &mut categories {
            for rule in &mut category.rules {
                // Nobody else has them yet.
                for condition in rule.conditions.iter_mut().filter_map(Arc::get_mut) {
                    for reference in &rule.references {
                        if !condition.references.contains(reference) {
                            condition.references.push(reference.clone());
                        }
                    }
                    condition.rule.clone_from(&rule.id);
                    condition.category.clone_from(&category.id);
                    condition.priority = category.priority;
                }
            }
        }
        let mut rules = BTreeMap::new();
        let mut conditions = BTreeMap::new();
        for (c, category) in categories.iter().enumerate() {
            for (r, rule) in category.rules.iter().enumerate() {
                rules.insert(rule.id.clone(), (c, r));
                for (n, condition) in rule.conditions.iter().enumerate() {
                    conditions.insert(condition.id.clone(), (c, r, n));
                }
            }
        }
        Self { categories, rules, conditions }
    }

    /// The eight categories of the guidance, highest priority first.
    pub fn categories(&self) -> &[Category] {
        self.categories.split_at_checked(CATEGORIES.len()).map_or(&[], |(guidance, _)| guidance)
    }

    /// What a plan has to keep true of itself.
    pub fn upkeep(&self) -> impl Iterator<Item = &Arc<Condition>> {
        let behind = self.categories.iter().skip(CATEGORIES.len());
        behind.flat_map(|category| &category.rules).flat_map(|rule| &rule.conditions)
    }

    /// All rules with their category, in the order of the guidance.
    pub fn rules(&self) -> impl Iterator<Item = (&Category, &Rule)> {
        self.categories().iter().flat_map(|category| category.rules.iter().map(move |rule| (category, rule)))
    }

    /// All conditions, in the order of the guidance.
    pub fn conditions(&self) -> impl Iterator<Item = Entry<'_>> {
        self.rules().flat_map(|(category, rule)| rule.conditions.iter().map(move |condition| Entry { category, rule, condition }))
    }

    /// The category of this id: `reliability-resilience`.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The rule of this id with its category: `timeouts`.
    pub fn rule(&self, id: &str) -> Option<(&Category, &Rule)> {
        let &(c, r) = self.rules.get(id)?;
        let category = self.categories.get(c)?;
        Some((category, category.rules.get(r)?))
    }

    /// The condition of this id: `TO1`.
    pub fn condition(&self, id: &str) -> Option<Entry<'_>> {
        let &(c, r, n) = self.conditions.get(id)?;
        let category = self.categories.get(c)?;
        let rule = category.rules.get(r)?;
        Some(Entry { category, rule, condition: rule.conditions.get(n)? })
    }
}
