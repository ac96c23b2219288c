//! The options of a decision beside each other, in words.

use crate::analysis::decision::{Scored, Weighing};
use crate::plan::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

/// A row of the matrix.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Driver<'p> {
    /// What matters.
    name: &'p str,
    /// How much.
    weight: String,
    /// The score of each option, in their order; null where it is not scored.
    scores: Vec<Option<String>>,
}

/// An option.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Choice<'p> {
    /// Its name.
    name: &'p str,
    /// Whether it is the one that was chosen.
    chosen: bool,
    /// Σ weight × score, where all scores are there.
    total: Option<String>,
    /// What speaks for it.
    good: &'p [String],
    /// What speaks against it.
    bad: &'p [String],
    /// How many points it is behind the chosen option, where it is.
    behind_by: Option<String>,
    /// How many points it is before the chosen option, where it is.
    ahead_by: Option<String>,
    /// Where it scores less than the chosen option, what costs it most first.
    behind: Vec<Difference<'p>>,
    /// Where it scores more, what gains it most first.
    ahead: Vec<Difference<'p>>,
    /// Whether it scores more than the chosen option nowhere, so that no weights at all would bring it to the front.
    dominated: bool,
}

/// One driver on which an option and the chosen one differ.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Difference<'p> {
    /// What matters.
    driver: &'p str,
    /// How much.
    weight: String,
    /// The option's score.
    score: String,
    /// The score of the chosen option.
    chosen: String,
}

pub(super) fn drivers<'p>(weighing: &Weighing<'p>) -> Vec<Driver<'p>> {
    let scores = |at: usize| weighing.options.iter().map(move |option| option.scores.get(at).copied().flatten().map(number)).collect();
    let drivers = weighing.drivers.iter().enumerate();
    drivers.map(|(at, driver)| Driver { name: driver.name, weight: number(driver.weight), scores: scores(at) }).collect()
}

impl<'p> Choice<'p> {
    pub(super) fn new(weighing: &Weighing<'p>, option: &Scored<'p>) -> Self {
        let chosen = weighing.chosen();
        let lead = chosen.and_then(|chosen| Some(chosen.total? - option.total?));
        let is_chosen = chosen.is_some_and(|chosen| chosen.name == option.name);
        Self {
            name: option.name,
            chosen: is_chosen,
            total: option.total.map(number),
            good: option.option.good.as_deref().unwrap_or_default(),
            bad: option.option.bad.as_deref().unwrap_or_default(),
            behind_by: lead.filter(|lead| *lead > 0.0).map(number),
            ahead_by: lead.filter(|lead| *lead < 0.0).map(|lead| number(-lead)),
            behind: chosen.map(|chosen| differences(weighing, option, chosen, 1.0)).unwrap_or_default(),
            ahead: chosen.map(|chosen| differences(weighing, option, chosen, -1.0)).unwrap_or_default(),
            dominated: !is_chosen && weighing.is_dominated(option),
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
pub(super) fn number(value: f64) -> String {
    Number(rounded(value)).to_string()
}

pub(super) fn rounded(value: f64) -> f64 {
    // Adding zero makes nothing of a negative one.
    (value * 100.0).round() / 100.0 + 0.0
}
