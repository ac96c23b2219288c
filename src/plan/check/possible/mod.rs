//! Facts that can't be: numbers out of all bounds, and numbers of one place that exclude each other.
//!
//! What is wrong with one value by itself, its type refuses (a share above 100%). Here is what depends on where it stands. What is
//! merely unwise is not here: that is for the judge.

mod at;
mod call;
mod contracts;
mod data;
mod dates;
mod goals;
mod map;
mod node;
mod shipped;
mod told;

use crate::document::{Problem, Tree};
use crate::plan::Plan;
use at::At;
use told::Told;

/// Every fact that can't be.
pub(super) fn all(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut told = Told::new(tree);
    goals::check(plan, &mut told);
    map::check(plan, &mut told);
    call::check(plan, &mut told);
    data::check(plan, &mut told);
    contracts::check(plan, &mut told);
    shipped::check(plan, &mut told);
    dates::check(plan, &mut told);
    told.problems
}
