//! The numbers of a condition that a team may change in its plan, under `thresholds`.

use serde::Deserialize;

use crate::plan::value::ThresholdValue;

/// A number that a condition compares with.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its key in the plan's `thresholds`: `RE2.product`.
    pub id: String,
    /// Its default, as a plan would write it: `4`, `10%`, `180d`.
    pub value: ThresholdValue,
    /// What it measures, in words that may follow it.
    pub unit: String,
    /// Where the default comes from; "our threshold" where it is our own choice.
    pub source: String,
}
