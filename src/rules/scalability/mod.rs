//! Category 7: scalability and evolution, one file a rule.

mod backpressure;
mod config;
mod drain;
mod partitioning;
mod settings;
mod stateless;
mod versioning;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("ST1", stateless::keeps_state),
    ("ST2", stateless::unguarded_duty),
    ("ST3", stateless::stops_too_soon),
    ("PT1", partitioning::uneven),
    ("PT2", partitioning::scattered),
    ("PT3", partitioning::several_owners_write),
    ("PT4", partitioning::grows_with_the_fleet),
    ("PT5", partitioning::idle_consumers),
    ("VE1", versioning::unnumbered),
    ("VE2", versioning::no_announced_end),
    ("VE3", versioning::no_gate),
    ("BP1", backpressure::unbounded),
    ("BP2", backpressure::poison),
    ("BP3", backpressure::handed_out_again),
    ("BP4", backpressure::drains_too_slowly),
    ("BP5", backpressure::buffers_without_bound),
    ("CF1", config::unguarded),
    ("CF3", config::needs_its_source_to_start),
    ("CF4", settings::fixed_limits),
];
