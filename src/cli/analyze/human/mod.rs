//! The figures for people.

mod availability;
mod best;
mod experiments;
pub mod explain;
pub mod growth;
mod latency;
mod measure;
mod risks;
mod structure;
pub mod sweep;
pub mod what_if;
mod whole;

use super::Report;
use super::figure::{Figure, Section};
use super::journey::{Journey, Retries, Time};
use super::line::Part;
use crate::analysis::digits::up;
use crate::cli::{paint, text};
use crate::document::printable;
use crate::plan::value::{Duration, Number, Percent};

/// The whole answer.
pub fn text(report: &Report) -> String {
    let mut page: String = report.figures.journeys.values().map(journey).collect();
    if report.figures.journeys.values().any(|journey| !journey.availability.importance.is_empty()) {
        page.push_str(&(paint::dim(&text::paragraph(2, availability::LEGEND)) + "\n"));
    }
    if let Some(best) = &report.figures.best_change {
        let title = paint::heading(Section::Best.heading());
        page.push_str(&format!("{title}\n{}\n", best::block(best)));
    }
    if let Some(system) = &report.figures.system {
        page.push_str(&whole::block(system, report.figures.journeys.len()));
    }
    if page.is_empty() { "The plan has no journey, component or store yet.\n".to_owned() } else { super::super::text::closed(&page) }
}

fn journey(journey: &Journey) -> String {
    let title = journey.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let mut block = paint::heading(&printable(&format!("{}{title}", journey.id))) + "\n";
    block.push_str(&availability::block(&journey.availability));
    if let Some(risks) = &journey.risks {
        block.push_str(&risks::block(risks));
    }
    if let Some(worst) = &journey.worst_case {
        block.push_str(&time(Figure::WorstCase, "deadline", worst));
    }
    if let Some(latency) = &journey.latency {
        block.push_str(&latency::block(latency));
    }
    if let Some(retries) = &journey.retries {
        block.push_str(&self::retries(retries));
    }
    block.push_str(&experiments::block(&journey.availability.experiments));
    block.push('\n');
    block
}

fn time(name: Figure, limit_name: &str, figure: &Time) -> String {
    let spoken = |ms: f64| Duration::from_ms(ms).spoken();
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let mut line = figure.ms.map_or_else(|| "without bound".to_owned(), |ms| format!("{at_least}{}", spoken(ms)));
    if let Some(limit) = figure.limit_ms {
        line.push_str(&format!("; {limit_name} {}: {}", spoken(limit), verdict(figure.within)));
    }
    let smaller = figure.smaller_ms.map(|ms| more(&format!("{} in smaller parts", spoken(ms)))).unwrap_or_default();
    row(name, &line) + &lines(&figure.chain) + &smaller + &missing(&figure.missing)
}

fn retries(figure: &Retries) -> String {
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let product = figure.product.map_or_else(|| "without bound".to_owned(), |product| format!("{at_least}{}", Number(product)));
    let line = format!("one request becomes {product} at the end of a failing path");
    let times = |part: &Part| part.amount.map_or_else(|| "without end".to_owned(), |times| format!("× {}", Number(times)));
    let path: String = figure.path.iter().map(|part| more(&format!("line {}: {} {}", part.line, part.text, times(part)))).collect();
    row(Figure::Retries, &line) + &path + &missing(&figure.missing)
}

fn row(name: Figure, line: &str) -> String {
    text::labelled(name.label(), line)
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

/// `99.838 %`, of what is down for a share of time, told from its target.
fn available(down: f64, target: Option<f64>) -> String {
    format!("{} %", up(down, target.map(Percent::from_share)))
}
