//! What changes of the plan would bring a journey, each found by computing the changed fault tree.

use super::candidates::candidates;
use super::{Ceiling, Change, tree};
use crate::analysis::fault_tree::Limits;
use crate::graph::{Route, System};

/// Changes that were tried together.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What was changed.
    pub changes: Vec<Change>,
    /// The share of time that the journey is down then.
    pub unavailability: f64,
}

/// How much work one trial may take: far less than the question itself, as there are many.
const LIMITS: Limits = Limits { steps: 100_000 };

/// How many changes are put together at most, and out of how many.
const TOGETHER: usize = 6;
const OUT_OF: usize = 12;

/// Differences below this, relative, are rounding.
const NOTHING: f64 = 1e-12;

/// Changes that help, each tried alone, the best first. None where the journey's fault tree is too large for an exact
/// answer, as bounds can't tell what is better.
pub fn single(system: &System<'_>, route: &Route<'_>, ceiling: &Ceiling) -> Vec<Trial> {
    let Some(before) = ceiling.unavailability.exact() else { return Vec::new() };
    let tried = candidates(system, route, ceiling).into_iter().filter_map(|change| trial(system, route, vec![change]));
    let mut better: Vec<Trial> = tried.filter(|trial| trial.unavailability < before * (1.0 - NOTHING)).collect();
    // Stable: of equals the more promising stays in front.
    better.sort_by(|a, b| a.unavailability.total_cmp(&b.unavailability));
    better
}

/// The fewest of these changes found that together bring the journey down to this unavailability, always adding the one that
/// then helps most; `None` where even the most do not.
pub fn together(system: &System<'_>, route: &Route<'_>, singles: &[Trial], target: f64) -> Option<Trial> {
    let reaches = |trial: &Trial| trial.unavailability <= target * (1.0 + NOTHING);
    let mut best = singles.first()?.clone();
    while !reaches(&best) && best.changes.len() < TOGETHER {
        let further = singles.iter().take(OUT_OF).flat_map(|single| &single.changes).filter(|change| !best.changes.contains(change));
        let tried = further.filter_map(|change| trial(system, route, [best.changes.as_slice(), &[*change]].concat()));
        let next = tried.reduce(|a, b| if b.unavailability < a.unavailability { b } else { a })?;
        if next.unavailability >= best.unavailability * (1.0 - NOTHING) {
            return None;
        }
        best = next;
    }
    reaches(&best).then_some(best)
}

/// The journey with these changes of the plan; `None` where its fault tree is too large for an exact answer.
pub fn trial(system: &System<'_>, route: &Route<'_>, changes: Vec<Change>) -> Option<Trial> {
    let built = tree::build(system, route, &changes);
    let compiled = built.tree.compile(built.top, &LIMITS);
    let unavailability = compiled.probability(&built.tree.probabilities()).exact()?;
    Some(Trial { changes, unavailability })
}
