//! The form of the opened place, and what the selected row is for.

use super::canvas::{Canvas, first_row};
use super::chrome::section;
use super::spoken;
use super::text::{width, wrap};
use crate::document::{Path, Step, printable};
use crate::wizard::form::{Form, Role, Row, Shape, Tone, count, shown};
use crate::wizard::intent::Target;
use crate::wizard::state::{Desk, Pane};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let focused = desk.focus == Pane::Form;
    let inner = canvas.pane(area, &title(desk), focused);
    let Some(form) = desk.form() else { return };
    let help_height = if inner.height >= 20 {
        6
    } else if inner.height >= 14 {
        5
    } else {
        3
    };
    let rows = Rect { height: inner.height.saturating_sub(help_height), ..inner };
    draw_rows(canvas, desk, &form, rows, focused);
    help(canvas, desk, &form, Rect { y: rows.bottom(), height: help_height, ..inner }, focused);
}

fn title(desk: &Desk) -> String {
    match desk.at.steps() {
        [] => "overview".to_owned(),
        [Step::Key(key)] => section(key),
        [.., Step::Index(index)] => {
            let list = desk.at.parent().and_then(|parent| parent.last_key().map(str::to_owned)).unwrap_or_default();
            format!("{list}: {}", index + 1)
        }
        [.., Step::Key(key)] => printable(key).into_owned(),
    }
}

fn draw_rows(canvas: &mut Canvas<'_>, desk: &Desk, form: &Form<'_>, area: Rect, focused: bool) {
    let len = form.len();
    if len == 0 {
        let text = spoken::empty(form.place);
        canvas.put(area, 2, 1, text, canvas.theme.dim);
        canvas.put(area, 2, 3, "a adds one", canvas.theme.text);
        canvas.anchor = Some(Rect { y: area.y + 3, height: 1, ..area });
        return;
    }
    let first = first_row(desk.row, len, area.height);
    let rows: Vec<Row<'_>> = (first..len).take(usize::from(area.height)).filter_map(|at| form.row(at)).collect();
    let widest = rows.iter().map(|row| width(&row.name) + indent(row)).max().unwrap_or(0);
    let names = widest.clamp(8, (area.width / 2).clamp(8, 30));
    for (line, row) in (0..).zip(&rows) {
        let at = first + usize::from(line);
        canvas.hit(area, line, Target::Row(at));
        if at == desk.row {
            canvas.paint(area, line, if focused { canvas.theme.selected } else { canvas.theme.resting });
            canvas.put(area, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
            canvas.anchor = Some(Rect { x: area.x + 2, y: area.y + line, width: area.width.saturating_sub(2), height: 1 });
        }
        draw_row(canvas, desk, row, area, line, names);
    }
    if first > 0 {
        canvas.put_right(area, 0, 0, canvas.glyphs.above, canvas.theme.dim);
    }
    if first + usize::from(area.height) < len {
        canvas.put_right(area, 0, area.height.saturating_sub(1), canvas.glyphs.below, canvas.theme.dim);
    }
}

fn indent(row: &Row<'_>) -> u16 {
    if row.depth > 0 { 2 } else { 0 }
}

fn draw_row(canvas: &mut Canvas<'_>, desk: &Desk, row: &Row<'_>, area: Rect, line: u16, names: u16) {
    let (theme, glyphs) = (canvas.theme, canvas.glyphs);
    let mut shown = shown(row.place);
    let opens = Shape::of(row.place).opens();
    if row.unfolded {
        // What it holds stands below it.
        shown.text = count(row.place).to_string();
    }
    let name_style = match row.role {
        Role::Entry => theme.strong,
        _ if row.unfolded => theme.accent,
        _ if shown.tone == Tone::Unknown => theme.dim,
        _ => theme.text,
    };
    let start = 2 + indent(row);
    let name = Rect { width: (names + 2).min(area.width), ..area };
    canvas.put(name, start, line, &printable(&row.name), name_style);
    // The right end is for marks: what was typed and not taken, and the worst finding.
    let mut room = area.width.saturating_sub(2);
    if let Some((sign, style)) = mark(canvas, desk, row) {
        canvas.put_right(area, 1, line, sign, style);
    }
    room = room.saturating_sub(2);
    if desk.drafts.contains_key(&row.path) {
        let text = "typed";
        canvas.put_right(area, 4, line, text, theme.note);
        room = room.saturating_sub(width(text) + 2);
    }
    let value = Rect { width: room.max(names + 4).min(area.width), ..area };
    let column = names + 4;
    let (style, text) = match shown.tone {
        Tone::Unknown if opens => (theme.line, glyphs.into.to_owned()),
        Tone::Unknown => (theme.line, shown.text),
        Tone::Default => (theme.dim, format!("{}  by default", shown.text)),
        Tone::None => (theme.note, shown.text),
        Tone::Known => (theme.text, shown.text),
        Tone::Summary => (theme.dim, shown.text),
    };
    canvas.put(value, column, line, &text, style);
}

/// The sign of the worst open finding about a row.
fn mark(canvas: &Canvas<'_>, desk: &Desk, row: &Row<'_>) -> Option<(&'static str, ratatui::style::Style)> {
    let found = desk.index.below(&row.path);
    let worst = found
        .iter()
        .filter_map(|at| desk.findings().get(*at))
        .filter(|finding| finding.state.is_open())
        .map(|finding| finding.severity)
        .max()?;
    Some((canvas.glyphs.severity(worst), canvas.theme.severity(worst)))
}

/// What the selected row is for, what fits there, and what its absence means.
fn help(canvas: &mut Canvas<'_>, desk: &Desk, form: &Form<'_>, area: Rect, focused: bool) {
    let row = form.row(desk.row);
    let (name, place, path) = match &row {
        Some(row) => (row.name.clone(), row.place, row.path.clone()),
        None => (String::new(), form.place, desk.at.clone()),
    };
    canvas.rule(area, 0, &printable(&name), focused);
    let wide = area.width.saturating_sub(2);
    let mut lines: Vec<(String, bool)> = Vec::new();
    let about = if let Some(row) = row.as_ref().filter(|row| row.role == Role::Entry) { row.path.parent() } else { Some(path) };
    let text = place.spot.help();
    let text = if text.is_empty() { about.as_ref().and_then(help_of).unwrap_or_default() } else { text };
    lines.extend(wrap(text, wide).into_iter().map(|line| (line, true)));
    let takes = spoken::takes(place.spot);
    if !takes.is_empty() {
        let form = if matches!(Shape::of(place), Shape::Fields) { "In short" } else { "Takes" };
        lines.extend(wrap(&format!("{form} {takes}."), wide).into_iter().map(|line| (line, false)));
    }
    if let Some(default) = place.spot.default() {
        lines.push((format!("By default {default}."), false));
    }
    for (line, (text, strong)) in (1..).zip(lines.iter().take(usize::from(area.height.saturating_sub(1)))) {
        canvas.put(area, 1, line, text, if *strong { canvas.theme.text } else { canvas.theme.dim });
    }
    if lines.len() >= usize::from(area.height.max(1)) {
        canvas.put_right(area, 0, area.height.saturating_sub(1), canvas.glyphs.more, canvas.theme.dim);
    }
}

fn help_of(path: &Path) -> Option<&'static str> {
    let keys = path.steps().iter().map(|step| match step {
        Step::Key(key) => key.as_str(),
        Step::Index(_) => "*",
    });
    crate::plan::fields::Spot::at(keys).map(crate::plan::fields::Spot::help)
}
