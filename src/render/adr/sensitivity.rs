//! How far the weights of a decision may move before another option wins, in words.

use super::choice::{number, rounded};
use crate::analysis::decision::{Span, Turn, Weighing};
use schemars::JsonSchema;
use serde::Serialize;

/// With which weights of one driver the chosen option leads, all other weights unchanged.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Leads<'p> {
    /// What matters.
    driver: &'p str,
    /// How much, in the plan.
    weight: String,
    /// Whether there is any weight with which it leads.
    possible: bool,
    /// The lowest; null: every weight down to 0.
    from: Option<Move<'p>>,
    /// The highest; null: there is no end.
    to: Option<Move<'p>>,
}

/// A weight at which a rival draws level.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Move<'p> {
    /// The driver.
    driver: &'p str,
    /// Its weight in the plan.
    weight: String,
    /// The weight; with `about` before it where it has more than two digits after the point.
    at: String,
    /// How far that is from the weight in the plan: `+19`.
    by: String,
    /// The rival.
    rival: &'p str,
}

pub(super) fn leads<'p>(weighing: &Weighing<'p>) -> Vec<Leads<'p>> {
    let spans = weighing.spans().into_iter();
    spans
        .map(|span| Leads {
            driver: span.driver,
            weight: number(span.weight),
            possible: span.possible,
            from: span.from.map(|turn| Move::new(&span, turn)),
            to: span.to.map(|turn| Move::new(&span, turn)),
        })
        .collect()
}

/// The smallest move of one weight that lets a rival draw level, as a share of that weight; `None` where the chosen option does
/// not lead, or no weight alone turns that.
pub(super) fn closest<'p>(weighing: &Weighing<'p>) -> Option<Move<'p>> {
    if weighing.ahead().next().is_some() || weighing.level().next().is_some() {
        return None;
    }
    let spans = weighing.spans();
    let turns = spans.iter().flat_map(|span| [span.from, span.to].into_iter().flatten().map(move |turn| (span, turn)));
    let far = |(span, turn): &(&Span<'_>, Turn<'_>)| (turn.at - span.weight).abs() / span.weight.abs();
    let (span, turn) = turns.min_by(|a, b| far(a).total_cmp(&far(b)))?;
    Some(Move::new(span, turn))
}

impl<'p> Move<'p> {
    fn new(span: &Span<'p>, turn: Turn<'p>) -> Self {
        let about = |value: f64| if (rounded(value) - value).abs() > 1e-9 { "about " } else { "" };
        let by = turn.at - span.weight;
        let sign = if by < 0.0 { "−" } else { "+" };
        Self {
            driver: span.driver,
            weight: number(span.weight),
            at: format!("{}{}", about(turn.at), number(turn.at)),
            by: format!("{sign}{}", number(by.abs())),
            rival: turn.rival,
        }
    }
}
