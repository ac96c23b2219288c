//! The first line and the last: where one is, and what can be done.

use super::canvas::Canvas;
use super::text::width;
use crate::document::{Path, Step, printable};
use crate::knowledge::workflow;
use crate::wizard::action::{Action, CATALOGUE, Scope, shown_key};
use crate::wizard::intent::Target;
use crate::wizard::state::{Desk, Disk, Layer, Saved, State, Weight};
use crate::wizard::update::why_not;
use ratatui::layout::Rect;

/// The name of the program, the way to the opened place, and whether it is saved.
pub fn header(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    let (accent, strong, dim) = (canvas.theme.accent, canvas.theme.strong, canvas.theme.dim);
    let column = canvas.put(area, 1, 0, "groundplan", accent.patch(strong));
    let Some(desk) = &state.desk else { return };
    let (told, style) = saved(canvas, desk, state.options.autosave);
    let end = canvas.put_right(area, 1, 0, &told, style);
    let room = Rect { width: end.saturating_sub(1), ..area };
    let mut column = column + 2;
    let crumbs = crumbs(state, desk);
    let last = crumbs.len().saturating_sub(1);
    // Where there is no room for all, the beginning gives way.
    let needed: u16 = crumbs.iter().map(|(_, name)| width(name) + 3).sum();
    let mut hidden = needed.saturating_sub(room.width.saturating_sub(column));
    for (at, (level, name)) in crumbs.iter().enumerate() {
        let wide = width(name) + 3;
        if hidden > 0 && at < last {
            hidden = hidden.saturating_sub(wide);
            continue;
        }
        let start = column;
        column = canvas.put(room, column, 0, name, if at == last { strong } else { dim });
        if let Some(level) = level {
            canvas.hits.add(Rect { x: area.x + start, width: column - start, ..area }, Target::Crumb(*level));
        }
        if at < last {
            column = canvas.put(room, column + 1, 0, canvas.glyphs.into, dim) + 1;
        }
    }
}

/// The parts of the way to what is open, each with the depth that clicking it leads to.
fn crumbs(state: &State, desk: &Desk) -> Vec<(Option<usize>, String)> {
    let system = desk.tree().find(&Path::of(["system"])).and_then(|node| node.text()).unwrap_or("plan");
    let mut crumbs = vec![(Some(0), printable(system).into_owned())];
    let screen = state.layers.iter().rev().find(|layer| layer.is_screen());
    let title = match screen {
        Some(Layer::Findings(_)) => "All findings",
        Some(Layer::Graph(_)) => "Graph",
        Some(Layer::Documents(_)) => "Documents",
        _ => {
            for (depth, step) in desk.at.steps().iter().enumerate() {
                crumbs.push((Some(depth + 1), crumb(depth, step)));
            }
            return crumbs;
        }
    };
    crumbs.push((None, title.to_owned()));
    crumbs
}

/// The name of a section: that of its step; of what is no step, what is written.
pub fn section(key: &str) -> String {
    workflow().step(key).map_or_else(|| printable(key).into_owned(), |step| format!("{} {}", step.number, step.title))
}

fn crumb(depth: usize, step: &Step) -> String {
    match step {
        Step::Key(key) if depth == 0 => section(key),
        Step::Key(key) => printable(key).into_owned(),
        Step::Index(index) => (index + 1).to_string(),
    }
}

fn saved(canvas: &Canvas<'_>, desk: &Desk, autosave: bool) -> (String, ratatui::style::Style) {
    let (dot, theme) = (canvas.glyphs.dot, &canvas.theme);
    match (&desk.saved, &desk.disk) {
        (_, Disk::Changed) => (format!("{dot} changed on disk"), theme.bad),
        (_, Disk::Gone) => (format!("{dot} removed on disk"), theme.bad),
        (Saved::Failed(_), _) => (format!("{dot} not saved"), theme.bad),
        (Saved::No, _) if autosave => (format!("{dot} saving"), theme.dim),
        (Saved::No, _) => (format!("{dot} not saved: Ctrl-S"), theme.warn),
        (Saved::Yes, _) => (format!("{dot} saved"), theme.good),
    }
}

/// What can be done here, or a word about what just happened.
pub fn footer(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    if let Some(notice) = &state.notice {
        let style = match notice.weight {
            Weight::Done => canvas.theme.good,
            Weight::Info => canvas.theme.note,
            Weight::Wrong => canvas.theme.bad,
        };
        canvas.put(area, 1, 0, &printable(&notice.text), style);
        return;
    }
    let scope = state.scope();
    let mut room = area;
    // The way to everything else always has its place at the end.
    for entry in CATALOGUE.iter().rev().filter(|entry| entry.scopes.contains(&Scope::Everywhere) && !entry.label.is_empty()) {
        let closed = scope.takes_text() || matches!(scope, Scope::Help | Scope::Reading);
        let Some(key) = shown_key(entry.action, scope).filter(|_| !closed) else { continue };
        let wide = width(&key) + 1 + width(entry.label);
        room.width = room.width.saturating_sub(wide + 2);
        label(canvas, area, room.width, entry.action, &key, entry.label, true);
    }
    let mut column = 1;
    for entry in CATALOGUE.iter().filter(|entry| entry.scopes.contains(&scope) && !entry.label.is_empty()) {
        let can = why_not(state, entry.action).is_none();
        // What makes no sense here is left out; what only has to wait is dimmed.
        let shown = can || matches!(entry.action, Action::Undo | Action::Add | Action::Accept | Action::NextQuestion);
        let Some(key) = shown_key(entry.action, scope).filter(|_| shown) else { continue };
        if column + width(&key) + 1 + width(entry.label) + 2 > room.width {
            continue;
        }
        column = label(canvas, area, column, entry.action, &key, entry.label, can) + 2;
    }
}

/// Writes a key and what it does. Gives the column after it.
fn label(canvas: &mut Canvas<'_>, area: Rect, column: u16, action: Action, key: &str, name: &str, can: bool) -> u16 {
    let (key_style, style) = if can { (canvas.theme.accent, canvas.theme.text) } else { (canvas.theme.line, canvas.theme.line) };
    let after = canvas.put(area, column, 0, key, key_style) + 1;
    let end = canvas.put(area, after, 0, name, style);
    canvas.hits.add(Rect { x: area.x + column, width: end.saturating_sub(column), ..area }, Target::Act(action));
    end
}

/// A screen on which nothing fits.
pub fn too_small(canvas: &mut Canvas<'_>) {
    let area = canvas.area();
    let (columns, rows) = super::SMALLEST;
    let lines = [format!("groundplan needs {columns}×{rows}"), format!("this is {}×{}", area.width, area.height)];
    for (line, text) in (0..).zip(&lines) {
        let top = area.height.saturating_sub(2) / 2;
        let column = area.width.saturating_sub(width(text)) / 2;
        canvas.put(area, column, top + line, text, canvas.theme.text);
    }
}
