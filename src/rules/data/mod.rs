//! Category 6: data and consistency, one file a rule.

mod id_generation;
mod key_order;
mod outbox;
mod read_models;
mod schema_evolution;
mod transactions;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("TX1", transactions::several_servers),
    ("TX2", transactions::waits_for_others),
    ("TX3", transactions::too_weak),
    ("TX4", transactions::recovery_point),
    ("TX5", transactions::stuck_half_way),
    ("TX6", transactions::wrong_kind),
    ("SV1", schema_evolution::breaks_the_old_version),
    ("SV2", schema_evolution::unchecked_events),
    ("SV3", schema_evolution::locks_without_limit),
    ("SV4", schema_evolution::stale_statistics),
    ("OB1", outbox::dual_write),
    ("OB2", outbox::relay),
    ("OB3", outbox::no_inbox),
    ("IG1", id_generation::key_runs_out),
    ("IG2", key_order::misplaced),
    ("IG3", key_order::tells_too_much),
    ("IG4", key_order::sequence_means_something),
    ("RM1", read_models::not_rebuilt),
    ("RM2", read_models::behind_the_writer),
    ("RM3", read_models::without_reason),
];
