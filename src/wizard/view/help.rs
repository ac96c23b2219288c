//! What can be done, from the catalogue.

use super::canvas::Canvas;
use super::centred;
use super::text::wrap;
use crate::wizard::action::{CATALOGUE, Entry, Scope, key_names};
use crate::wizard::state::{HelpScreen, State};
use crate::wizard::update::why_not;
use ratatui::layout::Rect;
use ratatui::style::Style;

const KEYS: u16 = 22;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, help: &HelpScreen, body: Rect) {
    let area = centred(body, 92, body.height);
    let inner = canvas.raised(area, "help");
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let lines = lines(canvas, state, help.scope, inner.width);
    let first = help.scroll.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (line, (keys, text, style)) in (0..).zip(lines.iter().skip(first).take(usize::from(inner.height))) {
        canvas.put(Rect { width: KEYS.min(inner.width), ..inner }, 0, line, keys, canvas.theme.accent);
        canvas.put(inner, if keys.is_empty() && *style == canvas.theme.strong { 0 } else { KEYS }, line, text, *style);
    }
    if first > 0 {
        canvas.put_right(inner, 0, 0, canvas.glyphs.above, canvas.theme.dim);
    }
    if first + usize::from(inner.height) < lines.len() {
        canvas.put_right(inner, 0, inner.height.saturating_sub(1), canvas.glyphs.below, canvas.theme.dim);
    }
}

type Line = (String, String, Style);

fn lines(canvas: &Canvas<'_>, state: &State, scope: Scope, columns: u16) -> Vec<Line> {
    let theme = &canvas.theme;
    let mut lines = Vec::new();
    let heading = |text: &str| (String::new(), text.to_owned(), theme.strong);
    let scopes: Vec<Scope> =
        [Scope::Steps, Scope::Form, Scope::Beside, Scope::Findings, Scope::Finding, Scope::Graph, Scope::Documents, Scope::Question]
            .into_iter()
            .filter(|other| *other != scope)
            .collect();
    for shown in [scope, Scope::Everywhere].into_iter().chain(scopes) {
        lines.push(heading(shown.title()));
        for entry in CATALOGUE.iter().filter(|entry| entry.scopes.contains(&shown)) {
            lines.extend(entry_lines(state, entry, shown, shown == scope, columns, theme.text, theme.dim));
        }
        if shown.takes_text() {
            lines.push((
                "Ctrl-a Ctrl-e Ctrl-u".to_owned(),
                "Begin, end, delete to the beginning: the usual keys of a line".to_owned(),
                theme.text,
            ));
        }
        lines.push((String::new(), String::new(), theme.text));
    }
    lines
}

fn entry_lines(state: &State, entry: &Entry, scope: Scope, here: bool, columns: u16, text: Style, dim: Style) -> Vec<Line> {
    let keys = key_names(entry.action, scope).join("  ");
    let keys = if keys.is_empty() { "in the commands".to_owned() } else { keys };
    let reason = if here { why_not(state, entry.action) } else { None };
    let (words, style) = match reason {
        Some(reason) => (format!("{} (not now: {reason})", entry.title), dim),
        None => (entry.title.to_owned(), text),
    };
    let wrapped = wrap(&words, columns.saturating_sub(KEYS));
    let first = (keys, wrapped.first().cloned().unwrap_or_default(), style);
    std::iter::once(first).chain(wrapped.into_iter().skip(1).map(|line| (String::new(), line, style))).collect()
}
