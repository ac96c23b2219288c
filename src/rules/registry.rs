//! The conditions that compute, by the id of their checklist entry.

use super::context::Context;
use super::ruling::Ruling;
use super::{correctness, data, developer, observability, performance, reliability, scalability, security};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Answers a condition for each of its subjects.
pub type Judge = fn(&Context<'_>) -> Vec<Ruling>;

/// Every condition that is answered by facts, by category. The others are questions to people.
const CATEGORIES: [&[(&str, Judge)]; 8] = [
    correctness::JUDGES,
    reliability::JUDGES,
    security::JUDGES,
    performance::JUDGES,
    observability::JUDGES,
    data::JUDGES,
    scalability::JUDGES,
    developer::JUDGES,
];

static BY_ID: LazyLock<HashMap<&str, Judge>> = LazyLock::new(|| CATEGORIES.into_iter().flatten().copied().collect());

/// The function of a condition.
pub fn judge_of(condition: &str) -> Option<Judge> {
    BY_ID.get(condition).copied()
}

/// Whether a condition is computed; otherwise it is a question to people.
pub fn computes(condition: &str) -> bool {
    judge_of(condition).is_some()
}
