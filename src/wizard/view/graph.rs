//! The graph.

use super::canvas::Canvas;
use crate::wizard::state::{GraphScreen, State};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, _state: &State, _screen: &GraphScreen, body: Rect) {
    canvas.pane(body, "graph", true);
}
