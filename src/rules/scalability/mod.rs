//! Category 7: scalability and evolution, one file a rule.

mod partitioning;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[("PT3", partitioning::several_owners_write)];
