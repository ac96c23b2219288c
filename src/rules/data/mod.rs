//! Category 6: data and consistency, one file a rule.

mod id_generation;
mod outbox;
mod transactions;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("TX4", transactions::recovery_point),
    ("OB1", outbox::dual_write),
    ("OB2", outbox::relay),
    ("OB3", outbox::no_inbox),
    ("IG1", id_generation::key_runs_out),
];
