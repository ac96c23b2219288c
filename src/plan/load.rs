//! From text to plan, with every mistake that the format knows.

use super::{Plan, check};
use crate::document::{Mention, Problem, Tree, read};

/// What a text says: the plan as far as it can be read, the tree with its places, and all mistakes.
#[derive(Debug)]
pub struct Loaded {
    /// The plan, without the parts that could not be read. `None` when the text is no map at all.
    pub plan: Option<Plan>,
    /// The text as data with places.
    pub tree: Tree,
    /// Every mistake, in the order of the text; a plan with one is not judged.
    pub problems: Vec<Problem>,
    /// Every place where something is named.
    pub mentions: Vec<Mention>,
}

impl Loaded {
    /// The plan, where the text has no mistake.
    pub fn sound(&self) -> Option<&Plan> {
        self.plan.as_ref().filter(|_| self.problems.is_empty())
    }
}

/// Reads a plan from its text. Mistakes are part of the answer.
pub fn load(text: &str) -> Loaded {
    let reading = read::<Plan>(text);
    let mut problems = reading.problems;
    if let Some(plan) = &reading.value {
        problems.extend(check::all(plan, &reading.tree, &reading.mentions));
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    Loaded { plan: reading.value, tree: reading.tree, problems, mentions: reading.mentions }
}
