//! Category 1: correctness and contracts, one file a rule.

mod api_contracts;
mod idempotency;
mod input_validation;
mod invariants;
mod time_utc;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("AC1", api_contracts::no_contract),
    ("AC2", api_contracts::errors_alike),
    ("AC3", api_contracts::no_largest_page),
    ("IV1", input_validation::not_validated),
    ("IV2", input_validation::body_too_large),
    ("IV3", input_validation::crashes),
    ("ID1", idempotency::may_be_made_twice),
    ("ID2", idempotency::forgotten),
    ("ID3", idempotency::loose),
    ("IN1", invariants::write_skew),
    ("IN2", invariants::not_reconciled),
    ("IN4", invariants::unlimited_effect),
    ("TU1", time_utc::no_offset),
    ("TU2", time_utc::trusts_clocks),
    ("TU3", time_utc::no_zone),
];
