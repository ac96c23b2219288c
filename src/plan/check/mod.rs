//! Mistakes that only the whole plan shows: ids, references, and facts that contradict each other.

mod agree;
mod currencies;
mod ids;
mod paths;
mod possible;
mod references;

pub use ids::{not_an_id, suggested_id};

use super::Plan;
use crate::document::{Mention, Problem, Tree};

/// Every such mistake, in no particular order.
pub(super) fn all(plan: &Plan, tree: &Tree, mentions: &[Mention]) -> Vec<Problem> {
    let mut problems = agree::head(plan, tree);
    problems.extend(ids::well_formed(mentions));
    problems.extend(ids::one_namespace(plan, tree));
    problems.extend(references::all(plan, tree, mentions));
    problems.extend(agree::calls(plan, tree));
    problems.extend(agree::decisions(plan, tree));
    problems.extend(agree::acceptances(plan, tree));
    problems.extend(currencies::agree(plan, mentions));
    problems.extend(possible::all(plan, tree));
    problems
}
