//! What the dependencies of a journey allow, in figures.

use crate::analysis::availability::Ceiling;
use crate::analysis::digits::up;
use crate::analysis::fault_tree::EventId;
use crate::analysis::risk::budget_per_year;
use crate::plan::value::Percent;
use crate::render::words;
use indexmap::IndexMap;
use indexmap::map::Entry;
use schemars::JsonSchema;
use serde::Serialize;

/// Events that are named.
const NAMED: usize = 10;

/// The best availability that a journey can have.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Allowed {
    /// As a percentage.
    pub availability: String,
    /// Minutes of outage a year at the best.
    pub minutes: String,
    /// Whether the target is within it; null: there is no target, or dependencies of unknown availability count as perfect.
    pub holds: Option<bool>,
    /// What takes most of it, the dearest first.
    pub costs: Vec<Cost>,
    /// How many more there are.
    pub further: usize,
    /// Hard dependencies whose availability nobody knows.
    pub perfect: Vec<String>,
}

/// What one event takes, or each of several that are alike.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AllowedCost")]
pub struct Cost {
    /// The event, as `tax`, or the events, as `zone eu-a, eu-b (each)`.
    pub name: String,
    /// The share of time that it is down.
    pub down: String,
    /// Minutes of outage a year that would not be without it.
    pub minutes: String,
    /// Where the facts stand in the plan.
    pub paths: Vec<String>,
    /// Whether it alone brings the journey down.
    pub alone: bool,
}

impl Allowed {
    pub(super) fn new(ceiling: &Ceiling, target: Option<Percent>) -> Self {
        let down = ceiling.unavailability.low();
        let minutes = |share: f64| format!("{} min", words::figure(budget_per_year(Percent::from_share(1.0 - share))));
        let holds = target.and_then(|target| match down > target.rest() * (1.0 + 1e-12) {
            true => Some(false),
            false if ceiling.unknown.is_empty() => Some(true),
            false => None,
        });
        let costs = in_order(ceiling).into_iter().filter_map(|(id, cost)| {
            let (event, source) = (ceiling.tree.events().get(id.index())?, ceiling.sources.get(id.index())?);
            Some(Cost {
                name: event.name.clone(),
                down: words::share(event.probability),
                minutes: minutes(cost),
                paths: vec![source.to_string()],
                alone: ceiling.single_points.contains(&id),
            })
        });
        let costs = folded(costs);
        Self {
            availability: format!("{}%", up(down, target)),
            minutes: minutes(down),
            holds,
            further: costs.len().saturating_sub(NAMED),
            costs: costs.into_iter().take(NAMED).collect(),
            perfect: ceiling.unknown.iter().map(|unknown| unknown.name.clone()).collect(),
        }
    }
}

/// The events, the dearest first. What differs by rounding alone keeps the order in which the ways of the journey come to it.
fn in_order(ceiling: &Ceiling) -> Vec<(EventId, f64)> {
    let rounded = |cost: f64| format!("{cost:.8e}").parse().unwrap_or(cost);
    let mut costs: Vec<(EventId, f64)> = ceiling.costs.iter().map(|(id, cost)| (*id, rounded(*cost))).collect();
    costs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    costs
}

/// What rows that are one share: the family of the event, its share of time, its minutes, and whether it suffices alone.
type Alike = (String, String, String, bool);

/// Instances of one component and zones as one row where their figures are the same.
fn folded(costs: impl Iterator<Item = Cost>) -> Vec<Cost> {
    let mut rows: IndexMap<Alike, (Cost, Vec<String>)> = IndexMap::new();
    for cost in costs {
        let (family, member) = family(&cost.name);
        let key = (family.to_owned(), cost.down.clone(), cost.minutes.clone(), cost.alone);
        let member = member.to_owned();
        match rows.entry(key) {
            Entry::Occupied(mut row) => {
                let (first, members) = row.get_mut();
                first.paths.extend(cost.paths.into_iter().filter(|path| !first.paths.contains(path)).collect::<Vec<_>>());
                members.push(member);
            }
            Entry::Vacant(row) => {
                row.insert((cost, vec![member]));
            }
        }
    }
    let name = |family: &str, members: &[String]| format!("{family}{} (each)", members.join(", "));
    rows.into_iter()
        .map(|((family, ..), (cost, members))| if members.len() > 1 { Cost { name: name(&family, &members), ..cost } } else { cost })
        .collect()
}

/// What an event has in common with those like it, and what is its own: `api instance ` and `2`, `zone ` and `eu-a`.
fn family(name: &str) -> (&str, &str) {
    const INSTANCE: &str = " instance ";
    let end = name.rfind(INSTANCE).map(|at| at + INSTANCE.len()).or_else(|| name.starts_with("zone ").then_some("zone ".len()));
    end.and_then(|end| name.split_at_checked(end)).unwrap_or((name, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(name: &str, minutes: &str) -> Cost {
        Cost { name: name.to_owned(), down: "0.1%".to_owned(), minutes: minutes.to_owned(), paths: vec![name.to_owned()], alone: false }
    }

    #[test]
    fn what_is_alike_is_one_row() {
        let all =
            [("tax", "5"), ("zone a", "2"), ("zone b", "2"), ("api instance 1", "1"), ("api instance 2", "1"), ("web instance 1", "1")];
        let rows = folded(all.into_iter().map(|(name, minutes)| cost(name, minutes)));
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["tax", "zone a, b (each)", "api instance 1, 2 (each)", "web instance 1"]);
        assert_eq!(rows[1].paths, ["zone a", "zone b"]);
    }
}
