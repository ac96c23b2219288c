//! Category 5: observability and operability, one file a rule.

mod alerts;
mod deploys;
mod logs;
mod metrics;
mod telemetry;
mod tracing;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("SL1", logs::unstructured),
    ("SL2", logs::not_redacted),
    ("SL3", logs::harmful),
    ("SL4", logs::sinks_unlisted),
    ("ME1", metrics::not_measured),
    ("ME2", metrics::no_business_figure),
    ("ME3", metrics::limit_without_gauge),
    ("ME4", metrics::unbounded_label),
    ("TR1", tracing::context_dropped),
    ("TR2", tracing::server_unseen),
    ("TR3", tracing::chance_decides),
    ("AL1", alerts::burns_unseen),
    ("AL2", alerts::page_without_help),
    ("AL3", alerts::tool_needs_its_target),
    ("AL4", alerts::too_little_traffic),
    ("DE1", deploys::faster_than_noticed),
    ("DE2", deploys::bad_deploy_over_budget),
    ("DE3", deploys::without_stages),
    ("DE4", deploys::versions_apart),
    ("DE5", deploys::later_data_without_flag),
];
