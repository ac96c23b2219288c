//! What money buys, for people.

use crate::analysis::digits::{cents, difference, figure};
use crate::cli::analyze::best::{Best, Bought};
use crate::cli::text;
use crate::plan::value::Duration;

/// The one change, with its arithmetic, and what costs no money.
pub fn block(best: &Best) -> String {
    let mut block = String::new();
    match &best.bought {
        Some(bought) => {
            block += &text::paragraph(2, &format!("{} (line {})", bought.text, bought.line));
            for gained in &bought.journeys {
                let line = format!("{}: {} min a year that it is down less", gained.id, difference(gained.before, gained.after));
                block += &text::paragraph(4, &line);
            }
            block += &text::paragraph(4, &price(bought));
        }
        None => {
            block +=
                &text::paragraph(2, "No change that helps has a cost above nothing in the plan, so none can be weighed against money.");
        }
    }
    block += &named("costs nothing by the plan", &best.free);
    block + &named("costs work, no sum that the plan states", &best.unpriced)
}

/// `in all 5.98 min a year ÷ 110 USD a month (line 91) = 0.0544 min a year for each USD a month`.
fn price(bought: &Bought) -> String {
    let (Some(cost), Some(currency), Some(each)) = (bought.monthly_cost, &bought.currency, bought.minutes_per_money) else {
        return String::new();
    };
    let line = bought.cost_line.map(|line| format!(" (line {line})")).unwrap_or_default();
    let cost = cents(cost);
    let saved = bought.minutes_saved;
    format!(
        "in all {} min a year ÷ {cost} {currency} a month{line} = {} min a year for each {currency} a month",
        figure(saved),
        figure(each)
    )
}

fn named(why: &str, changes: &[Bought]) -> String {
    let told: Vec<String> = changes.iter().map(|change| format!("{}, {} a year less", change.text, spoken(change.minutes_saved))).collect();
    if told.is_empty() { String::new() } else { text::paragraph(2, &format!("{why}: {}", told.join("; "))) }
}

fn spoken(minutes: f64) -> String {
    Duration::from_secs(minutes * 60.0).spoken()
}
