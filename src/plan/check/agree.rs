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
    visit(tree, |scalar, text| {
        // Few texts are an amount of money, so that is asked first.
        if may_be_money(text)
            && let Ok(money) = text.parse::<Money>()
            && scalar.spot().is_some_and(|spot| spot.kinds().iter().any(|kind| matches!(kind, fields::Kind::Value("money"))))
        {
            used.entry(money.currency).or_insert(scalar.node.span);
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

/// Whether a text has a digit, and begins or ends with three letters.
fn may_be_money(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = |three: Option<&[u8]>| three.is_some_and(|three| three.iter().all(u8::is_ascii_alphabetic));
    bytes.iter().any(u8::is_ascii_digit)
        && (letters(bytes.get(..3)) || letters(bytes.len().checked_sub(3).and_then(|last| bytes.get(last..))))
}

/// `assumed` lists fields that the entity can have.
pub(super) fn assumed(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    visit(tree, |scalar, text| {
        if scalar.key() != "assumed" {
            return;
        }
        let names: Vec<&str> = scalar.within().map(Spot::fields).unwrap_or_default().iter().map(|field| field.name).collect();
        let first = text.split('.').next().unwrap_or(text);
        if !names.is_empty() && !names.contains(&first) {
            let problem = Problem::new(scalar.node.span, format!("there is no field `{first}` to be assumed"));
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

/// A scalar of the document, with the way to it. What the format has at that place is looked up only where it is asked for:
/// that takes longer than all the rest.
struct Scalar<'w, 't> {
    node: &'t Node,
    ways: &'w [Way<'t>],
    at: usize,
}

/// A step of a walk through the document.
struct Way<'t> {
    node: &'t Node,
    /// The key; an item of a list has none.
    key: Option<&'t str>,
    from: usize,
}

impl<'t> Scalar<'_, 't> {
    /// The steps to it, from the root.
    fn steps(&self) -> Vec<Option<&'t str>> {
        let mut steps = Vec::new();
        let mut at = self.at;
        while let Some(way) = self.ways.get(at).filter(|_| at > 0) {
            steps.push(way.key);
            at = way.from;
        }
        steps.reverse();
        steps
    }

    /// The key that it stands behind, or the list that it is in.
    fn key(&self) -> &'t str {
        let mut at = self.at;
        while let Some(way) = self.ways.get(at).filter(|_| at > 0) {
            if let Some(key) = way.key {
                return key;
            }
            at = way.from;
        }
        ""
    }

    /// What the format has there.
    fn spot(&self) -> Option<Spot> {
        spot(&self.steps())
    }

    /// The map of its key.
    fn within(&self) -> Option<Spot> {
        let steps = self.steps();
        let key = steps.iter().rposition(Option::is_some)?;
        spot(steps.get(..key)?)
    }
}

fn spot(steps: &[Option<&str>]) -> Option<Spot> {
    steps.iter().try_fold(Spot::root(), |spot, step| match step {
        Some(key) => spot.child(key),
        None => Some(spot.item().unwrap_or(spot)),
    })
}

/// Every scalar of the document, in the order of the text.
fn visit<'t>(tree: &'t Tree, mut each: impl FnMut(&Scalar<'_, 't>, &'t str)) {
    let mut ways = vec![Way { node: tree.root(), key: None, from: 0 }];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        let Some(node) = ways.get(at).map(|way| way.node) else { continue };
        let first = ways.len();
        match &node.kind {
            Kind::Map { entries, .. } => {
                let inner = entries.iter().filter_map(|entry| Some(Way { node: &entry.value, key: Some(entry.key.text()?), from: at }));
                ways.extend(inner);
            }
            Kind::Seq { items, .. } => ways.extend(items.iter().map(|node| Way { node, key: None, from: at })),
            Kind::Scalar { .. } => {
                if let Some(text) = node.text() {
                    each(&Scalar { node, ways: &ways, at }, text);
                }
            }
        }
        open.extend((first..ways.len()).rev());
    }
}
