//! What a scenario changes, for people.

use super::measure::{Kind, Measure, measures};
use crate::analysis::digits::{cents, figure, share};
use crate::cli::analyze::system::{Connections, Load, Whole};
use crate::cli::analyze::what_if::Comparison;
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;

/// Characters of the widest bar.
const WIDE: usize = 20;

/// What is different after a scenario.
pub fn text(report: &Comparison) -> String {
    let mut page = paint::heading(&printable(&format!("What if {}", report.changes.join(", ")))) + "\n\n";
    for (id, before) in &report.before.journeys {
        let Some(after) = report.after.journeys.get(id) else { continue };
        let title = before.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        page += &(paint::heading(&printable(&format!("{id}{title}"))) + "\n");
        let now = measures(after);
        let rows: String =
            measures(before).iter().filter_map(|before| row(before, now.iter().find(|now| now.kind == before.kind))).collect();
        page += if rows.is_empty() { "  nothing changes\n" } else { &rows };
        page.push('\n');
    }
    page += &system(report);
    text::closed(&page)
}

fn row(before: &Measure, after: Option<&Measure>) -> Option<String> {
    let endless = Measure { kind: before.kind, text: "some requests never end".to_owned(), holds: before.holds.map(|_| false) };
    // Without an end there is no other quantile either: one row says it.
    let after = after.or_else(|| (before.kind == Kind::P99).then_some(&endless))?;
    (before.text != after.text).then(|| {
        let verdict = match (before.holds, after.holds) {
            (Some(true), Some(false)) => paint::bad("  no longer holds"),
            (Some(false), Some(true)) => paint::good("  holds now"),
            (_, Some(false)) => paint::dim("  does not hold"),
            _ => String::new(),
        };
        format!("  {:<12} {:>22}  →  {}{verdict}\n", before.kind.label(), before.text, after.text)
    })
}

/// Of a list as much as is read.
const SHOWN: usize = 10;

/// Nodes without a stated capacity whose load changes, those that change most first.
fn loads(before: &Whole, after: &Whole) -> String {
    let known = |id: &str| after.capacity.iter().any(|node| node.id == id);
    let mut changed: Vec<(&Load, f64)> = Vec::new();
    for node in after.nodes.iter().filter(|node| !known(&node.id)) {
        let Some(was) = before.nodes.iter().find(|was| was.id == node.id) else { continue };
        if (was.per_second - node.per_second).abs() > was.per_second * 5e-4 {
            changed.push((node, was.per_second));
        }
    }
    changed.sort_by(|(a, was), (b, then)| (b.per_second - then).abs().total_cmp(&(a.per_second - was).abs()));
    let row = |(node, was): &(&Load, f64)| format!("  {}: {}/s → {}/s\n", printable(&node.id), figure(*was), figure(node.per_second));
    let mut rows: String = changed.iter().take(SHOWN).map(row).collect();
    if changed.len() > SHOWN {
        rows += &format!("  and {} more\n", changed.len() - SHOWN);
    }
    rows
}

/// Databases that get more or fewer connections.
fn connections(before: &Whole, after: &Whole) -> String {
    let spoken = |wanted: Option<f64>| wanted.map_or_else(|| "without bound".to_owned(), figure);
    let pairs = after.connections.iter().filter_map(|now| Some((before.connections.iter().find(|was| was.store == now.store)?, now)));
    let changed = pairs.filter(|(was, now)| spoken(was.wanted) != spoken(now.wanted) || was.available.total_cmp(&now.available).is_ne());
    let row = |(was, now): (&Connections, &Connections)| {
        let (then, store) = (spoken(was.wanted), printable(&now.store));
        format!("  {store}: {then} of {} → {} of {}\n", figure(was.available), spoken(now.wanted), figure(now.available))
    };
    changed.map(row).collect()
}

/// The nodes whose load or capacity changes, connections, and the cost.
fn system(report: &Comparison) -> String {
    let (Some(before), Some(after)) = (&report.before.system, &report.after.system) else { return String::new() };
    let mut rows = String::new();
    for node in &after.capacity {
        let Some(was) = before.capacity.iter().find(|was| was.id == node.id) else { continue };
        if (was.utilisation - node.utilisation).abs() < 5e-4 && was.stability == node.stability {
            continue;
        }
        let drawn = bar(node.utilisation, WIDE);
        let drawn = match node.stability {
            "stable" => paint::good(&drawn),
            "open" => drawn,
            _ => paint::bad(&drawn),
        };
        rows += &format!(
            "  {drawn} {:>5} → {:>5}  {}, {}\n",
            share(was.utilisation),
            share(node.utilisation),
            printable(&node.id),
            node.stability
        );
    }
    let mut page = String::new();
    if !rows.is_empty() {
        page += &(paint::heading("Load against capacity at peak") + "\n" + &rows + "\n");
    }
    for (title, rows) in
        [("Load at peak, where no capacity is stated", loads(before, after)), ("Connections during a release", connections(before, after))]
    {
        if !rows.is_empty() {
            page += &(paint::heading(title) + "\n" + &rows + "\n");
        }
    }
    if let (Some(was), Some(is)) = (&before.cost, &after.cost)
        && (was.monthly - is.monthly).abs() >= 0.005
    {
        page += &(paint::heading("Cost a month, at most") + "\n");
        page += &format!("  {} {}  →  {} {}\n", cents(was.monthly), was.currency, cents(is.monthly), is.currency);
    }
    page
}
