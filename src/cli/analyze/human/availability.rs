//! The availability of a journey, for people.

use super::{available, verdict};
use crate::analysis::digits::{compact, share};
use crate::cli::analyze::availability::{Availability, CutSets, Event, Importance, Tried};
use crate::cli::analyze::figure::Figure;
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;
use crate::plan::value::{Duration, Percent};

/// Of each list as many as are read.
const SHOWN: usize = 5;
/// Characters of the widest bar.
const WIDE: usize = 10;

/// What the short names of the importance measures mean, told once a page.
pub const LEGEND: &str = "Criticality: the share of the downtime in which repairing this ends it. MIF: Birnbaum's marginal \
    importance, how much less available the journey is with this down than with it up. FV: Fussell-Vesely importance, the share of \
    the downtime in which some cut set with this is down. RAW: risk achievement worth, how many times more downtime there is with \
    this always down. RRW: risk reduction worth, how many times less with this never down.";

/// The block of a journey.
pub fn block(figure: &Availability) -> String {
    let mut block = value(figure) + &target(figure);
    if let Some(note) = &figure.note {
        block += &text::under_label(note);
    }
    if !figure.missing.is_empty() {
        block += &text::under_label(&format!("not stated: {}", figure.missing.join(", ")));
    }
    block += &cut_sets(figure);
    block += &importance(&figure.importance);
    block + &changes(figure)
}

fn value(figure: &Availability) -> String {
    let of = |up: f64| available(1.0 - up, figure.target);
    let Some((unavailability, down)) = figure.unavailability.zip(figure.minutes_per_year) else {
        let between = if figure.floor > 0.0 {
            format!("between {} and {}", of(figure.floor), of(figure.ceiling))
        } else {
            format!("at most {}", of(figure.ceiling))
        };
        let least = (1.0 - figure.ceiling) * crate::plan::value::DAYS_PER_YEAR * 1_440.0;
        return text::labelled(Figure::Available.label(), &format!("{between}; down at least {} a year", spoken(least)));
    };
    let window =
        figure.minutes_per_window.map(|minutes| format!(", {} in {} days", spoken(minutes), figure.window_days)).unwrap_or_default();
    text::labelled(
        Figure::Available.label(),
        &format!("{}; down {} a year{window}", available(unavailability, figure.target), spoken(down)),
    )
}

/// What the target allows, and a bar of how much of that is taken.
fn target(figure: &Availability) -> String {
    let (Some(target), Some(allowed)) = (figure.target, figure.allowed_minutes_per_year) else { return String::new() };
    let gap = match figure.gap_minutes {
        Some(gap) if figure.within == Some(false) => format!(", by {} a year", spoken(gap)),
        _ => String::new(),
    };
    let line = format!(
        "{} promised, which allows {} a year: {}{gap}",
        Percent::from_share(target).to_string().replace('%', " %"),
        spoken(allowed),
        verdict(figure.within)
    );
    let mut block = text::labelled(Figure::Target.label(), &line);
    if let Some(down) = figure.minutes_per_year.filter(|_| allowed > 0.0) {
        let taken = down / allowed;
        let drawn = bar(taken, 3 * WIDE);
        let drawn = if figure.within == Some(false) { paint::bad(&drawn) } else { paint::good(&drawn) };
        block += &text::row(&format!("{drawn} {} of the error budget", share(taken)));
    }
    block
}

fn cut_sets(figure: &Availability) -> String {
    let CutSets { count, by_order, complete, shown, truncated } = &figure.cut_sets;
    if shown.is_empty() {
        return String::new();
    }
    let number = if *count == u64::MAX { "more than 10^19".to_owned() } else { count.to_string() };
    let found = if *complete { "" } else { " found so far" };
    let sets = if *count == 1 { "minimal cut set" } else { "minimal cut sets" };
    let mut block = text::labelled(Figure::CutSets.label(), &format!("{number} {sets}{found}: {}", orders(by_order)));
    let whole = figure.unavailability.or(Some(1.0 - figure.ceiling)).filter(|whole| *whole > 0.0);
    for set in shown.iter().take(SHOWN) {
        let names: Vec<String> = set.events.iter().map(named).collect();
        let part = set.probability.zip(whole).map(|(set, whole)| set / whole);
        let drawn = part.map_or_else(|| format!("{:1$}", "", WIDE + 8), |part| format!("{} {:>7}", bar(part, WIDE), share(part)));
        block += &text::row(&format!("{drawn}  {}{}", printable(&names.join(" + ")), lines(&set.events)));
    }
    if *truncated || shown.len() > SHOWN {
        let others = if *complete { format!("and {} more", count - SHOWN as u64) } else { "and others".to_owned() };
        block += &text::row(&paint::dim(&format!("{:1$}  {others}", "", WIDE + 8)));
    }
    block
}

/// `5 of 1 event, 15 of 2, 38 of 3`.
fn orders(by_order: &[u64]) -> String {
    let told: Vec<String> = (1_usize..)
        .zip(by_order)
        .filter(|(_, count)| **count > 0)
        .map(|(order, count)| format!("{count} of {}", text::count(order, "event", "events")))
        .collect();
    if told.len() > SHOWN { format!("{}, …", told[..SHOWN].join(", ")) } else { told.join(", ") }
}

fn importance(all: &[Importance]) -> String {
    let matters = all.iter().filter_map(|one| Some((one, one.criticality.filter(|share| *share > 0.0)?)));
    let matters: Vec<(&Importance, f64)> = matters.take(SHOWN).collect();
    if matters.is_empty() {
        return String::new();
    }
    let mut block = text::labelled_row(
        Figure::Importance.label(),
        &paint::dim(&format!("{:>18}  {:>8} {:>8} {:>7} {:>7} {:>7}", "criticality", "down", "MIF", "FV", "RAW", "RRW")),
    );
    for (one, criticality) in matters {
        let worth = one.risk_reduction_worth.map_or_else(|| "∞".to_owned(), compact);
        let vesely = one.fussell_vesely.map_or_else(|| "?".to_owned(), share);
        let down = one.event.probability.map_or_else(|| "?".to_owned(), share);
        block += &text::row(&format!(
            "{} {:>7}  {down:>8} {:>8} {vesely:>7} {:>7} {worth:>7}  {}",
            bar(criticality, WIDE),
            share(criticality),
            compact(one.birnbaum),
            compact(one.risk_achievement_worth),
            printable(&one.event.name)
        ));
    }
    block
}

/// What would help, each with what it brings, and what is enough.
fn changes(figure: &Availability) -> String {
    let Some(first) = figure.changes.first() else { return String::new() };
    let mut block = String::new();
    for (n, tried) in figure.changes.iter().take(SHOWN).enumerate() {
        let drawn = bar(tried.minutes_saved / first.minutes_saved, WIDE);
        let enough = figure.within == Some(false) && tried.closes == Some(true);
        let row = format!(
            "{drawn} {:>9} a year less: {}{}",
            spoken(tried.minutes_saved),
            told(tried),
            if enough { ", which is enough" } else { "" }
        );
        block += &if n == 0 { text::labelled_row(Figure::Changes.label(), &row) } else { text::row(&row) };
    }
    match &figure.closing {
        Some(closing) if closing.changes.len() > 1 => {
            let all: Vec<&str> = closing.changes.iter().map(|change| change.text.as_str()).collect();
            block
                + &text::under_label(&format!(
                    "together these close the gap, with {}: {}",
                    available(1.0 - closing.availability, figure.target),
                    all.join("; ")
                ))
        }
        None if figure.within == Some(false) => block + &text::under_label("no few of such changes close the gap together"),
        _ => block,
    }
}

fn told(tried: &Tried) -> String {
    let words: Vec<String> = tried
        .changes
        .iter()
        .map(|change| match &change.monthly_cost {
            Some(cost) => format!("{} ({cost} a month)", change.text),
            None => change.text.clone(),
        })
        .collect();
    printable(&words.join("; ")).into_owned()
}

fn named(event: &Event) -> String {
    if event.probability.is_some() { event.name.clone() } else { format!("{} (not stated)", event.name) }
}

fn lines(events: &[Event]) -> String {
    let mut lines: Vec<String> = events.iter().map(|event| event.line.to_string()).collect();
    lines.dedup();
    paint::dim(&format!("  line {}", lines.join(", ")))
}

fn spoken(minutes: f64) -> String {
    Duration::from_secs(minutes * 60.0).spoken()
}
