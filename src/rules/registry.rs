//! The conditions that compute, by the id of their checklist entry.

use super::context::Context;
use super::ruling::Ruling;
use super::{correctness, data, observability, performance, reliability, scalability};

/// Answers a condition for each of its subjects.
pub type Judge = fn(&Context<'_>) -> Vec<Ruling>;

/// Every condition that is answered by facts. The others are questions to people.
pub const JUDGES: [(&str, Judge); 17] = [
    ("ID1", correctness::may_be_made_twice),
    ("TO1", reliability::timeouts::no_timeout),
    ("TO2", reliability::timeouts::deadline_too_short),
    ("TO3", reliability::timeouts::works_for_no_one),
    ("RE1", reliability::retries::not_gentle),
    ("RE2", reliability::retries::multiply),
    ("BH3", reliability::bulkheads::cycle),
    ("BH5", reliability::bulkheads::criticality_inversion),
    ("BH6", reliability::bulkheads::slo_above_ceiling),
    ("AI1", performance::over_latency_target),
    ("PO1", performance::too_many_connections),
    ("CA3", performance::cold_cache),
    ("DE2", observability::bad_deploy_over_budget),
    ("TX4", data::recovery_point),
    ("OB1", data::dual_write),
    ("IG1", data::key_runs_out),
    ("PT3", scalability::several_owners_write),
];

/// The function of a condition.
pub fn judge_of(condition: &str) -> Option<Judge> {
    JUDGES.iter().find(|(id, _)| *id == condition).map(|(_, judge)| *judge)
}

/// Whether a condition is computed; otherwise it is a question to people.
pub fn computes(condition: &str) -> bool {
    judge_of(condition).is_some()
}
