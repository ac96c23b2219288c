//! The figures over the values of one field, for people.

use super::measure::{Kind, Measure, measures};
use crate::cli::analyze::journey::Journey;
use crate::cli::analyze::what_if::{Step, Sweep};
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;
use std::collections::BTreeSet;

/// Characters of the widest bar.
const WIDE: usize = 20;

/// A table for each journey: a column for each figure that changes, and a bar for the p99; where that stays as it is, for the
/// downtime; where that does too, for the worst case.
pub fn text(report: &Sweep) -> String {
    let with = if report.what_if.is_empty() { String::new() } else { format!(", with {}", report.what_if.join(", ")) };
    let mut page = paint::heading(&printable(&format!("{} from {}{with}", report.field, ends(report)))) + "\n\n";
    let Some(first) = report.steps.first() else { return page };
    for id in first.figures.journeys.keys() {
        page += &(paint::heading(&printable(id)) + "\n" + &table(report, id) + "\n");
    }
    text::closed(&page)
}

fn table(report: &Sweep, journey: &str) -> String {
    let of = |step: &Step| step.figures.journeys.get(journey).map(measures).unwrap_or_default();
    let rows: Vec<Vec<Measure>> = report.steps.iter().map(of).collect();
    let columns = changing(&rows);
    if columns.is_empty() {
        return "  nothing changes\n".to_owned();
    }
    let heads: String = columns.iter().map(|kind| format!("{:>14}", kind.label())).collect::<Vec<_>>().concat();
    let mut table = paint::dim(&format!("  {:>10}  {heads}\n", ""));
    let drawn = drawn(report, journey);
    let most = drawn.iter().copied().fold(0.0, f64::max);
    for ((step, row), amount) in report.steps.iter().zip(&rows).zip(drawn) {
        let cells: Vec<String> = columns.iter().map(|kind| format!("{:>14}", cell(row, *kind).unwrap_or("–"))).collect();
        let bar = if most > 0.0 { bar(amount / most, WIDE) } else { String::new() };
        table += &format!("  {:>10}  {}  {}\n", printable(&step.value), cells.concat(), bar.trim_end());
    }
    table
}

/// What is not the same in all rows. A row may lack what others have: without an end there is no quantile.
fn changing(rows: &[Vec<Measure>]) -> Vec<Kind> {
    let all: BTreeSet<Kind> = rows.iter().flatten().map(|measure| measure.kind).collect();
    let changes = |kind: &Kind| rows.windows(2).any(|pair| matches!(pair, [a, b] if cell(a, *kind) != cell(b, *kind)));
    all.into_iter().filter(changes).collect()
}

fn cell(row: &[Measure], kind: Kind) -> Option<&str> {
    row.iter().find(|measure| measure.kind == kind).map(|measure| measure.text.as_str())
}

/// What the bars show, for each step: the first of these figures that changes.
fn drawn(report: &Sweep, journey: &str) -> Vec<f64> {
    let figures: [fn(&Journey) -> Option<f64>; 3] = [
        |journey| journey.latency.as_ref()?.p99,
        |journey| journey.availability.minutes_per_year,
        |journey| journey.latency.as_ref()?.worst_case,
    ];
    let journeys = || report.steps.iter().map(|step| step.figures.journeys.get(journey));
    let of = |figure: &fn(&Journey) -> Option<f64>| journeys().map(|journey| figure(journey?)).collect::<Vec<Option<f64>>>();
    let changes = |amounts: &Vec<Option<f64>>| amounts.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
    let found = figures.iter().map(of).find(changes).unwrap_or_default();
    found.into_iter().map(Option::unwrap_or_default).collect()
}

fn ends(report: &Sweep) -> String {
    let value = |step: Option<&Step>| step.map(|step| step.value.clone()).unwrap_or_default();
    format!("{} to {}", value(report.steps.first()), value(report.steps.last()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(Kind, &str)]) -> Vec<Measure> {
        cells.iter().map(|(kind, text)| Measure { kind: *kind, text: (*text).to_owned(), holds: None }).collect()
    }

    /// The second row has no quantiles: its worst case stands at another place, and is the same.
    #[test]
    fn columns_are_matched_by_what_they_are() {
        let full = row(&[(Kind::Available, "99 %"), (Kind::P50, "1 s"), (Kind::P99, "2 s"), (Kind::WorstCase, "3 s")]);
        let short = row(&[(Kind::Available, "99 %"), (Kind::WorstCase, "3 s")]);
        let rows = [full, short];
        assert_eq!(changing(&rows), [Kind::P50, Kind::P99]);
        assert_eq!((cell(&rows[1], Kind::P99), cell(&rows[1], Kind::WorstCase)), (None, Some("3 s")));
        assert_eq!(changing(&rows[..1]), []);
    }
}
