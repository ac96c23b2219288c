//! What changes are worth: minutes of downtime that they save, for the money that they cost.
//!
//! A change saves 525 960 × (down before − down after) minutes a year of each journey that it helps. Minutes of all journeys
//! count alike. Changes whose cost the plan states are ranked by minutes saved for each unit of money a month.

use super::{Ceiling, Change, Trial, ceiling, single};
use crate::analysis::cost::{converted, currency};
use crate::graph::{Route, System};
use crate::plan::value::{DAYS_PER_YEAR, Money};

/// A journey with what its dependencies allow, and what single changes bring it.
#[derive(Debug)]
pub struct Solved<'s, 'p> {
    /// The journey.
    pub route: &'s Route<'p>,
    /// What its dependencies allow.
    pub ceiling: Ceiling,
    /// The changes that help it, each tried alone, the best first.
    pub singles: Vec<Trial>,
}

impl<'s, 'p> Solved<'s, 'p> {
    /// Solves a journey.
    pub fn of(system: &System<'p>, route: &'s Route<'p>) -> Self {
        let ceiling = ceiling(system, route);
        let singles = single(system, route, &ceiling);
        Self { route, ceiling, singles }
    }
}

/// What one change brings to all journeys that it helps.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth<'p> {
    /// The change.
    pub change: Change,
    /// What it brings to each journey.
    pub gains: Vec<Gain<'p>>,
    /// What it costs a month, in the currency of the plan; `None`: the plan does not say.
    pub monthly: Option<Money>,
}

/// What a change brings to one journey: the share of time that it is down, before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain<'p> {
    /// The journey.
    pub journey: &'p str,
    /// Without the change.
    pub before: f64,
    /// With it.
    pub after: f64,
}

impl Gain<'_> {
    /// Minutes a year that the journey is down less.
    pub fn minutes(&self) -> f64 {
        (self.before - self.after) * DAYS_PER_YEAR * 1_440.0
    }
}

impl Worth<'_> {
    /// Minutes a year that all journeys together are down less.
    pub fn minutes(&self) -> f64 {
        self.gains.iter().map(Gain::minutes).sum()
    }

    /// Minutes a year for each unit of money a month; `None` where the plan states no cost, or one of nothing.
    pub fn per_money(&self) -> Option<f64> {
        let monthly = self.monthly.as_ref().filter(|monthly| monthly.amount > 0.0)?;
        Some(self.minutes() / monthly.amount)
    }
}

/// All changes that help: first those that cost money, by what they bring for it; then the others, by what they bring.
pub fn worths<'p>(system: &System<'p>, solved: &[Solved<'_, 'p>]) -> Vec<Worth<'p>> {
    let currency = currency(system);
    let mut worths: Vec<Worth<'p>> = Vec::new();
    for journey in solved {
        for trial in &journey.singles {
            let [change] = trial.changes.as_slice() else { continue };
            let gain = Gain { journey: journey.route.id, before: journey.ceiling.unavailability.low(), after: trial.unavailability };
            match worths.iter_mut().find(|worth| worth.change == *change) {
                Some(worth) => worth.gains.push(gain),
                None => worths.push(Worth { change: *change, gains: vec![gain], monthly: monthly(system, *change, currency.as_deref()) }),
            }
        }
    }
    let rank = |worth: &Worth<'_>| worth.per_money().unwrap_or(-1.0);
    // Stable: of equals the one that helps an earlier journey most stays in front.
    worths.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(b.minutes().total_cmp(&a.minutes())));
    worths
}

fn monthly(system: &System<'_>, change: Change, currency: Option<&str>) -> Option<Money> {
    let (stated, currency) = (change.monthly(system)?, currency?);
    Some(Money { amount: converted(system, &stated, currency)?, currency: currency.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    /// A second `a` costs 10 and saves two journeys what a second `b`, at 4, saves one of them.
    const SHOP: &str = "
groundplan: 1
system: shop
currency_rates: {EUR: 2 USD}
goals: {budget: {monthly: 100 USD}, journeys: {one: {entry: web}, two: {entry: a}}}
map:
  components:
    web: {kind: external, availability: 100%}
    a: {kind: service, availability: 99.9%, cost: 10 USD}
    b: {kind: service, availability: 99.9%, cost: 2 EUR}
    c: {kind: service, availability: 99.99%, cost: 0 USD}
    d: {kind: service, availability: 99.99%}
  calls: {web -> a: {need: hard}, web -> b: {need: hard}, web -> c: {need: hard}, web -> d: {need: hard}}
";

    #[test]
    fn changes_are_ranked_by_what_money_buys() {
        let loaded = plan::load(SHOP);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let plan = loaded.plan.unwrap();
        let system = System::new(&plan);
        let solved: Vec<Solved<'_, '_>> = system.routes().iter().map(|route| Solved::of(&system, route)).collect();
        let worths = worths(&system, &solved);
        let told: Vec<String> = worths.iter().map(|worth| worth.change.text(&system)).collect();
        assert_eq!(&told[..2], ["run a second b", "run a second a"], "{told:?}");
        let (b, a) = (&worths[0], &worths[1]);
        assert_eq!((b.gains.len(), a.gains.len()), (1, 2));
        assert_eq!(b.monthly.as_ref().unwrap().to_string(), "4 USD");
        assert!((b.per_money().unwrap() - b.minutes() / 4.0).abs() < 1e-9);
        // Of a share of 0.001 that is down, 5 % stay as common cause, and both fail apart 0.00095 squared.
        let alone: f64 = 0.001 - (0.000_05 + 0.000_95 * 0.000_95 * (1.0 - 0.000_05));
        assert!((a.gains[1].minutes() / 525_960.0 - alone).abs() < 1e-12);
        assert!(worths[2..].iter().all(|worth| worth.per_money().is_none()));
        assert!(worths.iter().any(|worth| worth.monthly.as_ref().is_some_and(|monthly| monthly.amount == 0.0)));
    }
}
