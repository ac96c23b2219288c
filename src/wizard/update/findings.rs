//! Findings: shown, fixed, accepted, gone to.

use super::{accept, difference, moved, page, reading};
use crate::document::{Limits, Tree, Value};
use crate::rules::Finding;
use crate::wizard::action::Action;
use crate::wizard::form::put;
use crate::wizard::intent::Effect;
use crate::wizard::state::{Confirmed, Layer, OneFinding, Pane, Reading, State, Weight};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Fix => return fix(state),
        Action::Accept => return accept::begin(state),
        _ => {}
    }
    let page = page(state);
    let shown = state.shown_findings().len();
    match (action, state.top_mut()) {
        (Action::Open, Some(Layer::Plan)) => {
            if let Some(id) = state.finding().map(|finding| finding.id.clone()) {
                state.push(Layer::Finding(OneFinding { id, scroll: 0 }));
            }
        }
        (Action::Open | Action::Back, Some(Layer::Findings(screen))) if screen.filtering => screen.filtering = false,
        (Action::Open, _) => go(state),
        (Action::Filter, Some(Layer::Findings(screen))) => screen.filtering = true,
        (Action::Back, Some(Layer::Findings(screen))) if !screen.filter.value().is_empty() => screen.filter.reset(),
        (Action::Back, _) => drop(state.pop()),
        (_, Some(Layer::Findings(screen))) => screen.row = moved(screen.row, shown, action, page),
        (_, Some(Layer::Finding(finding))) => finding.scroll = reading::scrolled(finding.scroll, action, page),
        _ => {}
    }
    Vec::new()
}

/// Shows the place that the finding is about.
fn go(state: &mut State) {
    let Some(path) = state.finding().map(|finding| finding.path.clone()) else { return };
    state.to_plan();
    if let Some(desk) = state.desk.as_mut() {
        desk.show(&path);
    }
}

/// Shows what the suggested fix would change.
pub fn fix(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let finding = match state.top() {
        Layer::Plan if desk.focus == Pane::Form => desk.here().into_iter().find(|finding| finding.suggestion.is_some()),
        _ => state.finding(),
    };
    let Some((finding, suggestion)) = finding.and_then(|finding| Some((finding, finding.suggestion.as_ref()?))) else { return Vec::new() };
    let Ok((value, _)) = Tree::parse(&suggestion.value, &Limits::default()) else { return Vec::new() };
    let edits = put(desk.tree(), &suggestion.path, Value::of(value.root()));
    match difference::tried(&desk.document, &edits) {
        Ok(after) => {
            let lines = difference::lines(desk.document.text(), &after);
            let title = format!("Fix {}? This is what changes:", finding.id);
            let done = format!("{} is fixed as suggested; u takes it back", finding.condition.id);
            state.push(Layer::Reading(Reading::of(title, lines, Confirmed::Edit(edits, done))));
        }
        Err(reason) => state.say(Weight::Wrong, reason),
    }
    Vec::new()
}

impl State {
    /// The findings that the screen of all findings shows, worst first.
    pub fn shown_findings(&self) -> Vec<&Finding> {
        let Some(desk) = &self.desk else { return Vec::new() };
        let filter =
            self.layers.iter().rev().find_map(|layer| if let Layer::Findings(screen) = layer { Some(screen.filter.value()) } else { None });
        let words: Vec<String> = filter.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
        desk.findings().iter().filter(|finding| holds(finding, &words)).collect()
    }

    /// The finding that is selected, wherever it is.
    pub fn finding(&self) -> Option<&Finding> {
        let desk = self.desk.as_ref()?;
        for layer in self.layers.iter().rev() {
            match layer {
                Layer::Finding(one) => return desk.findings().iter().find(|finding| finding.id == one.id),
                Layer::Findings(screen) => return self.shown_findings().get(screen.row).copied(),
                Layer::Plan => return desk.finding(),
                _ => {}
            }
        }
        None
    }
}

fn holds(finding: &Finding, words: &[String]) -> bool {
    let text = || {
        format!(
            "{} {} {} {} {} {}",
            finding.id,
            finding.message,
            finding.severity,
            finding.condition.step,
            finding.condition.category,
            finding.state.as_str()
        )
        .to_lowercase()
    };
    words.is_empty() || {
        let text = text();
        words.iter().all(|word| text.contains(word.as_str()))
    }
}
