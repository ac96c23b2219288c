//! Setting fields of a plan before it is read.

use super::{Change, WhatIfError};
use crate::document::{Limits, Path, Tree, Value, made, nearest};
use crate::plan::fields::Spot;
use crate::plan::writing::{key_order, put};
use crate::plan::{Plan, load};

/// The plan of a text with all its settings made.
///
/// # Errors
/// A setting names no part of the plan, or its value does not fit.
pub fn with_settings(text: &str, changes: &[Change]) -> Result<Plan, WhatIfError> {
    let unreadable = || WhatIfError { message: "the plan can't be read".to_owned(), hint: None };
    let loaded = load(text);
    let sets: Vec<(&String, &String)> =
        changes.iter().filter_map(|change| if let Change::Set(field, value) = change { Some((field, value)) } else { None }).collect();
    if sets.is_empty() {
        return loaded.plan.ok_or_else(unreadable);
    }
    let mut text = text.to_owned();
    let mut tree = loaded.tree;
    for (field, value) in &sets {
        let path = Path::of(keys(field, &tree)?);
        let refused = |why: String| WhatIfError { message: format!("`{field} = {value}`: {why}"), hint: None };
        let (written, _) = Tree::parse(value, &Limits::default()).map_err(|problem| refused(problem.message))?;
        let edits = put(&tree, &path, Value::of(written.root()));
        if let Some(made) = made(&text, &tree, &edits, &key_order).map_err(|error| refused(error.to_string()))? {
            (text, tree) = (made.text, made.tree);
        }
    }
    let changed = load(&text);
    let told: Vec<String> = sets.iter().map(|(field, value)| format!("{field} = {value}")).collect();
    if let Some(problem) = changed.problems.first() {
        return Err(WhatIfError { message: format!("`{}`: {}", told.join("`, `"), problem.message), hint: problem.hint.clone() });
    }
    changed.plan.ok_or_else(unreadable)
}

/// The keys of a field: from the root, or from a call, a component, a store or a journey.
fn keys(field: &str, tree: &Tree) -> Result<Vec<String>, WhatIfError> {
    let mut known = Vec::new();
    for register in ["map.calls", "map.components", "data.stores", "goals.journeys"] {
        let base: Vec<String> = register.split('.').map(str::to_owned).collect();
        let entries = tree.find(&Path::of(base.clone())).map(crate::document::Node::entries).unwrap_or_default();
        for key in entries.iter().filter_map(|entry| entry.key.text()) {
            known.push(key.to_owned());
            if let Some(rest) = field.strip_prefix(key).and_then(|rest| rest.strip_prefix('.')) {
                let mut keys = base;
                keys.push(key.to_owned());
                keys.extend(rest.split('.').map(str::to_owned));
                return fits(field, keys);
            }
        }
    }
    let section = field.split('.').next().unwrap_or_default();
    if Spot::at([section]).is_some() {
        // The longest key of the plan that fits is one key, though it may hold dots; what is not written yet has none.
        let mut written = field;
        loop {
            if let Some(path) = Path::parse(written, tree) {
                let keys = path.steps().iter().map(|step| Path::root().step(step.clone()).last_key().unwrap_or_default().to_owned());
                let rest = field.get(written.len()..).unwrap_or_default().trim_start_matches('.');
                return fits(field, keys.chain(rest.split('.').filter(|key| !key.is_empty()).map(str::to_owned)).collect());
            }
            match written.rsplit_once('.') {
                Some((shorter, _)) => written = shorter,
                None => return fits(field, field.split('.').map(str::to_owned).collect()),
            }
        }
    }
    let message = format!("`{field}` is no field of the plan");
    let subject = field.split('.').next().unwrap_or(field);
    let hint = match nearest(subject, known.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "name it from the top, or from a call, a component, a store or a journey: `api -> payments.timeout`".to_owned(),
    };
    Err(WhatIfError::new(message, hint))
}

/// Whether the format has such a field. A whole that has a main field stands for it.
fn fits(field: &str, mut keys: Vec<String>) -> Result<Vec<String>, WhatIfError> {
    let Some(spot) = Spot::at(keys.iter().map(String::as_str)) else {
        return Err(WhatIfError::new(
            format!("the plan format has no field `{field}`"),
            "`groundplan explain` tells the fields of each part",
        ));
    };
    if let Some(main) = spot.main() {
        keys.push(main.name.to_owned());
    }
    Ok(keys)
}
