//! Facts that must agree with each other.

use crate::document::{Kind, Node, Path, Problem, Span, Tree, nearest};
use crate::plan::fields::{self, Spot};
use crate::plan::value::Money;
use crate::plan::{CallKey, FORMAT, Plan};
use std::collections::BTreeMap;

/// The two required fields.
pub(super) fn head(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let at = |key: &str| tree.span(&Path::of([key]));
    let mut problems = Vec::new();
    match plan.groundplan {
        None if tree.find(&Path::of(["groundplan"])).is_none() => {
            problems.push(Problem::new(at("groundplan"), "the plan does not say its format").hint("begin it with `groundplan: 1`"));
        }
        Some(version) if version.0 > FORMAT => {
            let hint = format!("this program reads format {FORMAT}; a newer groundplan reads this one");
            problems.push(Problem::new(at("groundplan"), format!("format {version} is newer than this program")).hint(hint));
        }
        Some(version) if version.0 == 0 => {
            problems.push(Problem::new(at("groundplan"), "there is no format 0").hint("write `groundplan: 1`"));
        }
        _ => {}
    }
    if plan.system.is_none() && tree.find(&Path::of(["system"])).is_none_or(crate::document::Node::is_null) {
        problems.push(Problem::new(at("system"), "the plan does not name its system").hint("add a line such as `system: checkout`"));
    }
    problems
}

/// Two keys that name one call, and operations inside operations.
pub(super) fn calls(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, &CallKey> = BTreeMap::new();
    for (key, call) in plan.calls() {
        let path = Path::of(["map", "calls", key.0.as_str()]);
        if seen.insert(key.to_string(), key).is_some() {
            let problem = Problem::new(tree.label_span(&path), format!("the call `{key}` is written twice"));
            problems.push(problem.hint("put what differs under its `operations`"));
        }
        for (name, operation) in call.operations.iter().flat_map(|operations| operations.iter()) {
            if operation.operations.is_some() {
                let path = path.clone().key("operations").key(name.as_str()).key("operations");
                problems.push(
                    Problem::new(tree.label_span(&path), "an operation has no operations of its own").hint("write it beside the others"),
                );
            }
        }
    }
    problems
}

/// A decision chooses one of its options and scores them by its own drivers.
pub(super) fn decisions(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, decision) in plan.decisions() {
        let path = Path::of(["data", "decisions", id.as_str()]);
        let Some(options) = &decision.options else { continue };
        let names: Vec<&str> = options.keys().map(String::as_str).collect();
        if let Some(chosen) = decision.chosen.as_deref().filter(|chosen| !names.contains(chosen)) {
            let span = tree.span(&path.clone().key("chosen"));
            problems.push(among(Problem::new(span, format!("`{chosen}` is not one of the options")), chosen, &names));
        }
        let Some(drivers) = &decision.drivers else { continue };
        let weights: Vec<&str> = drivers.keys().map(String::as_str).collect();
        for (name, option) in options {
            for score in option.scores.iter().flat_map(|scores| scores.keys()).filter(|score| !weights.contains(&score.as_str())) {
                let path = path.clone().key("options").key(name.as_str()).key("scores").key(score.as_str());
                problems.push(among(Problem::new(tree.label_span(&path), format!("`{score}` is not one of the drivers")), score, &weights));
            }
        }
    }
    problems
}

fn among(problem: Problem, name: &str, names: &[&str]) -> Problem {
    match nearest(name, names.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("there are: {}", names.join(", "))),
    }
}

/// A risk is accepted by someone, for a reason, until a date.
pub(super) fn acceptances(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, acceptance) in plan.accepted() {
        let path = Path::of(["operations", "accepted", id.as_str()]);
        let fields =
            [("owner", acceptance.owner.is_some()), ("reason", acceptance.reason.is_some()), ("until", acceptance.until.is_some())];
        // A field that could not be read has its own problem.
        let absent = |name: &str| tree.find(&path.clone().key(name)).is_none_or(crate::document::Node::is_null);
        let missing: Vec<&str> = fields.iter().filter(|(name, said)| !said && absent(name)).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let problem = Problem::new(tree.label_span(&path), format!("an accepted risk needs {}", missing.join(" and ")));
            problems.push(problem.hint("write {owner: team-a, reason: why it is accepted, until: 2027-02-01}"));
        }
    }
    problems
}

/// Two currencies need a rate between them.
pub(super) fn currencies(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut used: BTreeMap<String, Span> = BTreeMap::new();
    visit(tree, |place, text| {
        // Few texts are an amount of money, so that is asked first.
        if let Ok(money) = text.parse::<Money>()
            && place.spot.kinds().iter().any(|kind| matches!(kind, fields::Kind::Value("money")))
        {
            used.entry(money.currency).or_insert(place.node.span);
        }
    });
    let rates = plan.currency_rates.as_ref();
    let rated: Vec<&str> =
        rates.iter().flat_map(|rates| rates.iter()).flat_map(|(from, to)| [from.as_str(), to.currency.as_str()]).collect();
    let mut unrated = used.iter().filter(|(currency, _)| !rated.contains(&currency.as_str()));
    let (Some((first, _)), Some((second, span))) =
        (unrated.next(), unrated.next().or_else(|| used.iter().find(|(c, _)| rated.contains(&c.as_str()))))
    else {
        return Vec::new();
    };
    let problem = Problem::new(*span, format!("the plan counts in {first} and in {second} and has no rate between them"));
    vec![problem.hint(format!("add `currency_rates: {{{first}: 1.00 {second}}}` with the rate that you plan with"))]
}

/// `assumed` lists fields that the entity can have.
pub(super) fn assumed(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    visit(tree, |place, text| {
        if place.key != "assumed" {
            return;
        }
        let names: Vec<&str> = place.within.fields().iter().map(|field| field.name).collect();
        let first = text.split('.').next().unwrap_or(text);
        if !names.is_empty() && !names.contains(&first) {
            let problem = Problem::new(place.node.span, format!("there is no field `{first}` to be assumed"));
            problems.push(among_fields(problem, first, &names));
        }
    });
    problems
}

fn among_fields(problem: Problem, name: &str, names: &[&str]) -> Problem {
    match nearest(name, names.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("list the names of fields of this entity, as in [traffic, latency]"),
    }
}

/// A node of the document where the format has a place for it.
#[derive(Clone, Copy)]
struct Place<'t> {
    node: &'t Node,
    spot: Spot,
    /// The key that it stands behind, or the list that it is in.
    key: &'t str,
    /// The map of that key.
    within: Spot,
}

/// Every scalar of the document that stands where the format has a place for it, in the order of the text.
fn visit<'t>(tree: &'t Tree, mut each: impl FnMut(Place<'t>, &'t str)) {
    let mut open = vec![Place { node: tree.root(), spot: Spot::root(), key: "", within: Spot::root() }];
    while let Some(place) = open.pop() {
        match &place.node.kind {
            Kind::Map { entries, .. } => {
                let inner = entries.iter().rev().filter_map(|entry| {
                    let key = entry.key.text()?;
                    Some(Place { node: &entry.value, spot: place.spot.child(key)?, key, within: place.spot })
                });
                open.extend(inner);
            }
            Kind::Seq { items, .. } => {
                let spot = place.spot.item().unwrap_or(place.spot);
                open.extend(items.iter().rev().map(|node| Place { node, spot, ..place }));
            }
            Kind::Scalar { .. } => {
                if let Some(text) = place.node.text() {
                    each(place, text);
                }
            }
        }
    }
}
