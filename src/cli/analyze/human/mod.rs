//! The figures for people.

mod availability;

use super::Report;
use super::journey::{Journey, Retries, Time};
use super::line::Part;
use super::system::{Connections, Key, Load, Whole};
use crate::cli::{paint, text};
use crate::document::printable;
use crate::plan::value::{Duration, Number};

/// Years beyond which nobody plans.
const LONG: f64 = 1_000.0;

/// The whole answer.
pub fn text(report: &Report) -> String {
    let mut page: String = report.journeys.values().map(journey).collect();
    if report.journeys.values().any(|journey| !journey.availability.importance.is_empty()) {
        page.push_str(&(paint::dim(&text::paragraph(2, availability::LEGEND)) + "\n"));
    }
    if let Some(system) = &report.system {
        page.push_str(&whole(system));
    }
    if page.is_empty() { "The plan has no journey, component or store yet.\n".to_owned() } else { super::super::text::closed(&page) }
}

fn journey(journey: &Journey) -> String {
    let title = journey.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let mut block = paint::heading(&printable(&format!("{}{title}", journey.id))) + "\n";
    block.push_str(&availability::block(&journey.availability));
    if let Some(worst) = &journey.worst_case {
        block.push_str(&time("worst case", "deadline", worst));
    }
    if let Some(p99) = &journey.p99 {
        block.push_str(&time("p99 sum", "target", p99));
    }
    if let Some(retries) = &journey.retries {
        block.push_str(&self::retries(retries));
    }
    block.push('\n');
    block
}

fn time(name: &str, limit_name: &str, figure: &Time) -> String {
    let spoken = |ms: f64| Duration::from_ms(ms).spoken();
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let mut line = figure.ms.map_or_else(|| "without bound".to_owned(), |ms| format!("{at_least}{}", spoken(ms)));
    if let Some(limit) = figure.limit_ms {
        line.push_str(&format!("; {limit_name} {}: {}", spoken(limit), verdict(figure.within)));
    }
    row(name, &line) + &lines(&figure.chain) + &missing(&figure.missing)
}

fn retries(figure: &Retries) -> String {
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let product = figure.product.map_or_else(|| "without bound".to_owned(), |product| format!("{at_least}{}", Number(product)));
    let line = format!("one request becomes {product} at the end of a failing path");
    let times = |part: &Part| part.amount.map_or_else(|| "without end".to_owned(), |times| format!("× {}", Number(times)));
    let path: String = figure.path.iter().map(|part| more(&format!("line {}: {} {}", part.line, part.text, times(part)))).collect();
    row("retries", &line) + &path + &missing(&figure.missing)
}

fn whole(system: &Whole) -> String {
    let mut block = String::new();
    section(&mut block, "Load at peak, by node", system.nodes.iter().map(load));
    section(&mut block, "Load at peak, by call, before caches", system.calls.iter().map(load));
    section(&mut block, "Connections during a release", system.connections.iter().map(connections));
    section(&mut block, "Keys", system.keys.iter().map(key));
    block
}

fn section(page: &mut String, title: &str, rows: impl Iterator<Item = String>) {
    let rows: String = rows.collect();
    if !rows.is_empty() {
        page.push_str(&format!("{}\n{rows}\n", paint::heading(title)));
    }
}

fn load(load: &Load) -> String {
    let at_least = if load.missing.is_empty() { "" } else { "at least " };
    text::paragraph(2, &format!("{}: {at_least}{}/s", load.id, rounded(load.per_second)))
}

fn connections(figure: &Connections) -> String {
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let wanted = figure.wanted.map_or_else(|| "without bound".to_owned(), |wanted| format!("{at_least}{}", Number(wanted)));
    let line = format!("{}: {wanted} of {}", figure.store, Number(figure.available));
    text::paragraph(2, &line)
        + &figure.parts.iter().map(|part| text::paragraph(4, &format!("line {}: {}", part.line, part.text))).collect::<String>()
}

fn key(key: &Key) -> String {
    let years = match key.years_left {
        None => "no end known".to_owned(),
        Some(years) if years > LONG => "more than 1000 years left".to_owned(),
        Some(years) => format!("{years:.2} years left"),
    };
    text::paragraph(2, &format!("{}: {years} (line {})", key.id, key.line))
}

fn row(name: &str, line: &str) -> String {
    text::labelled(name, line)
}

fn more(line: &str) -> String {
    text::under_label(line)
}

fn lines(parts: &[Part]) -> String {
    parts.iter().map(|part| more(&format!("line {}: {}", part.line, part.text))).collect()
}

fn missing(paths: &[String]) -> String {
    if paths.is_empty() { String::new() } else { more(&format!("not stated: {}", paths.join(", "))) }
}

fn verdict(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "it holds",
        Some(false) => "it does not hold",
        None => "open, for facts are missing",
    }
}

/// `99.862843 %`: six decimals are half a minute a year and less.
fn percent(share: f64) -> String {
    let text = format!("{:.6}", share * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

fn rounded(rate: f64) -> String {
    let text = format!("{rate:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
