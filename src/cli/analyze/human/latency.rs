//! The times of a journey, for people.

use super::{missing, verdict};
use crate::analysis::digits::{most, share};
use crate::cli::analyze::figure::Figure;
use crate::cli::analyze::latency::Latency;
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;
use crate::plan::value::Duration;

/// Of the parts as many as are read.
const SHOWN: usize = 6;
/// Characters of the widest bar.
const WIDE: usize = 10;

/// The block of a journey.
pub fn block(figure: &Latency) -> String {
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let quantiles = [("p50", figure.p50), ("p90", figure.p90), ("p99", figure.p99), ("p99.9", figure.p999)];
    let told: Vec<String> = quantiles.iter().filter_map(|(name, ms)| Some(format!("{name} {at_least}{}", spoken((*ms)?)))).collect();
    let mut block = text::labelled(Figure::Quantiles.label(), &told.join(", "));
    for target in &figure.targets {
        block += &text::under_label(&format!("{} promised {}: {}", target.quantile, spoken(target.limit_ms), verdict(target.within)));
    }
    if let Some(share) = figure.within_deadline.filter(|share| *share < 0.99999) {
        let at_most = if figure.missing.is_empty() { "" } else { "at most " };
        block += &text::under_label(&format!("{at_most}{} of the requests end within the deadline", most(share)));
    }
    if figure.answered < 0.99999 {
        let line = format!("{} of the requests meet a call that they can't do without and that is given up", share(1.0 - figure.answered));
        block += &text::under_label(&line);
    }
    if let Some(p99) = figure.p99 {
        for (n, part) in figure.p99_parts.iter().take(SHOWN).enumerate() {
            let share = part.amount.unwrap_or_default() / p99;
            let row = format!(
                "{} {:>5.1} %  {}  {}",
                bar(share, WIDE),
                share * 100.0,
                printable(&part.text),
                paint::dim(&format!("line {}", part.line))
            );
            block += &if n == 0 { text::labelled_row(Figure::P99.label(), &row) } else { text::row(&row) };
        }
    }
    block + &missing(&figure.missing)
}

fn spoken(ms: f64) -> String {
    Duration::from_ms(ms).spoken()
}
