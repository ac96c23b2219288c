//! The documents: which there are, how they stand, and what they say.

use super::canvas::{Canvas, first_row};
use super::markdown;
use super::text::width;
use crate::document::printable;
use crate::render::sync;
use crate::wizard::intent::Target;
use crate::wizard::state::{DocumentsScreen, Paper, State};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, screen: &DocumentsScreen, body: Rect) {
    let left = (body.width * 2 / 5).clamp(28, 48);
    let (list, page) = if body.width >= 72 {
        (Some(Rect { width: left, ..body }), Some(Rect { x: body.x + left, width: body.width - left, ..body }))
    } else if screen.reading {
        (None, Some(body))
    } else {
        (Some(body), None)
    };
    if let Some(area) = list {
        papers(canvas, state, screen, area);
    }
    if let Some(area) = page {
        preview(canvas, state, screen, area);
    }
}

fn papers(canvas: &mut Canvas<'_>, state: &State, screen: &DocumentsScreen, area: Rect) {
    let inner = canvas.pane(area, "documents", !screen.reading);
    if state.documents.is_empty() {
        canvas.put(inner, 1, 1, "They are being made.", canvas.theme.dim);
        return;
    }
    let first = first_row(screen.row, state.documents.len(), inner.height);
    for (line, (at, paper)) in (0..).zip(state.documents.iter().enumerate().skip(first).take(usize::from(inner.height))) {
        if at == screen.row {
            canvas.paint(inner, line, if screen.reading { canvas.theme.resting } else { canvas.theme.selected });
            canvas.put(inner, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
        }
        let (word, style) = standing(canvas, paper);
        canvas.put_right(inner, 1, line, word, style);
        let name = Rect { width: inner.width.saturating_sub(width(word) + 2), ..inner };
        canvas.put(name, 2, line, &printable(&paper.path), canvas.theme.text);
        canvas.hit(inner, line, Target::Row(at));
    }
}

fn standing(canvas: &Canvas<'_>, paper: &Paper) -> (&'static str, Style) {
    match paper.state {
        sync::State::Current => ("current", canvas.theme.good),
        sync::State::Stale => ("stale", canvas.theme.warn),
        sync::State::Missing => ("missing", canvas.theme.dim),
        sync::State::Orphaned => ("orphaned", canvas.theme.warn),
        sync::State::Foreign(_) => ("not ours", canvas.theme.bad),
    }
}

fn preview(canvas: &mut Canvas<'_>, state: &State, screen: &DocumentsScreen, area: Rect) {
    let paper = state.document();
    let title = paper.map_or("", |paper| paper.title.as_str());
    let inner = canvas.pane(area, title, screen.reading);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let Some(paper) = paper else { return };
    let is_markdown = std::path::Path::new(&paper.path).extension().is_some_and(|extension| extension == "md");
    let lines =
        if is_markdown { markdown::lines(&paper.text, inner.width, &canvas.theme) } else { markdown::plain(&paper.text, &canvas.theme) };
    let first = screen.scroll.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (line, spans) in (0..).zip(lines.iter().skip(first).take(usize::from(inner.height))) {
        let mut column = 0;
        for (text, style) in spans {
            column = canvas.put(inner, column, line, &printable(text), *style);
        }
    }
    if lines.len() > usize::from(inner.height) {
        let percent = first * 100 / (lines.len() - usize::from(inner.height)).max(1);
        canvas.put_right(area, 2, 0, &format!(" {percent} % "), canvas.theme.dim);
    }
}
