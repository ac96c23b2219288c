//! What the system costs a month: each node, each journey by its share of the load, and a thousand requests of it.
//!
//! A month is a twelfth of 365.25 days. Instances that scale are counted at their most, so the sum is what it costs at most.

use super::compose::node_path;
use super::figure::Derivation;
use super::load::{Moment, rate_of};
use crate::document::Path;
use crate::graph::{Route, System};
use crate::plan::value::{Count, Money, SECONDS_PER_MONTH};
use petgraph::graph::NodeIndex;

/// What one node costs.
#[derive(Debug, Clone)]
pub struct NodeCost {
    /// The node.
    pub at: NodeIndex,
    /// A month.
    pub monthly: f64,
    /// For each journey, in the order of the plan, the share of the node's load that it makes. All 0 where none comes.
    pub shares: Vec<f64>,
    /// How the sum was got, and what it lacks.
    pub how: Derivation,
}

/// What one journey costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JourneyCost {
    /// A month.
    pub monthly: f64,
    /// A thousand requests at average traffic; `None` while that is not stated.
    pub per_1k_average: Option<f64>,
    /// A thousand requests if it were always as busy as at peak: the lower bound that load can bring.
    pub per_1k_peak: Option<f64>,
}

/// All costs of a plan, in one currency.
#[derive(Debug, Clone)]
pub struct Costs {
    /// The currency, of the budget or else of the first cost that is stated.
    pub currency: String,
    /// The nodes that say what they cost, in the order of the plan.
    pub nodes: Vec<NodeCost>,
    /// The journeys, in the order of the plan.
    pub journeys: Vec<JourneyCost>,
    /// A month, in all.
    pub monthly: f64,
    /// What no journey's load explains.
    pub unshared: f64,
    /// What is missing for the sum: costs in other currencies, counts and rates that are not stated.
    pub how: Derivation,
}

/// What a plan costs; `None` where it states no cost.
pub fn costs(system: &System<'_>) -> Option<Costs> {
    let currency = currency(system)?;
    let nodes: Vec<NodeCost> = system.nodes().filter_map(|at| node_cost(system, at, &currency)).collect();
    let journeys = system.routes().iter().enumerate().map(|(index, route)| journey_cost(route, index, &nodes)).collect();
    let mut how = Derivation::default();
    for node in &nodes {
        how.extend(&node.how);
    }
    // Without the traffic of all journeys nobody knows which part of the load is whose.
    for route in system.routes().iter().filter(|route| route.journey.peak().is_none()) {
        if nodes.iter().any(|node| route.reaches(node.at)) {
            how.lacks(Path::of(["goals", "journeys", route.id, "traffic"]));
        }
    }
    let unshared = nodes.iter().filter(|node| node.shares.iter().sum::<f64>() == 0.0).map(|node| node.monthly).sum();
    Some(Costs { currency, monthly: nodes.iter().map(|node| node.monthly).sum(), unshared, nodes, journeys, how })
}

/// The currency that all is counted in: of the budget, else of the first cost that is stated.
pub(super) fn currency(system: &System<'_>) -> Option<String> {
    let budget = system.plan.goals.as_ref().and_then(|goals| goals.budget.as_ref()).and_then(|budget| budget.monthly.as_ref());
    let stated = || {
        system.nodes().find_map(|at| {
            let cost = system.vertex(at).node()?.cost()?;
            cost.monthly.as_ref().or(cost.per_instance.as_ref()).or(cost.per_1k_requests.as_ref())
        })
    };
    budget.or_else(stated).map(|money| money.currency.clone())
}

fn node_cost(system: &System<'_>, at: NodeIndex, currency: &str) -> Option<NodeCost> {
    let vertex = system.vertex(at);
    let node = vertex.node()?;
    let cost = node.cost()?;
    let path = node_path(vertex).key("cost");
    let rates: Vec<Option<f64>> = system.routes().iter().map(|route| rate_of(system, route, at, Moment::Average)).collect();
    let mut found = NodeCost { at, monthly: 0.0, shares: shares(system, at), how: Derivation::default() };
    let mut add = |what: Option<&Money>, key: &str, times: Option<f64>, spoken: &dyn Fn(f64) -> String| {
        let Some(money) = what else { return };
        match times.zip(converted(system, money, currency)) {
            Some((times, amount)) => {
                found.monthly += amount * times;
                found.how.term(path.clone().key(key), format!("{}: {}", vertex.id(), spoken(times)), amount * times);
            }
            None => found.how.lacks(path.clone().key(key)),
        }
    };
    add(cost.monthly.as_ref(), "monthly", Some(1.0), &|_| cost.monthly.as_ref().map(ToString::to_string).unwrap_or_default());
    let count = node.instances().and_then(|instances| instances.max.or(instances.at_peak).or(instances.min));
    add(cost.per_instance.as_ref(), "per_instance", count.map(Count::f64), &|count| {
        format!("{count} instances × {}", cost.per_instance.as_ref().map(ToString::to_string).unwrap_or_default())
    });
    let requests = rates.iter().copied().sum::<Option<f64>>().map(|rate| rate * SECONDS_PER_MONTH / 1000.0);
    add(cost.per_1k_requests.as_ref(), "per_1k_requests", requests, &|thousands| {
        format!("{thousands:.0} thousand requests × {}", cost.per_1k_requests.as_ref().map(ToString::to_string).unwrap_or_default())
    });
    Some(found)
}

/// An amount in another currency, at the rate that the plan counts with, either way round.
pub(super) fn converted(system: &System<'_>, money: &Money, currency: &str) -> Option<f64> {
    if money.currency == currency {
        return Some(money.amount);
    }
    let rates = system.plan.currency_rates.as_ref()?;
    let rate = |from: &str, to: &str| rates.get(from).filter(|rate| rate.currency == to && rate.amount > 0.0).map(|rate| rate.amount);
    let there = rate(&money.currency, currency).map(|rate| money.amount * rate);
    there.or_else(|| Some(money.amount / rate(currency, &money.currency)?))
}

/// The share of a node's load that each journey makes: at average traffic, or at peak where an average is not stated.
fn shares(system: &System<'_>, at: NodeIndex) -> Vec<f64> {
    let rates = |moment| system.routes().iter().map(|route| rate_of(system, route, at, moment)).collect::<Option<Vec<f64>>>();
    let rates = rates(Moment::Average).or_else(|| rates(Moment::Peak)).unwrap_or_else(|| vec![0.0; system.routes().len()]);
    let sum: f64 = rates.iter().sum();
    rates.into_iter().map(|rate| if sum > 0.0 { rate / sum } else { 0.0 }).collect()
}

fn journey_cost(route: &Route<'_>, index: usize, nodes: &[NodeCost]) -> JourneyCost {
    let monthly: f64 = nodes.iter().map(|node| node.monthly * node.shares.get(index).copied().unwrap_or_default()).sum();
    let per_1k = |moment: Moment| moment.of(route.journey).filter(|rate| rate.hz() > 0.0).map(|rate| per_thousand(monthly, rate.hz()));
    JourneyCost { monthly, per_1k_average: per_1k(Moment::Average), per_1k_peak: per_1k(Moment::Peak) }
}

/// A thousand requests, of a monthly sum and a rate a second.
pub fn per_thousand(monthly: f64, rate: f64) -> f64 {
    monthly / (rate * SECONDS_PER_MONTH) * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn a_monthly_sum_for_a_million_requests() {
        assert!((per_thousand(4200.0, 800.0) * 1000.0 - 1.996_349).abs() < 1e-6);
    }

    const SHOP: &str = "
groundplan: 1
system: shop
currency_rates: {EUR: 1.10 USD}
goals:
  budget: {monthly: 1000 USD}
  journeys:
    browse: {entry: api, traffic: {average: 90/s, peak: 300/s}}
    pay: {entry: api, traffic: {average: 10/s, peak: 30/s}}
map:
  components:
    api: {kind: service, instances: 2..4, cost: {per_instance: 100 USD}}
    bank: {kind: external, cost: {per_1k_requests: 0.01 USD}}
    mailer: {kind: worker, cost: 50 EUR}
    spare: {kind: service, cost: {per_1k_requests: 0.01 USD}}
  calls:
    api -> bank: {in: [pay]}
";

    #[test]
    fn costs_are_shared_by_load() {
        let loaded = plan::load(SHOP);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let plan = loaded.plan.unwrap();
        let system = System::new(&plan);
        let costs = costs(&system).unwrap();
        let bank = 10.0 * SECONDS_PER_MONTH / 1000.0 * 0.01;
        assert_eq!(costs.currency, "USD");
        assert!((costs.monthly - (400.0 + bank + 55.0)).abs() < 1e-9);
        assert!((costs.journeys[0].monthly - 360.0).abs() < 1e-9);
        assert!((costs.journeys[1].monthly - (40.0 + bank)).abs() < 1e-9);
        assert!((costs.unshared - 55.0).abs() < 1e-9, "no journey comes to the mailer");
        assert!(costs.how.is_complete());
        assert!((costs.journeys[1].per_1k_average.unwrap() - per_thousand(40.0 + bank, 10.0)).abs() < 1e-12);
    }

    #[test]
    fn what_requests_cost_is_missing_while_their_number_is() {
        let text = SHOP.replace("average: 10/s, ", "");
        let plan = plan::load(&text).plan.unwrap();
        let system = System::new(&plan);
        let missing: Vec<String> = costs(&system).unwrap().how.missing().map(ToString::to_string).collect();
        assert_eq!(missing, ["map.components.bank.cost.per_1k_requests"]);
    }
}
