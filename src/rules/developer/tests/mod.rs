//! Tests: what the plan counts on was seen to work, also while something fails.

mod drills;
mod failures;
mod kinds;

pub(in crate::rules) use drills::{never_drilled, not_restored};
pub(in crate::rules) use failures::never_seen;
pub(in crate::rules) use kinds::unfitting;
