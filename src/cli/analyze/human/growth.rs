//! What growth makes of loads, for people.

use super::missing;
use crate::analysis::digits::{figure, share};
use crate::cli::analyze::growth::{Fills, Growth, Later};
use crate::cli::{bar::bar, paint, text};

/// Characters of the widest bar.
const WIDE: usize = 10;
/// Where the text behind a bar begins.
const INDENT: usize = WIDE + 11;

/// A row for each node: how full it is at the end of the horizon where that is known, and its load today and then.
pub fn rows(growth: &Growth) -> impl Iterator<Item = String> {
    growth.nodes.iter().map(|node| match &node.fills {
        Some(fills) => filling(growth, node, fills),
        None => text::paragraph(2, &loads(node)),
    })
}

fn filling(growth: &Growth, node: &Later, fills: &Fills) -> String {
    let drawn = bar(fills.utilisation, WIDE);
    let drawn = match fills.stability {
        "stable" => paint::good(&drawn),
        "open" => drawn,
        _ => paint::bad(&drawn),
    };
    let state = match fills.stability {
        "stable" => String::new(),
        "open" => "; open, for facts are missing".to_owned(),
        other => format!("; {other}"),
    };
    let line = format!("{} of {}/s{state}; {}", loads(node), figure(fills.capacity), full(growth, node, fills));
    let mut block = text::hanging(&format!("  {drawn} {:>6}  ", share(fills.utilisation)), INDENT, &line);
    if let Some(needed) = fills.needed {
        block += &text::paragraph(INDENT, &format!("instances: {}{needed} needed then at 70 % of their capacity", at_least(node)));
    }
    block + &missing(&node.missing)
}

fn loads(node: &Later) -> String {
    format!("{}: {}{}/s → {}/s", node.id, at_least(node), figure(node.per_second), figure(node.at_horizon))
}

/// When it passes the plan's target, and when it is full.
fn full(growth: &Growth, node: &Later, fills: &Fills) -> String {
    let latest = if node.missing.is_empty() { "in" } else { "at the latest in" };
    let passes = growth.target_utilisation.zip(fills.target_in_months).map(|(target, months)| match months {
        0.0 => format!("above {} today, ", share(target)),
        months => format!("above {} {latest} {}, ", share(target), spoken(months)),
    });
    let full = match fills.full_in_months {
        Some(0.0) => "full today".to_owned(),
        Some(months) => format!("full {latest} {}", spoken(months)),
        None if node.missing.is_empty() => "not full in a hundred years".to_owned(),
        None => "nobody knows when it is full".to_owned(),
    };
    passes.unwrap_or_default() + &full
}

fn at_least(node: &Later) -> &'static str {
    if node.missing.is_empty() { "" } else { "at least " }
}

/// A time in months, or years where it is long.
fn spoken(months: f64) -> String {
    match months {
        months if months < 1.0 => "less than a month".to_owned(),
        months if (months - 1.0).abs() < 0.05 => "a month".to_owned(),
        months if months < 24.0 => format!("{} months", figure(months)),
        months => format!("{} years", figure(months / 12.0)),
    }
}
