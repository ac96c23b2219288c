//! The index of the folder of records: those of the plan, and those that others wrote.

use super::Record;
use super::shelf::Stranger;
use crate::render::Input;
use schemars::JsonSchema;
use serde::Serialize;

/// A line of the index.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "IndexEntry")]
pub(super) struct Entry<'p> {
    /// Its number with four digits.
    number: String,
    /// What it is called.
    title: &'p str,
    /// Its file, beside the index.
    file: &'p str,
    /// How far it is.
    status: Option<String>,
    /// The number of the record that replaces it.
    superseded_by: Option<&'p str>,
    /// When it was taken.
    date: Option<String>,
    /// The option that was chosen.
    chosen: Option<&'p str>,
    /// Whether it is a decision of the plan; otherwise others wrote it.
    in_plan: bool,
}

/// All records of the folder, by their numbers.
pub(super) fn entries<'p, 'i: 'p>(input: &Input<'i>, records: &'p [Record<'p>]) -> Vec<Entry<'p>> {
    let strangers = input.shelf.strangers(input.system.plan.system_id());
    let is_written = |stranger: &Stranger<'_>| records.iter().any(|record| record.name.file == stranger.file);
    let mut entries: Vec<(u64, Entry<'p>)> = records.iter().map(|record| (record.name.numeral, of_plan(record))).collect();
    entries.extend(strangers.iter().filter(|stranger| !is_written(stranger)).map(|stranger| (stranger.number, of_others(stranger))));
    entries.sort_by_key(|(number, _)| *number);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn of_plan<'p>(record: &'p Record<'p>) -> Entry<'p> {
    Entry {
        number: record.name.number.clone(),
        title: &record.name.title,
        file: &record.name.file,
        status: Some(record.status.as_str().to_owned()),
        superseded_by: record.superseded_by.map(|name| name.number.as_str()),
        date: record.decision.date.map(|date| date.to_string()),
        chosen: record.decision.chosen.as_deref(),
        in_plan: true,
    }
}

fn of_others<'p>(stranger: &Stranger<'p>) -> Entry<'p> {
    Entry {
        number: format!("{:04}", stranger.number),
        title: stranger.title,
        file: stranger.file,
        status: stranger.status.map(str::to_lowercase),
        superseded_by: None,
        date: stranger.date.map(str::to_owned),
        chosen: None,
        in_plan: false,
    }
}
