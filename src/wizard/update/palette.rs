//! The palette: everything that has a name.

use super::{moved, why_not};
use crate::document::{Path, Tree};
use crate::wizard::action::{Action, CATALOGUE, Scope, shown_key};
use crate::wizard::form::{Form, Role};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Layer, OneFinding, Palette, PaletteItem, PaletteTarget, State, ranked};

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Back => drop(state.pop()),
        Action::Open => return choose(state),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
            if let Some(Layer::Palette(palette)) = state.top_mut() {
                palette.row = moved(palette.row, palette.matches.len(), action, 8);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Palette(palette)) = state.pop() else { return Vec::new() };
    let Some(item) = palette.matches.get(palette.row).and_then(|at| palette.items.get(*at)) else { return Vec::new() };
    match &item.target {
        PaletteTarget::Action(action) => super::act(state, *action),
        PaletteTarget::Place(path) => {
            state.to_plan();
            if let Some(desk) = state.desk.as_mut() {
                desk.show(path);
            }
            Vec::new()
        }
        PaletteTarget::Finding(id) => {
            state.push(Layer::Finding(OneFinding { id: id.clone(), scroll: 0 }));
            Vec::new()
        }
    }
}

/// The palette as it is opened here: the actions that count here, then the parts of the plan, then the findings.
pub fn open(state: &State) -> Palette {
    let scope = state.scope();
    let mut items = actions(state, scope);
    if let Some(desk) = &state.desk {
        items.extend(places(desk.tree()));
        items.extend(desk.findings().iter().map(|finding| PaletteItem {
            name: format!("{} {}", finding.id, finding.message),
            kind: "finding",
            detail: finding.severity.to_string(),
            target: PaletteTarget::Finding(finding.id.clone()),
        }));
    }
    let mut palette = Palette { input: tui_input::Input::default(), items, matches: Vec::new(), row: 0 };
    palette.look();
    palette
}

fn actions(state: &State, scope: Scope) -> Vec<PaletteItem> {
    let counts = |entry: &&crate::wizard::action::Entry| {
        let here = entry.scopes.contains(&scope) || entry.scopes.contains(&Scope::Everywhere);
        let moves = matches!(
            entry.action,
            Action::Up
                | Action::Down
                | Action::Left
                | Action::Right
                | Action::PageUp
                | Action::PageDown
                | Action::First
                | Action::Last
                | Action::Palette
        );
        here && !moves
    };
    let item = |entry: &crate::wizard::action::Entry| PaletteItem {
        name: entry.title.to_owned(),
        kind: "do",
        detail: why_not(state, entry.action).or_else(|| shown_key(entry.action, scope)).unwrap_or_default(),
        target: PaletteTarget::Action(entry.action),
    };
    CATALOGUE.iter().filter(counts).map(item).collect()
}

/// Everything in the plan that has a name of its own.
fn places(tree: &Tree) -> Vec<PaletteItem> {
    let mut items = Vec::new();
    for step in crate::knowledge::StepId::ALL {
        let Some(form) = Form::open(tree, &Path::of([step.as_str()])) else { continue };
        let rows = (0..form.len()).filter_map(|at| form.row(at)).filter(|row| row.role == Role::Entry);
        items.extend(rows.map(|row| PaletteItem {
            name: row.path.to_string(),
            kind: "go to",
            detail: String::new(),
            target: PaletteTarget::Place(row.path),
        }));
    }
    items
}

impl Palette {
    /// Looks again at what is typed.
    pub fn look(&mut self) {
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        self.matches = ranked(self.input.value(), &names);
        self.row = 0;
    }
}
