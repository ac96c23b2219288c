//! Category 5: observability and operability, one file a rule.

mod alerts;
mod deploys;
mod metrics;
mod telemetry;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("ME2", metrics::no_business_figure),
    ("ME3", metrics::limit_without_gauge),
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
