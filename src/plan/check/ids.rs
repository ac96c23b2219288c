//! Ids: their form, and that no two nodes share one.

use crate::document::{Mention, Path, Problem, Tree};
use crate::plan::Plan;
use crate::plan::value::Misread;
use std::collections::BTreeMap;

/// Words that mean something else wherever an id may stand, or that YAML 1.1 takes for a truth.
const RESERVED: [&str; 11] = ["none", "all", "unlimited", "system", "true", "false", "null", "yes", "no", "on", "off"];

/// Ids that are not kebab-case, do not begin with a letter, or are reserved.
pub(super) fn well_formed(mentions: &[Mention]) -> Vec<Problem> {
    mentions.iter().filter(|mention| mention.kind == "id").filter_map(problem).collect()
}

fn problem(mention: &Mention) -> Option<Problem> {
    let misread = not_an_id(&mention.text)?;
    Some(Problem::new(mention.span, misread.message).hint(misread.hint))
}

/// Why a text can't be an id; nothing where it can.
pub fn not_an_id(id: &str) -> Option<Misread> {
    if RESERVED.contains(&id) {
        let hint = format!("this word has a meaning of its own here; call it {id}-service, for example");
        return Some(Misread::new(format!("`{id}` can't be an id"), hint));
    }
    if is_kebab(id) {
        return None;
    }
    let hint = match suggested_id(id) {
        Some(better) => format!("ids are lower-case words joined by hyphens and begin with a letter: `{better}`"),
        None => "ids are lower-case words joined by hyphens and begin with a letter".to_owned(),
    };
    Some(Misread::new(format!("`{id}` is not an id"), hint))
}

/// Whether a text is lower-case words joined by single hyphens, beginning with a letter.
fn is_kebab(id: &str) -> bool {
    let starts_well = id.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    starts_well && id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The id that was probably meant by a text that is none.
pub fn suggested_id(id: &str) -> Option<String> {
    let mut better = String::new();
    let mut before = ' ';
    for c in id.chars() {
        // `orderApi` is two words, `API` is one.
        let begins_word = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        before = c;
        match c {
            _ if begins_word => better.extend(['-', c.to_ascii_lowercase()]),
            _ if c.is_ascii_alphanumeric() => better.push(c.to_ascii_lowercase()),
            _ if !better.is_empty() && !better.ends_with('-') => better.push('-'),
            _ => {}
        }
    }
    let better = better.trim_end_matches('-').to_owned();
    (is_kebab(&better) && !RESERVED.contains(&better.as_str())).then_some(better)
}

/// Components, stores and channels share one namespace.
pub(super) fn one_namespace(plan: &Plan, tree: &Tree) -> Vec<Problem> {
    let places =
        [("map", "components", plan.component_ids()), ("data", "stores", plan.store_ids()), ("contracts", "channels", plan.channel_ids())];
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (section, register, ids) in &places {
        for id in ids {
            if let Some(earlier) = first.insert(id, register) {
                let span = tree.label_span(&Path::of([*section, *register, *id]));
                let hint = format!("there is one of this id in {earlier} already; components, stores and channels need different ids");
                problems.push(Problem::new(span, format!("`{id}` is declared twice")).hint(hint));
            }
        }
    }
    problems
}
