//! Category 2: reliability and resilience.

pub(super) mod bulkheads;
mod ceiling;
pub(super) mod retries;
pub(super) mod timeouts;
