//! The screen of the plan: as many panes as there is room for, always the one that has the focus.

use super::canvas::Canvas;
use super::{beside, form, steps};
use crate::wizard::intent::Target;
use crate::wizard::state::{Pane, State};
use ratatui::layout::Rect;

/// From this width on there is room for all three.
const THREE: u16 = 112;
/// From this width on there is room for two.
const TWO: u16 = 72;
const STEPS: u16 = 28;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    let Some(desk) = &state.desk else { return };
    for (pane, area) in panes(area, desk.focus) {
        canvas.hits.add(area, Target::Pane(pane));
        match pane {
            Pane::Steps => steps::draw(canvas, desk, area),
            Pane::Form => form::draw(canvas, desk, area),
            Pane::Beside => beside::draw(canvas, desk, area),
        }
    }
}

/// The panes that are shown, and where.
fn panes(area: Rect, focus: Pane) -> Vec<(Pane, Rect)> {
    let columns = |from: u16, width: u16| Rect { x: area.x + from, width, ..area };
    match area.width {
        THREE.. => {
            let beside = (area.width * 3 / 10).clamp(36, 56);
            let middle = area.width - STEPS - beside;
            vec![(Pane::Steps, columns(0, STEPS)), (Pane::Form, columns(STEPS, middle)), (Pane::Beside, columns(STEPS + middle, beside))]
        }
        TWO.. if focus == Pane::Beside => {
            let half = area.width / 2;
            vec![(Pane::Form, columns(0, half)), (Pane::Beside, columns(half, area.width - half))]
        }
        TWO.. => vec![(Pane::Steps, columns(0, STEPS)), (Pane::Form, columns(STEPS, area.width - STEPS))],
        _ => vec![(focus, area)],
    }
}
