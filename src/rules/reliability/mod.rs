//! Category 2: reliability and resilience, one file a rule.

mod bulkheads;
mod retries;
mod timeouts;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("TO1", timeouts::no_timeout),
    ("TO2", timeouts::deadline_too_short),
    ("TO3", timeouts::works_for_no_one),
    ("RE1", retries::not_gentle),
    ("RE2", retries::multiply),
    ("BH3", bulkheads::cycle),
    ("BH5", bulkheads::criticality_inversion),
    ("BH6", bulkheads::slo_above_ceiling),
];
