//! Category 5: observability and operability, one file a rule.

mod deploys;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[("DE2", deploys::bad_deploy_over_budget)];
