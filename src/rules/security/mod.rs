//! Category 3: security and privacy, one file a rule.

mod append_only;
mod authz;
mod crypto;
mod data_min;
mod edges;
mod receivers;
mod secrets;
mod supply_chain;

use super::registry::Judge;

/// The conditions of this category that facts answer.
pub(super) const JUDGES: &[(&str, Judge)] = &[
    ("AZ1", authz::open_endpoint),
    ("AZ2", authz::unproven_caller),
    ("AZ3", authz::mixed_tenants),
    ("SE1", secrets::kept_in_the_open),
    ("SE2", secrets::not_rotated),
    ("SE3", secrets::shared),
    ("DM1", data_min::kept_carelessly),
    ("DM2", data_min::seen),
    ("DM3", receivers::unused),
    ("DM4", append_only::never_erased),
    ("CR1", crypto::plain_over_boundary),
    ("CR3", crypto::expires_unseen),
    ("CR4", crypto::guessable),
    ("SC1", supply_chain::end_of_life),
];
