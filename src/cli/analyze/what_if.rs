//! Figures before and after a scenario, and over the values of one field.

use super::{Arguments, Figures};
use crate::analysis::what_if::{Change, WhatIfError, changed};
use crate::cli::failure::Failure;
use crate::cli::opened::Opened;
use crate::document::read_text;
use crate::graph::System;
use crate::plan::Plan;
use crate::plan::value::Duration;
use serde::Serialize;

/// The figures before and after.
#[derive(Debug, Serialize)]
pub struct Comparison {
    pub plan: String,
    /// The changes, as they were read.
    #[serde(rename = "what_if")]
    pub changes: Vec<String>,
    pub before: Figures,
    pub after: Figures,
}

/// The figures for each value of a field.
#[derive(Debug, Serialize)]
pub struct Sweep {
    pub plan: String,
    pub what_if: Vec<String>,
    /// The field that takes each value.
    pub field: String,
    pub steps: Vec<Step>,
}

/// The figures for one value.
#[derive(Debug, Serialize)]
pub struct Step {
    pub value: String,
    pub figures: Figures,
}

/// The changes of the command line and of its scenario file, one a line; `#` begins a comment.
pub fn changes(arguments: &Arguments) -> anyhow::Result<Vec<Change>> {
    let mut texts = Vec::new();
    if let Some(file) = &arguments.scenario {
        let text = read_text(file)?;
        let lines = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
        texts.extend(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned));
    }
    texts.extend(arguments.what_if.iter().cloned());
    let changes: Result<Vec<Change>, WhatIfError> = texts.iter().map(|text| text.parse()).collect();
    Ok(changes.map_err(failure)?)
}

/// The figures before and after the changes.
pub fn compared(opened: &Opened, before: Figures, changes: &[Change], arguments: &Arguments) -> anyhow::Result<Comparison> {
    let plan = changed(opened.source.text(), changes).map_err(failure)?;
    Ok(Comparison {
        plan: opened.source.name().to_owned(),
        changes: changes.iter().map(ToString::to_string).collect(),
        before,
        after: figures(opened, &plan, arguments)?,
    })
}

/// The figures for each value of a field.
pub fn swept(opened: &Opened, sweep: &str, changes: &[Change], arguments: &Arguments) -> anyhow::Result<Sweep> {
    let (field, values) = values(sweep).ok_or_else(|| {
        Failure::usage(format!("`{sweep}` names no values"))
            .hint("write a field and two ends of one unit: `api -> payments.timeout = 100ms..2000ms`")
    })?;
    let mut steps = Vec::new();
    for value in values {
        let mut changes = changes.to_vec();
        changes.push(Change::Set(field.clone(), value.clone()));
        let plan = changed(opened.source.text(), &changes).map_err(failure)?;
        steps.push(Step { figures: figures(opened, &plan, arguments)?, value });
    }
    Ok(Sweep { plan: opened.source.name().to_owned(), what_if: changes.iter().map(ToString::to_string).collect(), field, steps })
}

fn figures(opened: &Opened, plan: &Plan, arguments: &Arguments) -> anyhow::Result<Figures> {
    Figures::of(opened, &System::new(plan), arguments.journey.as_deref())
}

fn failure(error: WhatIfError) -> Failure {
    let failure = Failure::usage(error.message);
    match error.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// How many values a sweep tries.
const STEPS: usize = 12;

/// Evenly from one end to the other; by equal factors where the ends lie ten times apart or more. Whole ends give whole values.
fn values(sweep: &str) -> Option<(String, Vec<String>)> {
    let (field, range) = sweep.split_once('=')?;
    let (from, to) = range.split_once("..")?;
    let (from, to, unit) = ends(from.trim(), to.trim())?;
    let whole = from.fract() == 0.0 && to.fract() == 0.0;
    let factors = from > 0.0 && to / from >= 10.0;
    let mut found: Vec<String> = Vec::new();
    for step in 0..STEPS {
        let part = step as f64 / (STEPS - 1) as f64;
        let value = if factors { from * (to / from).powf(part) } else { from + (to - from) * part };
        let value = if whole { value.round() } else { (value * 1e4).round() / 1e4 };
        let text = format!("{value}{unit}");
        if found.last() != Some(&text) {
            found.push(text);
        }
    }
    Some((field.trim().to_owned(), found))
}

/// Both ends and their unit, which one of them may leave to the other. Times of two units are taken in milliseconds.
fn ends<'t>(from: &'t str, to: &'t str) -> Option<(f64, f64, &'t str)> {
    match (number(from)?, number(to)?) {
        ((a, unit), (b, other)) if unit == other || other.is_empty() => Some((a, b, unit)),
        ((a, ""), (b, unit)) => Some((a, b, unit)),
        _ => Some((from.parse::<Duration>().ok()?.ms(), to.parse::<Duration>().ok()?.ms(), "ms")),
    }
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn values_of_a_sweep() {
        let table = [
            ("a.timeout = 100ms..210ms", "100ms 110ms 120ms 130ms 140ms 150ms 160ms 170ms 180ms 190ms 200ms 210ms"),
            ("a.retry = 1..4", "1 2 3 4"),
            ("a.timeout = 0.1s..10s", "0.1s 0.152s 0.231s 0.3511s 0.5337s 0.8111s 1.2328s 1.8738s 2.848s 4.3288s 6.5793s 10s"),
        ];
        for (sweep, expected) in table {
            assert_eq!(values(sweep).map(|(_, values)| values.join(" ")).as_deref(), Some(expected), "{sweep}");
        }
        let (_, of_two_units) = values("a.timeout = 300ms..2s").unwrap();
        assert_eq!((of_two_units[0].as_str(), of_two_units[11].as_str()), ("300ms", "2000ms"));
        let (_, of_one) = values("a.timeout = 2..13s").unwrap();
        assert_eq!((of_one[0].as_str(), of_one[11].as_str()), ("2s", "13s"));
        assert_eq!(values("a.timeout = 1s..2GiB"), None);
        assert_eq!(values("a.timeout = 1s"), None);
        assert_eq!(values("a.timeout = soon..later"), None);
    }
}
