//! Facts that must agree with each other.

use crate::document::{Path, Problem, Tree, nearest};
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
