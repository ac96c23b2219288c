//! Category 1: correctness and contracts, one file a rule.

mod idempotency;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[("ID1", idempotency::may_be_made_twice)];
