//! What failure modes take of an error budget, for people.

use super::verdict;
use crate::analysis::digits::{figure, share};
use crate::cli::analyze::figure::Figure;
use crate::cli::analyze::risks::{InCutSets, Mode, Risks, Scored};
use crate::cli::bar::{shade, stacked};
use crate::cli::{paint, text};
use crate::document::printable;
use crate::plan::value::Duration;

/// Of the failure modes as many as are read.
const SHOWN: usize = 6;
/// Characters of the bar that stands for the budget.
const WIDE: usize = 30;

/// The block of a journey: the failure modes stacked against the budget, and what half of each of their causes would save.
pub fn block(figure: &Risks) -> String {
    let at_least = if figure.missing.is_empty() { "" } else { "at least " };
    let taken = format!("{at_least}{} a year", spoken(figure.taken_minutes));
    let line = match figure.budget_minutes {
        Some(budget) => {
            let part = figure.share.map_or_else(|| "more than there is".to_owned(), |part| format!("{at_least}{}", share(part)));
            let fits = verdict(figure.exceeded.map(|exceeded| !exceeded));
            format!("{taken} of the {} that the target allows, {part}: {fits}", spoken(budget))
        }
        None => format!("{taken}; no target says how much may be"),
    };
    let mut block = text::labelled(Figure::Risks.label(), &line);
    if figure.budget_minutes.is_some() {
        let shares: Vec<f64> = figure.modes.iter().map(|mode| mode.share.unwrap_or_default()).collect();
        let drawn = stacked(&shares, WIDE);
        let drawn = if figure.exceeded == Some(true) { paint::bad(&drawn) } else { drawn };
        block += &text::row(&format!("{drawn} of the error budget"));
    }
    block += &text::row(&paint::dim(&format!("{:30}saved a year by half the:", "")));
    let columns = ["a year", "of budget", "detection", "recovery", "frequency"];
    let [year, budget, detection, recovery, frequency] = columns;
    block += &text::row(&paint::dim(&format!("  {year:>10} {budget:>10}     {detection:>10} {recovery:>10} {frequency:>10}")));
    for (n, mode) in figure.modes.iter().take(SHOWN).enumerate() {
        block += &row(n, mode);
        block += &text::paragraph(14, &format!("{}{}", standing(&mode.cut_sets), large(mode, figure.threshold)));
    }
    if figure.modes.len() > SHOWN {
        block += &text::row(&paint::dim(&format!("  and {} more", figure.modes.len() - SHOWN)));
    }
    block + &super::missing(&figure.missing)
}

fn row(n: usize, mode: &Mode) -> String {
    let or = |text: Option<String>| text.unwrap_or_else(|| "?".to_owned());
    let minutes = |minutes: Option<f64>| or(minutes.map(spoken));
    let saved = &mode.saved_by_half;
    text::row(&format!(
        "{} {:>10} {:>10}     {:>10} {:>10} {:>10}  {}{}",
        shade(n),
        minutes(mode.minutes_per_year),
        mode.share.map(share).unwrap_or_default(),
        minutes(saved.detection),
        minutes(saved.recovery),
        minutes(saved.frequency),
        printable(&mode.id),
        paint::dim(&format!("  line {}", mode.line)),
    ))
}

/// In which cut sets it stands.
fn standing(sets: &InCutSets) -> String {
    let count = if sets.count == u64::MAX { "more than 10^19".to_owned() } else { sets.count.to_string() };
    let noun = if sets.count == 1 { "minimal cut set" } else { "minimal cut sets" };
    let alone = if sets.alone { ", alone in one" } else { "" };
    match sets.r#as {
        "itself" => format!("in {count} {noun}{alone}"),
        "stated-availability" => {
            format!("counted in the stated availability of {}, which is in {count} {noun}{alone}", sets.events.join(", "))
        }
        "done-without" => "in no cut set: the journey does without what fails".to_owned(),
        _ => "in no cut set: nothing is down, users are badly served".to_owned(),
    }
}

fn large(mode: &Mode, threshold: f64) -> String {
    if mode.large != Some(true) {
        return String::new();
    }
    let accepted = mode.accepted.as_ref().and_then(|accepted| Some((accepted.owner.as_ref()?, accepted.until.as_ref()?)));
    let answer = match accepted {
        Some((owner, until)) => format!("{owner} accepts it until {until}"),
        None => "it must be made smaller, or accepted by someone".to_owned(),
    };
    format!("; more than {} of the budget: {answer}", share(threshold))
}

/// A row of the failure mode and effects analysis.
pub fn scored(one: &Scored) -> String {
    let score = |score: Option<u64>| score.map_or_else(|| "?".to_owned(), |score| score.to_string());
    let priority = one.action_priority.unwrap_or("open");
    let drawn = if priority == "high" { paint::bad(&format!("{priority:<6}")) } else { format!("{priority:<6}") };
    let how: Vec<String> = one.parts.iter().map(|part| format!("{}, line {}", part.text, part.line)).collect();
    let product =
        format!("{} × {} × {} = {}", score(one.severity), score(one.occurrence), score(one.detection), score(one.risk_priority_number));
    text::hanging(&format!("  {drawn}  {product:<20} "), 31, &format!("{}: {}", one.id, how.join("; ")))
        + &one.missing.iter().map(|path| text::paragraph(31, &format!("not stated: {path}"))).collect::<String>()
}

fn spoken(minutes: f64) -> String {
    if minutes.is_finite() { Duration::from_secs(minutes * 60.0).spoken() } else { figure(minutes) }
}
