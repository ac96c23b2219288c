//! What is asked of the single values of a document: one walk through it for all.

use crate::document::{Kind, Node, Problem, Span, Tree, nearest};
use crate::plan::Plan;
use crate::plan::fields::{self, Spot};
use crate::plan::value::Money;
use std::collections::BTreeMap;

/// The currencies that are counted in agree, and `assumed` lists fields that there are.
pub(super) fn all(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let mut used = BTreeMap::new();
    let mut problems = Vec::new();
    visit(tree, |scalar, text| {
        note_currency(&mut used, scalar, text);
        problems.extend(not_a_field(scalar, text));
    });
    problems.extend(without_a_rate(plan, &used));
    problems
}

/// Notes the currency of an amount of money with its first place.
fn note_currency(used: &mut BTreeMap<String, Span>, scalar: &Scalar<'_, '_>, text: &str) {
    // Few texts are an amount of money, so that is asked first.
    if may_be_money(text)
        && let Ok(money) = text.parse::<Money>()
        && scalar.spot().is_some_and(|spot| spot.kinds().iter().any(|kind| matches!(kind, fields::Kind::Value("money"))))
    {
        used.entry(money.currency).or_insert(scalar.node.span);
    }
}

/// Two currencies need a rate between them.
fn without_a_rate(plan: &Plan, used: &BTreeMap<String, Span>) -> Option<Problem> {
    let rates = plan.currency_rates.as_ref();
    let rated: Vec<&str> =
        rates.iter().flat_map(|rates| rates.iter()).flat_map(|(from, to)| [from.as_str(), to.currency.as_str()]).collect();
    let mut unrated = used.iter().filter(|(currency, _)| !rated.contains(&currency.as_str()));
    let (Some((first, _)), Some((second, span))) =
        (unrated.next(), unrated.next().or_else(|| used.iter().find(|(c, _)| rated.contains(&c.as_str()))))
    else {
        return None;
    };
    let problem = Problem::new(*span, format!("the plan counts in {first} and in {second} and has no rate between them"));
    Some(problem.hint(format!("add `currency_rates: {{{first}: 1.00 {second}}}` with the rate that you plan with")))
}

/// Whether a text has a digit, and begins or ends with three letters.
fn may_be_money(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = |three: Option<&[u8]>| three.is_some_and(|three| three.iter().all(u8::is_ascii_alphabetic));
    bytes.iter().any(u8::is_ascii_digit)
        && (letters(bytes.get(..3)) || letters(bytes.len().checked_sub(3).and_then(|last| bytes.get(last..))))
}

/// `assumed` lists fields that the entity can have.
fn not_a_field(scalar: &Scalar<'_, '_>, text: &str) -> Option<Problem> {
    if scalar.key() != "assumed" {
        return None;
    }
    let names: Vec<&str> = scalar.within().map(Spot::fields).unwrap_or_default().iter().map(|field| field.name).collect();
    let first = text.split('.').next().unwrap_or(text);
    (!names.is_empty() && !names.contains(&first)).then(|| {
        let problem = Problem::new(scalar.node.span, format!("there is no field `{first}` to be assumed"));
        among_fields(problem, first, &names)
    })
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
