//! A line that is typed, beside what it is for.

use super::canvas::Canvas;
use super::text::wrap;
use super::{centred, entry, spoken};
use crate::document::printable;
use crate::plan::fields::Spot;
use crate::wizard::form::Place;
use crate::wizard::state::{Desk, Purpose, State, Typing};
use ratatui::layout::Rect;

/// How many offers are shown.
const OFFERS: u16 = 8;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, typing: &Typing, body: Rect) {
    let beside = canvas.anchor.map_or(body.width, |anchor| anchor.width.max(44));
    let most = body.width.saturating_sub(4).min(72).min(beside);
    let inside = most.saturating_sub(4);
    let objection = entry::objection(&typing.entry, inside);
    let help = help(state, typing, inside);
    let offers = entry::offers_height(&typing.entry, OFFERS);
    let lines = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let height = (3 + lines(objection.len()) + offers + lines(help.len())).min(body.height);
    let area = place(canvas, &typing.purpose, body, most, height);
    let inner = canvas.raised(area, &printable(&typing.title));
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    entry::line(canvas, inner, 0, &typing.entry.input);
    let mut line = 1;
    for (text, wrong) in &objection {
        canvas.put(inner, 0, line, text, if *wrong { canvas.theme.warn } else { canvas.theme.note });
        line += 1;
    }
    let below = Rect { y: inner.y + line, height: inner.height.saturating_sub(line).min(offers), ..inner };
    entry::offers(canvas, below, &typing.entry);
    line += below.height;
    for text in &help {
        canvas.put(inner, 0, line, text, canvas.theme.dim);
        line += 1;
    }
}

/// What fits, in words; where the offers say it already, nothing.
fn help(state: &State, typing: &Typing, columns: u16) -> Vec<String> {
    let tree = state.desk.as_ref().map(Desk::tree);
    let spot = match &typing.purpose {
        Purpose::Value(path) => tree.and_then(|tree| Place::find(tree, path)).map(|place| place.spot),
        Purpose::Item(path) => tree.and_then(|tree| Place::find(tree, path)?.spot.item()),
        Purpose::Key(path) => tree.and_then(|tree| Some(Place::find(tree, path)?.spot.entries()?.0)),
        Purpose::NewPlan => {
            return wrap(
                "It becomes the id of the system: lower case, words joined by hyphens. The plan is written to groundplan.yaml.",
                columns,
            );
        }
        Purpose::Rename(_) => return wrap("Everything that names it follows.", columns),
        Purpose::Duplicate(_) => return Vec::new(),
        Purpose::Accept(_, known) => {
            Spot::at(["operations", "accepted", "*", ["owner", "reason", "until"].get(known.len()).copied().unwrap_or("owner")])
        }
    };
    let Some(spot) = spot.filter(|_| !typing.entry.answer.closed) else { return Vec::new() };
    let takes = spoken::takes(spot);
    let commas = if typing.entry.answer.several { " Several are split at commas." } else { "" };
    if takes.is_empty() || takes == "any text" { Vec::new() } else { wrap(&format!("Takes {takes}.{commas}"), columns) }
}

/// Below the row that it is about, or above it where there is more room; without a row, in the middle.
fn place(canvas: &Canvas<'_>, purpose: &Purpose, body: Rect, most: u16, height: u16) -> Rect {
    let anchor = canvas.anchor.filter(|_| !matches!(purpose, Purpose::NewPlan | Purpose::Accept(..)));
    let Some(anchor) = anchor else { return centred(body, most, height) };
    let x = anchor.x.min(body.right().saturating_sub(most));
    let below = anchor.bottom();
    let y = if below + height <= body.bottom() { below } else { anchor.y.saturating_sub(height).max(body.y) };
    Rect { x, y, width: most, height: height.min(body.bottom().saturating_sub(y)) }
}
