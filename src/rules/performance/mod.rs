//! Category 4: performance and efficiency, one file a rule.

mod async_io;
mod batching;
mod cache;
mod pooling;
mod profiling;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("AI1", async_io::over_latency_target),
    ("AI2", async_io::too_wide),
    ("AI3", async_io::busy),
    ("AI4", async_io::outlasts_its_caller),
    ("AI5", async_io::needless_sequence),
    ("PO1", pooling::too_many_connections),
    ("PO2", pooling::waits_without_end),
    ("PO3", pooling::held_across_a_call),
    ("PO4", pooling::too_small),
    ("CA1", cache::without_end),
    ("CA2", cache::stampede),
    ("CA3", cache::cold_cache),
    ("CA4", cache::miss_reads_all),
    ("CA5", cache::shows_too_much),
    ("CA6", cache::refill),
    ("CA7", cache::misses_forgotten),
    ("BA1", batching::grows),
    ("BA2", batching::open_batch),
    ("BA3", batching::in_the_way),
    ("PR1", profiling::untested),
    ("PR2", profiling::zone_lost),
    ("PR3", profiling::reduced_untested),
];
