//! A line that is typed: the text with its cursor, why it does not fit, and what is offered.

use super::canvas::{Canvas, first_row};
use super::text::{clip, width, wrap};
use crate::document::printable;
use crate::wizard::intent::Target;
use crate::wizard::state::Entry;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// Draws the line; long texts are moved so that the cursor is seen.
pub fn line(canvas: &mut Canvas<'_>, area: Rect, row: u16, input: &Input) {
    if row >= area.height || area.width < 4 {
        return;
    }
    let style = canvas.theme.input;
    canvas.paint(area, row, style);
    canvas.put(area, 0, row, ">", canvas.theme.accent);
    let inner = Rect { x: area.x + 2, width: area.width - 2, ..area };
    let columns = usize::from(inner.width.saturating_sub(1));
    let scroll = input.visual_scroll(columns);
    let text = printable(input.value());
    let mut hidden = 0;
    let mut shown = String::new();
    for c in text.chars() {
        if hidden < scroll {
            hidden += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        } else {
            shown.push(c);
        }
    }
    let shown = clip(&shown, inner.width, "").into_owned();
    canvas.put(inner, 0, row, &shown, canvas.theme.text.patch(style));
    let column = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(0).min(inner.width.saturating_sub(1));
    canvas.cursor = Some(Position::new(inner.x + column, inner.y + row));
}

/// How many lines the offers take, at most `most`.
pub fn offers_height(entry: &Entry, most: u16) -> u16 {
    u16::try_from(entry.matches.len()).unwrap_or(most).min(most)
}

/// Draws the offers, the chosen one marked.
pub fn offers(canvas: &mut Canvas<'_>, area: Rect, entry: &Entry) {
    let len = entry.matches.len();
    let first = first_row(entry.chosen.unwrap_or(0), len, area.height);
    let names = entry.offers().map(|offer| width(&offer.text)).max().unwrap_or(0).min(area.width / 2);
    for (line, (at, offer)) in (0..).zip(entry.offers().enumerate().skip(first).take(usize::from(area.height))) {
        let chosen = entry.chosen == Some(at);
        if chosen {
            canvas.paint(area, line, canvas.theme.selected);
            canvas.put(area, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
        }
        let name = Rect { width: (names + 2).min(area.width), ..area };
        canvas.put(name, 2, line, &printable(&offer.text), if chosen { canvas.theme.strong } else { canvas.theme.text });
        canvas.put(area, names + 4, line, &offer.meaning, canvas.theme.dim);
        canvas.hit(area, line, Target::Offer(at));
    }
}

/// Why the line does not fit yet, or what taking it would do.
pub fn objection(entry: &Entry, columns: u16) -> Vec<(String, bool)> {
    let told = |text: &str, wrong: bool| wrap(&printable(text), columns).into_iter().map(move |line| (line, wrong)).collect();
    if let (None, Some(name), Some(register)) = (entry.chosen, entry.could_create(), &entry.answer.creates) {
        return told(&format!("Nothing is called {name} yet: Enter adds it to {register}."), false);
    }
    if entry.meant {
        return told("That is how it is written here: Enter takes it, or change it.", false);
    }
    let refusal = entry.refusal.as_deref().unwrap_or_default();
    match entry.answer.suggestion(entry.text()).filter(|_| !refusal.is_empty()) {
        Some(meant) if refusal.contains(&format!("`{meant}`")) => told(&format!("{refusal}. Enter writes it."), true),
        Some(meant) => told(&format!("{refusal}. Enter writes `{meant}`."), true),
        None => told(refusal, true),
    }
}
