//! The palette: everything that has a name.

use super::canvas::{Canvas, first_row};
use super::centred;
use super::entry;
use super::text::width;
use crate::document::printable;
use crate::wizard::intent::Target;
use crate::wizard::state::Palette;
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, palette: &Palette, body: Rect) {
    let area = centred(body, 88, body.height.min(22));
    let inner = canvas.raised(area, "commands");
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    entry::line(canvas, inner, 0, &palette.input);
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    if palette.matches.is_empty() {
        canvas.put(rows, 2, 1, "Nothing is called like that.", canvas.theme.dim);
    }
    let first = first_row(palette.row, palette.matches.len(), rows.height);
    for (line, (at, item)) in (0..).zip(palette.matches.iter().enumerate().skip(first).take(usize::from(rows.height))) {
        let Some(item) = palette.items.get(*item) else { continue };
        if at == palette.row {
            canvas.paint(rows, line, canvas.theme.selected);
        }
        canvas.put(rows, 0, line, item.kind, canvas.theme.note);
        let end = if item.detail.is_empty() { rows.width } else { canvas.put_right(rows, 0, line, &item.detail, canvas.theme.dim) };
        let name = Rect { width: end.saturating_sub(1), ..rows };
        canvas.put(name, 9, line, &printable(&item.name), canvas.theme.text);
        canvas.hit(rows, line, Target::Row(at));
    }
    let count = format!(" {} ", palette.matches.len());
    let column = area.width.saturating_sub(width(&count) + 2);
    canvas.put(area, column, 0, &count, canvas.theme.dim);
}
