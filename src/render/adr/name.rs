//! What decisions are called, and under which number.

use super::shelf::Shelf;
use crate::plan::Entity;
use crate::render::{Input, words};
use schemars::JsonSchema;
use serde::Serialize;

/// How a decision is referred to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Name {
    /// Its id in the plan.
    pub id: String,
    /// Its number with four digits.
    pub number: String,
    /// Its number as people say it.
    pub numeral: u64,
    /// What it is called.
    pub title: String,
    /// Its file, beside those of the others.
    pub file: String,
    /// Its file, from the folder of all documents.
    pub path: String,
}

/// The names of all decisions, in the order of the plan.
///
/// A decision has the number that the plan says, else the one that its file has already, else the next after the highest
/// of the plan and of the folder.
pub(in crate::render) fn names(input: &Input<'_>) -> Vec<Name> {
    let (plan, shelf) = (input.system.plan, input.shelf);
    let stated = plan.decisions().filter_map(|(_, decision)| decision.number).map(|number| number.0);
    let mut last = stated.chain([shelf.highest()]).max().unwrap_or(0);
    let mut next = || {
        last = last.saturating_add(1);
        last
    };
    let names = plan.decisions().map(|(id, decision)| {
        let slug = words::slug(id.as_str());
        let stated = decision.number.map(|number| number.0);
        let numeral = stated.or_else(|| shelf.number_of(plan.system_id(), &slug)).unwrap_or_else(&mut next);
        name(shelf, id.as_str(), words::title(id.as_str(), decision.title()), numeral, &slug)
    });
    names.collect()
}

fn name(shelf: &Shelf, id: &str, title: String, numeral: u64, slug: &str) -> Name {
    let number = format!("{numeral:04}");
    let file = format!("{number}-{slug}.md");
    Name { id: id.to_owned(), numeral, title, path: shelf.path(&file), file, number }
}
