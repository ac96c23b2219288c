//! Category 7: scalability and evolution, one file a rule.

mod partitioning;
mod stateless;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("ST1", stateless::keeps_state),
    ("ST2", stateless::unguarded_duty),
    ("ST3", stateless::stops_too_soon),
    ("PT3", partitioning::several_owners_write),
];
