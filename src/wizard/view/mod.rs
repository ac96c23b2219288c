//! What is on the screen: a function of the state.

mod beside;
mod broken;
mod canvas;
mod chrome;
mod documents;
mod entry;
mod finding;
mod findings;
mod form;
mod glyphs;
mod graph;
mod help;
mod markdown;
mod palette;
mod plan;
mod question;
mod reading;
mod spoken;
mod start;
mod steps;
mod table;
mod text;
mod theme;
mod typing;

use super::intent::Hits;
use super::state::{Layer, State};
use canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The smallest screen on which something can be seen.
pub const SMALLEST: (u16, u16) = (60, 15);

/// What was drawn: where things are, and where the cursor stands.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Where things are.
    pub hits: Hits,
    /// Where the cursor stands; nothing where it is hidden.
    pub cursor: Option<Position>,
}

/// Draws the state.
pub fn view(state: &State, buffer: &mut Buffer) -> Drawn {
    let mut canvas = Canvas::new(buffer, &state.options);
    let area = canvas.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        chrome::too_small(&mut canvas);
    } else {
        layers(&mut canvas, state, area);
    }
    Drawn { hits: canvas.hits, cursor: canvas.cursor }
}

/// The uppermost screen, and what lies on top of it.
fn layers(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    chrome::header(canvas, state, Rect { height: 1, ..area });
    let lowest = state.layers.iter().rposition(Layer::is_screen).unwrap_or(0);
    for layer in state.layers.iter().skip(lowest) {
        match layer {
            Layer::Start(start) => start::draw(canvas, state, start, body),
            Layer::Broken(broken) => broken::draw(canvas, broken, body),
            Layer::Plan => plan::draw(canvas, state, body),
            Layer::Findings(screen) => findings::draw(canvas, state, screen, body),
            Layer::Finding(one) => finding::draw(canvas, state, one, body),
            Layer::Graph(screen) => graph::draw(canvas, state, screen, body),
            Layer::Documents(screen) => documents::draw(canvas, state, screen, body),
            Layer::Help(help) => help::draw(canvas, state, help, body),
            Layer::Reading(reading) => reading::draw(canvas, reading, body),
            Layer::Typing(typing) => typing::draw(canvas, state, typing, body),
            Layer::Question(asking) => question::draw(canvas, state, asking, body),
            Layer::Palette(palette) => palette::draw(canvas, palette, body),
        }
    }
    chrome::footer(canvas, state, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
}

/// An area of at most this size in the middle of another.
fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
