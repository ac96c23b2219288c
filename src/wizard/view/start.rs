//! The start screen.

use super::canvas::Canvas;
use super::centred;
use super::text::width;
use crate::document::printable;
use crate::knowledge::workflow;
use crate::wizard::intent::Target;
use crate::wizard::state::{Start, State};
use ratatui::layout::Rect;

const WIDE: u16 = 70;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, start: &Start, body: Rect) {
    let steps = if body.height >= 22 { 9 } else { 0 };
    let height = 8 + steps;
    let area = centred(body, WIDE, height);
    canvas.put(area, 0, 0, "Plan a backend, and see what would break it.", canvas.theme.strong);
    let folder = format!("No plan is open in {}", state.folder.display());
    canvas.put(area, 0, 1, &printable(&folder), canvas.theme.dim);
    let mut line = 3;
    let names = Start::ROWS.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (at, (name, meaning)) in Start::ROWS.iter().enumerate() {
        if at == start.row {
            canvas.paint(area, line, canvas.theme.selected);
            canvas.put(area, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
        }
        canvas.put(area, 2, line, name, canvas.theme.strong);
        canvas.put(area, names + 5, line, meaning, canvas.theme.dim);
        canvas.hit(area, line, Target::Row(at));
        line += 1;
    }
    if steps > 0 {
        line += 1;
        canvas.put(area, 0, line, "Seven steps, in any order:", canvas.theme.dim);
        for step in workflow().steps() {
            line += 1;
            canvas.put(area, 2, line, &step.number.to_string(), canvas.theme.accent);
            canvas.put(area, 4, line, &step.guidance, canvas.theme.text);
        }
    }
}
