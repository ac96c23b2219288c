//! Whose telemetry is judged, and that what is said of all components is asked once.

use crate::document::{Path, Step};
use crate::plan::map::{Component, ComponentKind};
use crate::rules::{Context, Ruling, SubjectRef, Verdict};
use petgraph::graph::NodeIndex;

/// The components that the plan's team runs, with where they stand.
pub(super) fn run_by_us<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (NodeIndex, &'a str, &'a Component)> {
    context.system.nodes().filter_map(|at| {
        let vertex = context.system.vertex(at);
        let component = vertex.component()?;
        let is_ours = !component.kind.is_some_and(|kind| kind.is_elsewhere() || kind == ComponentKind::Broker);
        is_ours.then(|| (at, vertex.id(), component))
    })
}

/// The rulings with one question for the whole system, in place of one for each subject, where what is said of all would tell.
pub(super) fn asked_once(rulings: impl IntoIterator<Item = Ruling>) -> Vec<Ruling> {
    let mut asked = false;
    let each = rulings.into_iter().filter_map(|ruling| match ruling.verdict {
        Verdict::Unknown(path) if is_of_all(&path) => {
            let first = !std::mem::replace(&mut asked, true);
            first.then(|| Ruling::unknown(SubjectRef::system(), path))
        }
        _ => Some(ruling),
    });
    each.collect()
}

/// Whether a path leads to what is said of all components: `build.telemetry.logs.format`, not `….components.api.logs.format`.
fn is_of_all(path: &Path) -> bool {
    let is = |step: Option<&Step>, name: &str| matches!(step, Some(Step::Key(key)) if key == name);
    match path.steps() {
        [build, telemetry, section, rest @ ..] => {
            is(Some(build), "build") && is(Some(telemetry), "telemetry") && !is(Some(section), "components") && rest.len() < 2
        }
        _ => false,
    }
}
