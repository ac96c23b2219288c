//! The numbers that a team may change in its plan, under `thresholds`.

use super::{checklists, risk_tables};
use crate::plan::Plan;
use crate::plan::value::ThresholdValue;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// All that there are: those of the conditions, in the order of the guidance, then those of risks.
pub fn thresholds() -> impl Iterator<Item = &'static Threshold> {
    checklists().conditions().flat_map(|entry| &entry.condition.thresholds).chain(&risk_tables().thresholds)
}

/// One of them for a plan: the team's, else the default. Shares as shares, durations in seconds, rates a second.
pub fn threshold(plan: &Plan, id: &str) -> f64 {
    let own = plan.thresholds.as_ref().and_then(|thresholds| thresholds.get(id));
    let is_it = |threshold: &&Threshold| threshold.id == id;
    // The tables of risks are small: who asks for one of their numbers may need no checklist.
    let of_risks = || risk_tables().thresholds.iter().find(is_it);
    let default = || of_risks().or_else(|| of_conditions().get(id).copied()).map(|threshold| &threshold.value);
    own.or_else(default).map_or(f64::NAN, number)
}

/// Those of the conditions by id: rules ask for the same ones again and again.
fn of_conditions() -> &'static BTreeMap<&'static str, &'static Threshold> {
    static BY_ID: OnceLock<BTreeMap<&'static str, &'static Threshold>> = OnceLock::new();
    let all = || checklists().conditions().flat_map(|entry| &entry.condition.thresholds);
    BY_ID.get_or_init(|| all().map(|threshold| (threshold.id.as_str(), threshold)).collect())
}

fn number(value: &ThresholdValue) -> f64 {
    match value {
        ThresholdValue::Number(number) => number.0,
        ThresholdValue::Percent(percent) => percent.share(),
        ThresholdValue::Duration(duration) => duration.secs(),
        ThresholdValue::Rate(rate) => rate.hz(),
        ThresholdValue::Bytes(bytes) => bytes.0 as f64,
    }
}
