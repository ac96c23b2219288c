//! Category 2: reliability and resilience, one file a rule.

mod bulkheads;
mod circuit_breakers;
mod load_shedding;
mod retries;
mod timeouts;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("TO1", timeouts::no_timeout),
    ("TO2", timeouts::deadline_too_short),
    ("TO3", timeouts::works_for_no_one),
    ("TO4", timeouts::wrong_percentile),
    ("TO5", timeouts::closes_first),
    ("RE1", retries::not_gentle),
    ("RE2", retries::multiply),
    ("RE3", retries::no_budget),
    ("RE4", retries::final_errors),
    ("CB1", circuit_breakers::unprotected),
    ("CB2", circuit_breakers::never_trips),
    ("CB3", circuit_breakers::no_answer),
    ("CB4", circuit_breakers::counts_client_errors),
    ("BH1", bulkheads::no_room),
    ("BH2", bulkheads::shared_process),
    ("BH3", bulkheads::cycle),
    ("BH4", bulkheads::shared_place),
    ("BH5", bulkheads::criticality_inversion),
    ("BH6", bulkheads::slo_above_ceiling),
    ("LS1", load_shedding::no_limit),
    ("LS2", load_shedding::long_queue),
    ("LS3", load_shedding::answers_too_late),
    ("LS4", load_shedding::no_order),
    ("LS5", load_shedding::too_fast),
];
