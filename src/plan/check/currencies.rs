//! The currencies that are counted in agree.

use crate::document::{Mention, Problem, Span};
use crate::plan::Plan;
use crate::plan::value::Money;
use std::collections::BTreeMap;

/// Two currencies need a rate between them.
pub(super) fn agree(plan: &Plan, mentions: &[Mention]) -> Option<Problem> {
    let used = used(mentions);
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

/// Each currency with the first amount in it.
fn used(mentions: &[Mention]) -> BTreeMap<String, Span> {
    let mut used = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.kind == "currency") {
        if let Ok(money) = mention.text.parse::<Money>() {
            used.entry(money.currency).or_insert(mention.span);
        }
    }
    used
}
