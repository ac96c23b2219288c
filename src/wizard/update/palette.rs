//! The palette: everything that has a name.

use super::{form, moved, why_not};
use crate::document::{Path, Tree};
use crate::knowledge::StepId;
use crate::plan::fields::Spot;
use crate::wizard::action::{Action, CATALOGUE, Scope, shown_key};
use crate::wizard::form::{Form, Place, Role, Shape};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Layer, OneFinding, Palette, PaletteItem, PaletteTarget, Pane, State, ranked};
use std::collections::BTreeSet;

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
        PaletteTarget::Action(action, scope) => {
            if let (Some(desk), Some(pane)) = (state.desk.as_mut(), pane(*scope)) {
                desk.focus = pane;
            }
            super::act(state, *action)
        }
        PaletteTarget::Add(path) => {
            state.to_plan();
            if let Some(desk) = state.desk.as_mut() {
                desk.show(path);
            }
            form::add_to(state, path)
        }
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

/// The palette as it is opened here: the actions, what can be added, then the parts of the plan, then the findings.
pub fn open(state: &State) -> Palette {
    let mut items = actions(state);
    if let Some(desk) = &state.desk {
        items.extend(additions(desk.tree()));
        items.extend(places(desk.tree()));
        items.extend(desk.findings().iter().map(|finding| PaletteItem {
            name: format!("{} {}", finding.id, finding.message),
            words: &[],
            kind: "finding",
            detail: finding.severity.to_string(),
            target: PaletteTarget::Finding(finding.id.clone()),
        }));
    }
    let mut palette = Palette { input: tui_input::Input::default(), items, matches: Vec::new(), row: 0 };
    palette.look();
    palette
}

/// What can be done here; on the screen of the plan, what can be done in each of its panes.
fn actions(state: &State) -> Vec<PaletteItem> {
    let here = state.scope();
    let around: &[Scope] = if matches!(state.top(), Layer::Plan) { &[Scope::Form, Scope::Beside, Scope::Steps] } else { &[] };
    let mut named: BTreeSet<Action> = BTreeSet::new();
    let mut items = Vec::new();
    for scope in [here].iter().chain(around).chain(&[Scope::Everywhere]) {
        for entry in CATALOGUE.iter().filter(|entry| entry.scopes.contains(scope)) {
            let Some(word) = entry.action.words().first() else { continue };
            if named.insert(entry.action) {
                let key = shown_key(entry.action, *scope).unwrap_or_default();
                let reason = if *scope == here || *scope == Scope::Everywhere { why_not(state, entry.action) } else { None };
                items.push(PaletteItem {
                    name: format!("{word}: {}", entry.title),
                    words: entry.action.words(),
                    kind: "do",
                    detail: reason.unwrap_or(key),
                    target: PaletteTarget::Action(entry.action, *scope),
                });
            }
        }
    }
    items
}

/// The registers that something can be added to from anywhere.
fn additions(tree: &Tree) -> Vec<PaletteItem> {
    let mut items = Vec::new();
    for step in StepId::ALL {
        let section = Path::of([step.as_str()]);
        let fields = Spot::at([step.as_str()]).map(Spot::fields).unwrap_or_default();
        for field in fields {
            let path = section.clone().key(field.name);
            if matches!(Place::find(tree, &path).map(Shape::of), Some(Shape::Entries(..))) {
                items.push(PaletteItem {
                    name: format!("add {}: to {path}", field.name.replace('_', " ")),
                    words: &[],
                    kind: "do",
                    detail: String::new(),
                    target: PaletteTarget::Add(path),
                });
            }
        }
    }
    items
}

/// Everything in the plan that has a name of its own.
fn places(tree: &Tree) -> Vec<PaletteItem> {
    let mut items = Vec::new();
    for step in StepId::ALL {
        let Some(form) = Form::open(tree, &Path::of([step.as_str()])) else { continue };
        let rows = (0..form.len()).filter_map(|at| form.row(at)).filter(|row| row.role == Role::Entry);
        items.extend(rows.map(|row| PaletteItem {
            name: row.path.to_string(),
            words: &[],
            kind: "go to",
            detail: String::new(),
            target: PaletteTarget::Place(row.path),
        }));
    }
    items
}

/// The pane whose keys a scope is about.
fn pane(scope: Scope) -> Option<Pane> {
    match scope {
        Scope::Steps => Some(Pane::Steps),
        Scope::Form => Some(Pane::Form),
        Scope::Beside => Some(Pane::Beside),
        _ => None,
    }
}

impl Palette {
    /// Looks again at what is typed. What is called so in full comes first, then what begins like that.
    pub fn look(&mut self) {
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        let wanted = self.input.value().trim().to_lowercase();
        self.matches = ranked(&wanted, &names);
        if !wanted.is_empty() {
            let distance = |item: &PaletteItem| {
                let usual = item.words.first() == Some(&wanted.as_str());
                let named = item.words.contains(&wanted.as_str());
                let begins = item.kind == "do" && item.name.starts_with(&wanted) || item.words.iter().any(|word| word.starts_with(&wanted));
                if usual {
                    0
                } else if named {
                    1
                } else if begins {
                    2
                } else {
                    3
                }
            };
            let far = |at: &usize| self.items.get(*at).map_or(3, distance);
            let others = (0..self.items.len()).filter(|at| far(at) < 3 && !self.matches.contains(at));
            let mut matches: Vec<usize> = self.matches.iter().copied().chain(others).collect();
            matches.sort_by_key(far);
            self.matches = matches;
        }
        self.row = 0;
    }
}
