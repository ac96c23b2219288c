//! Category 3: security and privacy, one file a rule.

mod supply_chain;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[("SC1", supply_chain::end_of_life)];
