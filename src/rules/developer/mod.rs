//! Category 8: developer experience and testing, one file a rule.

mod tests;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] =
    &[("TE1", tests::unfitting), ("TE2", tests::never_seen), ("TE3", tests::not_restored), ("TE4", tests::never_drilled)];
