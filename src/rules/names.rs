//! Names of conditions and thresholds in a plan that the guidance does not know.

use super::rulebook::Rulebook;
use crate::document::{Path, Problem, nearest};
use crate::knowledge::{checklists, thresholds};
use crate::plan::Loaded;

/// Practices and thresholds that name nothing: a slip of the pen there would go unseen.
pub fn unknown_names(loaded: &Loaded, rulebook: &Rulebook) -> Vec<Problem> {
    let written = loaded.plan.as_ref().and_then(|plan| plan.thresholds.as_ref());
    if written.is_none() && loaded.mentions.iter().all(|mention| mention.kind != "condition") {
        return Vec::new();
    }
    // What a team has switched off may still be answered.
    let guidance = checklists().conditions().map(|entry| entry.condition);
    let conditions: Vec<&str> = guidance.chain(rulebook.conditions()).map(|condition| condition.id.as_str()).collect();
    let mentions = loaded.mentions.iter().filter(|mention| mention.kind == "condition");
    let practices = mentions.filter_map(|mention| {
        let name = mention.text.split('@').next().unwrap_or(&mention.text);
        (!conditions.contains(&name)).then(|| unknown(mention.span, "condition", name, &conditions))
    });
    let thresholds: Vec<&str> = thresholds().map(|threshold| threshold.id.as_str()).collect();
    let keys = written.into_iter().flat_map(|written| written.keys()).filter(|key| !thresholds.contains(&key.as_str()));
    let keys = keys.map(|key| {
        let span = loaded.tree.label_span(&Path::of(["thresholds", key.as_str()]));
        unknown(span, "threshold", key, &thresholds)
    });
    practices.chain(keys).collect()
}

fn unknown(span: crate::document::Span, what: &str, name: &str, among: &[&str]) -> Problem {
    let problem = Problem::new(span, format!("there is no {what} `{name}`"));
    match nearest(name, among.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("`groundplan explain` shows every rule with its {what}s")),
    }
}
