//! The options of a decision beside each other, in words.

use crate::analysis::decision::{Scored, Weighing};
use crate::plan::value::Number;
use serde::Serialize;

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub(super) struct Driver<'p> {
    name: &'p str,
    weight: String,
    /// The score of each option, in their order.
    scores: Vec<Option<String>>,
}

/// An option.
#[derive(Debug, Serialize)]
pub(super) struct Choice<'p> {
    name: &'p str,
    chosen: bool,
    /// Σ weight × score, where all scores are there.
    total: Option<String>,
    good: &'p [String],
    bad: &'p [String],
    /// How many points it is behind the chosen option, where it is.
    behind_by: Option<String>,
    /// How many points it is before the chosen option, where it is.
    ahead_by: Option<String>,
    /// Where it scores less than the chosen option, what costs it most first.
    behind: Vec<Difference<'p>>,
    /// Where it scores more, what gains it most first.
    ahead: Vec<Difference<'p>>,
}

/// One driver on which an option and the chosen one differ.
#[derive(Debug, Serialize)]
pub(super) struct Difference<'p> {
    driver: &'p str,
    weight: String,
    score: String,
    chosen: String,
}

/// What it takes to turn the order by the weight of one driver.
#[derive(Debug, Serialize)]
pub(super) struct Flip<'p> {
    driver: &'p str,
    weight: String,
    /// The weight at which the rival draws level; `None`: no weight does.
    at: Option<String>,
    rival: Option<&'p str>,
}

pub(super) fn drivers<'p>(weighing: &Weighing<'p>) -> Vec<Driver<'p>> {
    let scores = |at: usize| weighing.options.iter().map(move |option| option.scores.get(at).copied().flatten().map(number)).collect();
    let drivers = weighing.drivers.iter().enumerate();
    drivers.map(|(at, driver)| Driver { name: driver.name, weight: number(driver.weight), scores: scores(at) }).collect()
}

pub(super) fn flips<'p>(weighing: &Weighing<'p>) -> Vec<Flip<'p>> {
    let flips = weighing.flips().into_iter();
    flips
        .map(|flip| Flip {
            driver: flip.driver,
            weight: number(flip.weight),
            at: flip.at.map(|at| number(at.0)),
            rival: flip.at.map(|at| at.1),
        })
        .collect()
}

impl<'p> Choice<'p> {
    pub(super) fn new(weighing: &Weighing<'p>, option: &Scored<'p>) -> Self {
        let chosen = weighing.chosen();
        let lead = chosen.and_then(|chosen| Some(chosen.total? - option.total?));
        Self {
            name: option.name,
            chosen: chosen.is_some_and(|chosen| chosen.name == option.name),
            total: option.total.map(number),
            good: option.option.good.as_deref().unwrap_or_default(),
            bad: option.option.bad.as_deref().unwrap_or_default(),
            behind_by: lead.filter(|lead| *lead > 0.0).map(number),
            ahead_by: lead.filter(|lead| *lead < 0.0).map(|lead| number(-lead)),
            behind: chosen.map(|chosen| differences(weighing, option, chosen, 1.0)).unwrap_or_default(),
            ahead: chosen.map(|chosen| differences(weighing, option, chosen, -1.0)).unwrap_or_default(),
        }
    }
}

/// The drivers on which the chosen option has more (`sign` 1) or less (`sign` −1), the weightiest difference first.
fn differences<'p>(weighing: &Weighing<'p>, option: &Scored<'p>, chosen: &Scored<'p>, sign: f64) -> Vec<Difference<'p>> {
    let mut found: Vec<(f64, Difference<'p>)> = weighing
        .drivers
        .iter()
        .zip(option.scores.iter().zip(&chosen.scores))
        .filter_map(|(driver, (score, against))| {
            let (score, against) = ((*score)?, (*against)?);
            let points = driver.weight * (against - score) * sign;
            let difference =
                Difference { driver: driver.name, weight: number(driver.weight), score: number(score), chosen: number(against) };
            (points > 0.0).then_some((points, difference))
        })
        .collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.into_iter().map(|(_, difference)| difference).collect()
}

/// At most two digits after the point.
fn number(value: f64) -> String {
    Number((value * 100.0).round() / 100.0).to_string()
}
