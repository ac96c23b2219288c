//! Category 3: security and privacy, one file a rule.

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[];
