//! What goes along when an entity goes, so that nothing is left that names it.

use super::Loaded;
use super::rename::naming;
use crate::document::{Path, Step};

/// What an entity is about: without it, it says nothing.
const ABOUT: [[&str; 3]; 2] = [["map", "failure_modes", "at"], ["operations", "alerts", "slo"]];

/// The places that name the entity at `path`, or something that goes with it: calls from and to it, failure modes that strike
/// there, items of lists, values of fields. The entity itself is not among them.
pub fn along(loaded: &Loaded, path: &Path) -> Vec<Path> {
    let mut gone = vec![path.clone()];
    let mut looked_at = 0;
    while let Some(entity) = gone.get(looked_at).cloned() {
        looked_at += 1;
        for mention in naming(loaded, &entity) {
            let place = bearer(&mention.path(&loaded.tree));
            if !gone.iter().any(|gone| place.starts_with(gone)) {
                gone.retain(|gone| !gone.starts_with(&place));
                gone.push(place);
                looked_at = 0;
            }
        }
    }
    gone.retain(|gone| gone != path);
    gone.sort_by_key(|path| loaded.tree.label_span(path).start);
    gone
}

/// The entity that a mention makes pointless when it goes, or the mention itself.
fn bearer(mention: &Path) -> Path {
    match mention.steps() {
        [Step::Key(section), Step::Key(register), Step::Key(_), Step::Key(field), ..]
            if ABOUT.iter().any(|about| *about == [section.as_str(), register, field]) =>
        {
            mention.steps().iter().take(3).cloned().collect()
        }
        _ => mention.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;

    #[test]
    fn calls_failure_modes_and_names_in_lists_go_along() {
        let loaded = load(
            "groundplan: 1\nsystem: shop\ngoals: {journeys: {pay: {entry: [web, api]}}}\nmap:\n  components: {web: {}, api: {}, db: {}}\n  \
             calls: {web -> api: {}, api -> db: {}}\n  failure_modes: {slow: {at: api -> db}}\nbuild: {deploys: {api: canary}}\n\
             operations: {runbooks: {help: {of: [api, slow]}}}\n",
        );
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let found: Vec<String> = along(&loaded, &Path::of(["map", "components", "api"])).iter().map(ToString::to_string).collect();
        let expected = [
            "goals.journeys.pay.entry[1]",
            "map.calls.web -> api",
            "map.calls.api -> db",
            "map.failure_modes.slow",
            "build.deploys.api",
            "operations.runbooks.help.of[0]",
            "operations.runbooks.help.of[1]",
        ];
        assert_eq!(found, expected);
    }
}
