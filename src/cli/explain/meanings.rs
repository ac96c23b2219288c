//! What a name may mean that is no id: a title, the beginning of an id or a title, or the name of a field wherever it stands.

use super::field;
use crate::cli::{paint, text};
use crate::knowledge::{checklists, workflow};

/// Something that a name may mean: what explains it, and what it is.
pub struct Meaning {
    /// The id under which it is explained: `reliability-resilience`, `map.calls.*.retry`.
    pub id: String,
    /// What it is, in a line.
    pub what: String,
}

/// All that a name may mean. A title in full means one thing, whatever else begins like it.
pub fn meanings(name: &str) -> Vec<Meaning> {
    let wanted = name.to_lowercase();
    let of = |matches: &dyn Fn(&str, &str) -> bool| {
        let named = titled().into_iter().filter(|(id, title)| matches(id, &title.to_lowercase()));
        named.map(|(id, title)| Meaning { id: id.to_owned(), what: title.to_owned() }).collect::<Vec<_>>()
    };
    let exact = of(&|id, title| id == wanted || title == wanted);
    if !exact.is_empty() || wanted.is_empty() {
        return exact;
    }
    let begun = of(&|id, title| id.starts_with(&wanted) || title.starts_with(&wanted));
    begun.into_iter().chain(field::called(&wanted)).collect()
}

/// The steps, categories and rules by id and title.
fn titled() -> Vec<(&'static str, &'static str)> {
    let lists = checklists();
    let steps = workflow().steps().iter().map(|step| (step.id.as_str(), step.title.as_str()));
    let categories = lists.categories().iter().map(|category| (category.id.as_str(), category.title.as_str()));
    let rules = lists.rules().map(|(_, rule)| (rule.id.as_str(), rule.title.as_str()));
    steps.chain(categories).chain(rules).collect()
}

/// A list to choose from.
pub fn list(name: &str, meanings: &[Meaning]) -> String {
    let heading = paint::heading(&format!("{name} may mean one of {}", meanings.len()));
    let line = |meaning: &Meaning| text::hanging(&format!("  {}: ", paint::label(&meaning.id)), 6, &meaning.what);
    format!("{heading}\n{}", meanings.iter().map(line).collect::<String>())
}
