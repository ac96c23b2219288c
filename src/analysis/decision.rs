//! The weighted comparison of a decision's options, and how far it hangs on the weights.
//!
//! The total of an option is Σ weight × score. With the total of the chosen option T and that of a rival R, and the scores
//! t and r for one driver of weight w, both are equal at the weight w − (T − R) / (t − r).

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

/// The weight of one driver at which the chosen option no longer leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip<'p> {
    /// The driver.
    pub driver: &'p str,
    /// Its weight in the plan.
    pub weight: f64,
    /// The nearest weight at which a rival draws level, and the rival. `None`: no weight of this driver changes the order.
    pub at: Option<(f64, &'p str)>,
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

    /// For each driver, how far its weight would have to move for a rival to draw level, all other weights unchanged.
    ///
    /// Empty while the chosen option is not scored in full, or does not lead.
    pub fn flips(&self) -> Vec<Flip<'p>> {
        let Some((chosen, total)) = self.chosen().and_then(|chosen| Some((chosen, chosen.total?))) else { return Vec::new() };
        if self.ahead().next().is_some() {
            return Vec::new();
        }
        let flip = |(at, driver): (usize, &Driver<'p>)| {
            let score = |option: &Scored<'_>| option.scores.get(at).copied().flatten();
            let nearest = self
                .rivals()
                .filter_map(|rival| {
                    let lead = score(chosen)? - score(rival)?;
                    let weight = driver.weight - (total - rival.total?) / lead;
                    (lead != 0.0 && weight >= 0.0).then_some((weight, rival.name))
                })
                .min_by(|(a, _), (b, _)| (a - driver.weight).abs().total_cmp(&(b - driver.weight).abs()));
            Flip { driver: driver.name, weight: driver.weight, at: nearest }
        };
        self.drivers.iter().enumerate().map(flip).collect()
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
        let flips = weighing.flips();
        assert_eq!(flips.iter().map(|flip| flip.at).collect::<Vec<_>>(), [Some((2.0, "b")), Some((2.5, "b"))]);
    }

    #[test]
    fn a_choice_against_the_weights_has_no_lead_to_lose() {
        let plan = load(&PLAN.replace("chosen: a", "chosen: b")).plan.unwrap();
        let (_, decision) = plan.decisions().next().unwrap();
        let weighing = weigh(decision);
        assert_eq!(weighing.ahead().map(|option| option.name).collect::<Vec<_>>(), ["a"]);
        assert!(weighing.flips().is_empty());
    }
}
