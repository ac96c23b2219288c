//! The weighted comparison of a decision's options, and how far it hangs on the weights.
//!
//! The total of an option is Σ weight × score. With the total of the chosen option T and that of a rival R, and the scores
//! t and r for one driver of weight w, both are equal at the weight w − (T − R) / (t − r): above it leads the one that scores
//! more on that driver. So the weights with which the chosen option leads before all rivals are an interval.

use crate::plan::data::{Decision, DecisionOption};

/// A driver of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver<'p> {
    /// What matters.
    pub name: &'p str,
    /// How much.
    pub weight: f64,
}

/// An option with its scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored<'p> {
    /// Its name.
    pub name: &'p str,
    /// What the plan says of it.
    pub option: &'p DecisionOption,
    /// Its score for each driver, in their order.
    pub scores: Vec<Option<f64>>,
    /// Σ weight × score; `None` while a score is missing or there is no driver.
    pub total: Option<f64>,
}

/// The weights of one driver with which no rival is before the chosen option, all other weights unchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct Span<'p> {
    /// The driver.
    pub driver: &'p str,
    /// Its weight in the plan.
    pub weight: f64,
    /// Whether there is such a weight, from 0 up.
    pub possible: bool,
    /// The lowest of them, and the rival that leads below it; `None`: all down to 0.
    pub from: Option<Turn<'p>>,
    /// The highest of them, and the rival that leads above it; `None`: there is no end.
    pub to: Option<Turn<'p>>,
}

/// The weight at which a rival draws level with the chosen option.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn<'p> {
    /// The weight.
    pub at: f64,
    /// The rival.
    pub rival: &'p str,
}

/// The comparison of a decision's options.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing<'p> {
    /// What matters, in the order of the plan.
    pub drivers: Vec<Driver<'p>>,
    /// The options, in the order of the plan.
    pub options: Vec<Scored<'p>>,
    /// Where the chosen option stands among them, if it is one of them.
    pub chosen: Option<usize>,
}

/// Weighs the options of a decision.
pub fn weigh(decision: &Decision) -> Weighing<'_> {
    let drivers: Vec<Driver<'_>> =
        decision.drivers.iter().flat_map(|drivers| drivers.iter()).map(|(name, weight)| Driver { name, weight: weight.0 }).collect();
    let options: Vec<Scored<'_>> = decision
        .options
        .iter()
        .flat_map(|options| options.iter())
        .map(|(name, option)| {
            let score = |driver: &Driver<'_>| option.scores.as_ref()?.get(driver.name).map(|score| score.0);
            let scores: Vec<Option<f64>> = drivers.iter().map(score).collect();
            let total = if drivers.is_empty() {
                None
            } else {
                drivers.iter().zip(&scores).map(|(driver, score)| Some(driver.weight * (*score)?)).sum()
            };
            Scored { name, option, scores, total }
        })
        .collect();
    let chosen = decision.chosen.as_deref().and_then(|chosen| options.iter().position(|option| option.name == chosen));
    Weighing { drivers, options, chosen }
}

impl<'p> Weighing<'p> {
    /// The chosen option.
    pub fn chosen(&self) -> Option<&Scored<'p>> {
        self.options.get(self.chosen?)
    }

    /// The other options.
    pub fn rivals(&self) -> impl Iterator<Item = &Scored<'p>> {
        self.options.iter().enumerate().filter(|(at, _)| Some(*at) != self.chosen).map(|(_, option)| option)
    }

    /// The rivals whose total is above that of the chosen option.
    pub fn ahead(&self) -> impl Iterator<Item = &Scored<'p>> {
        let chosen = self.chosen().and_then(|chosen| chosen.total);
        self.rivals().filter(move |rival| matches!((rival.total, chosen), (Some(rival), Some(chosen)) if rival > chosen))
    }

    /// The rivals that have as many points as the chosen option.
    pub fn level(&self) -> impl Iterator<Item = &Scored<'p>> {
        let chosen = self.chosen().and_then(|chosen| chosen.total);
        self.rivals().filter(move |rival| rival.total.is_some() && rival.total == chosen)
    }

    /// Whether a rival scores more than the chosen option on no driver, so that no weights at all bring it to the front.
    pub fn is_dominated(&self, rival: &Scored<'_>) -> bool {
        let Some(chosen) = self.chosen().filter(|chosen| chosen.total.is_some() && rival.total.is_some()) else { return false };
        chosen.scores.iter().zip(&rival.scores).all(|(chosen, rival)| chosen >= rival)
    }

    /// For each driver, with which weights the chosen option leads.
    ///
    /// Empty while the chosen option, or every rival, is not scored in full; rivals that are not are left out.
    pub fn spans(&self) -> Vec<Span<'p>> {
        let Some((chosen, total)) = self.chosen().and_then(|chosen| Some((chosen, chosen.total?))) else { return Vec::new() };
        if self.rivals().all(|rival| rival.total.is_none()) {
            return Vec::new();
        }
        self.drivers.iter().enumerate().map(|(at, driver)| self.span(at, driver, chosen, total)).collect()
    }

    fn span(&self, at: usize, driver: &Driver<'p>, chosen: &Scored<'p>, total: f64) -> Span<'p> {
        let score = |option: &Scored<'_>| option.scores.get(at).copied().flatten();
        let mut span = Span { driver: driver.name, weight: driver.weight, possible: true, from: None, to: None };
        for rival in self.rivals() {
            let (Some(points), Some(more)) = (rival.total, score(chosen).zip(score(rival)).map(|(t, r)| t - r)) else { continue };
            let turn = Turn { at: driver.weight - (total - points) / more, rival: rival.name };
            match more {
                0.0 => span.possible &= total >= points,
                0.0.. if turn.at > span.from.map_or(0.0, |from| from.at) => span.from = Some(turn),
                ..0.0 if span.to.is_none_or(|to| turn.at < to.at) => span.to = Some(turn),
                _ => {}
            }
        }
        span.possible &= span.to.is_none_or(|to| to.at >= span.from.map_or(0.0, |from| from.at));
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;

    const PLAN: &str = "
groundplan: 1
system: s
data:
  decisions:
    d:
      drivers: {safety: 5, price: 1}
      options:
        a: {scores: {safety: 5, price: 2}}
        b: {scores: {safety: 4, price: 4}}
        c: {scores: {safety: 5}}
      chosen: a
";

    #[test]
    fn totals_and_the_weights_that_turn_the_order() {
        let plan = load(PLAN).plan.unwrap();
        let (_, decision) = plan.decisions().next().unwrap();
        let weighing = weigh(decision);
        let totals: Vec<Option<f64>> = weighing.options.iter().map(|option| option.total).collect();
        assert_eq!(totals, [Some(27.0), Some(24.0), None]);
        // a leads by 3. A weight of safety of 2 levels 5·2+2 with 4·2+4; a weight of price of 2.5 levels 25+5 with 20+10.
        let spans = weighing.spans();
        assert!(spans.iter().all(|span| span.possible));
        let turn = |at| Some(Turn { at, rival: "b" });
        assert_eq!(spans.iter().map(|span| (span.from, span.to)).collect::<Vec<_>>(), [(turn(2.0), None), (None, turn(2.5))]);
        assert!(weighing.rivals().all(|rival| !weighing.is_dominated(rival)), "b is better on price, c is not scored in full");
    }

    #[test]
    fn a_choice_against_the_weights_leads_with_others() {
        let plan = load(&PLAN.replace("chosen: a", "chosen: b")).plan.unwrap();
        let (_, decision) = plan.decisions().next().unwrap();
        let weighing = weigh(decision);
        assert_eq!(weighing.ahead().map(|option| option.name).collect::<Vec<_>>(), ["a"]);
        let spans = weighing.spans();
        assert_eq!(spans[0].to, Some(Turn { at: 2.0, rival: "a" }));
        assert_eq!(spans[1].from, Some(Turn { at: 2.5, rival: "a" }));
    }

    #[test]
    fn no_weights_bring_forward_what_is_nowhere_better() {
        let worse = PLAN.replace("{safety: 4, price: 4}", "{safety: 4, price: 2}");
        let plan = load(&worse).plan.unwrap();
        let (_, decision) = plan.decisions().next().unwrap();
        let weighing = weigh(decision);
        assert!(weighing.rivals().next().is_some_and(|rival| weighing.is_dominated(rival)));
        assert!(weighing.spans().iter().all(|span| span.possible && span.from.is_none() && span.to.is_none()));
        let plan = load(&worse.replace("chosen: a", "chosen: b")).plan.unwrap();
        let (_, decision) = plan.decisions().next().unwrap();
        let of_price = &weigh(decision).spans()[1];
        assert!(!of_price.possible, "equal on price, behind on safety: {of_price:?}");
    }
}
