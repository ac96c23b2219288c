//! A file that can't be read as a plan: what is wrong, and where.

use super::canvas::Canvas;
use super::text::wrap;
use crate::wizard::state::Broken;
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, broken: &Broken, body: Rect) {
    let inner = canvas.pane(body, &broken.name, true);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut line = 1;
    for text in wrap(
        "This file can't be read as a plan yet. Correct it with e in your editor, or anywhere else: it is read again at once.",
        inner.width,
    ) {
        canvas.put(inner, 0, line, &text, canvas.theme.warn);
        line += 1;
    }
    line += 1;
    for text in broken.report.lines() {
        canvas.put(inner, 0, line, text, canvas.theme.text);
        line += 1;
    }
}
