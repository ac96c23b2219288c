//! The graph: as a picture where it fits the eye, as an outline where it does not.

use super::canvas::{Canvas, first_row};
use super::text::width;
use crate::document::printable;
use crate::wizard::intent::Target;
use crate::wizard::picture::{GraphPicture, LinkStyle, Node, Owner};
use crate::wizard::state::{GraphScreen, State};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, screen: &GraphScreen, body: Rect) {
    let Some(picture) = &state.picture else {
        let inner = canvas.pane(body, "graph", true);
        canvas.put(inner, 1, 1, "It is being laid out.", canvas.theme.dim);
        return;
    };
    let selected = screen.node.as_deref().or_else(|| picture.first()).and_then(|id| picture.position(id));
    let title = format!("graph: {} nodes, {} links", picture.nodes.len(), picture.links.len());
    let inner = canvas.pane(body, &title, true);
    let drawing = Rect { height: inner.height.saturating_sub(3), ..inner };
    if picture.nodes.is_empty() {
        canvas.put(inner, 1, 1, "There are no components yet. n asks for the first.", canvas.theme.dim);
        return;
    }
    let below = Rect { y: drawing.bottom(), height: inner.height - drawing.height, ..inner };
    legend(canvas, picture, selected, below);
    if screen.outline || picture.too_many {
        outline(canvas, picture, selected, drawing);
    } else {
        let hidden = paint(canvas, picture, selected, drawing);
        more(canvas, below, &hidden);
    }
}

/// Draws the part of the picture around the selected node; tells where it goes on.
fn paint(canvas: &mut Canvas<'_>, picture: &GraphPicture, selected: Option<usize>, area: Rect) -> Vec<&'static str> {
    let (x, y, wide, high) = selected.and_then(|at| picture.nodes.get(at)).map_or((0, 0, 0, 0), |node| node.area);
    let left = start(x + wide / 2, picture.width, area.width);
    let top = start(y + high / 2, picture.height, area.height);
    let margin = |size: usize, room: u16| u16::try_from(usize::from(room).saturating_sub(size) / 2).unwrap_or(0);
    let (right, down) = (margin(picture.width, area.width), margin(picture.height, area.height));
    let near: Vec<bool> = picture.links.iter().map(|link| selected.is_some_and(|at| link.from == at || link.to == at)).collect();
    for row in 0..area.height.saturating_sub(down) {
        for column in 0..area.width.saturating_sub(right) {
            let Some(cell) = picture.cell(left + usize::from(column), top + usize::from(row)) else { continue };
            let style = match cell.owner {
                Owner::Nobody => continue,
                Owner::Node(at) => node_style(canvas, picture, at, selected),
                Owner::Link(at) if near.get(at) == Some(&true) => canvas.theme.accent,
                Owner::Link(at) => link_style(canvas, picture.links.get(at).map(|link| link.style)),
            };
            let (column, row) = (area.x + right + column, area.y + down + row);
            let sign = canvas.glyphs.plain(&cell.sign.to_string());
            canvas.cell(column, row, &sign, style);
        }
    }
    for (at, node) in picture.nodes.iter().enumerate() {
        let (x, y, wide, high) = node.area;
        let visible =
            |from: usize, first: usize, room: u16| from.checked_sub(first).and_then(|at| u16::try_from(at).ok()).filter(|at| *at < room);
        if let (Some(column), Some(row)) = (visible(x, left, area.width), visible(y, top, area.height)) {
            let size = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
            let place = Rect { x: area.x + right + column, y: area.y + down + row, width: size(wide), height: size(high) };
            mark(canvas, picture, at, place.intersection(area), selected == Some(at));
            canvas.hits.add(place.intersection(area), Target::Node(node.id.clone()));
        }
    }
    hidden(picture, left, top, area)
}

/// The sides at which the picture goes on, as arrows.
fn hidden(picture: &GraphPicture, left: usize, top: usize, area: Rect) -> Vec<&'static str> {
    let (right, bottom) = (left + usize::from(area.width), top + usize::from(area.height));
    let sides = [(left > 0, "←"), (top > 0, "↑"), (bottom < picture.height, "↓"), (right < picture.width, "→")];
    sides.into_iter().filter(|(hidden, _)| *hidden).map(|(_, arrow)| arrow).collect()
}

/// Says in the line below the picture where it goes on. The picture follows the selection.
fn more(canvas: &mut Canvas<'_>, line: Rect, hidden: &[&str]) {
    if !hidden.is_empty() {
        let text = format!(" more: {} (arrow keys) ", hidden.join(" "));
        canvas.put_right(line, 2, 0, &text, canvas.theme.accent);
    }
}

/// The sign of the worst finding, on the border of its node.
fn mark(canvas: &mut Canvas<'_>, picture: &GraphPicture, at: usize, place: Rect, selected: bool) {
    let Some(node) = picture.nodes.get(at) else { return };
    if let Some(worst) = node.worst {
        let sign = canvas.glyphs.severity(worst);
        let style = canvas.theme.severity(worst);
        canvas.put(place, place.width.saturating_sub(3), 0, sign, style);
    }
    if selected {
        canvas.put(place, 1, 0, canvas.glyphs.dot, canvas.theme.accent);
    }
}

fn node_style(canvas: &Canvas<'_>, picture: &GraphPicture, at: usize, selected: Option<usize>) -> Style {
    let theme = &canvas.theme;
    let node = picture.nodes.get(at);
    if selected == Some(at) {
        return theme.accent.patch(theme.strong);
    }
    match node.map(|node| node.path.steps().len() == 3 && node.path.starts_with(&crate::document::Path::of(["map"]))) {
        Some(true) => theme.text,
        _ => theme.note,
    }
}

fn link_style(canvas: &Canvas<'_>, style: Option<LinkStyle>) -> Style {
    match style {
        Some(LinkStyle::Hard | LinkStyle::Unstated) => canvas.theme.dim,
        _ => canvas.theme.line,
    }
}

/// The first column or row to show, so that the middle of the node is in the middle of the area as far as there is room.
fn start(middle: usize, size: usize, room: u16) -> usize {
    let room = usize::from(room);
    middle.saturating_sub(room / 2).min(size.saturating_sub(room))
}

/// One line for each node, and one for each that it asks.
fn outline(canvas: &mut Canvas<'_>, picture: &GraphPicture, selected: Option<usize>, area: Rect) {
    let mut rows: Vec<(usize, Option<usize>)> = Vec::new();
    for at in 0..picture.nodes.len() {
        rows.push((at, None));
        rows.extend(picture.links.iter().enumerate().filter(|(_, link)| link.from == at).map(|(link, _)| (at, Some(link))));
    }
    let row = rows.iter().position(|(at, link)| Some(*at) == selected && link.is_none()).unwrap_or(0);
    let first = first_row(row, rows.len(), area.height);
    for (line, (at, link)) in (0..).zip(rows.iter().skip(first).take(usize::from(area.height))) {
        let Some(node) = picture.nodes.get(*at) else { continue };
        match link.and_then(|link| picture.links.get(link)) {
            None => heading(canvas, node, area, line, selected == Some(*at)),
            Some(link) => {
                let to = picture.nodes.get(link.to).map(|node| node.id.as_str()).unwrap_or_default();
                let column = canvas.put(area, 4, line, &format!("-> {}", printable(to)), canvas.theme.text);
                canvas.put(area, column + 2, line, link.style.title(), canvas.theme.dim);
            }
        }
    }
}

fn heading(canvas: &mut Canvas<'_>, node: &Node, area: Rect, line: u16, selected: bool) {
    if selected {
        canvas.paint(area, line, canvas.theme.selected);
        canvas.put(area, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
    }
    let column = canvas.put(area, 2, line, &printable(&node.id), canvas.theme.strong);
    canvas.put(area, column + 2, line, &node.kind, canvas.theme.dim);
    if let Some(worst) = node.worst {
        let text = format!("{} {worst}", canvas.glyphs.severity(worst));
        canvas.put_right(area, 1, line, &text, canvas.theme.severity(worst));
    }
    canvas.hit(area, line, Target::Node(node.id.clone()));
}

/// What the selected node is, and what the lines mean.
fn legend(canvas: &mut Canvas<'_>, picture: &GraphPicture, selected: Option<usize>, area: Rect) {
    canvas.rule(area, 0, "", true);
    let Some(node) = selected.and_then(|at| picture.nodes.get(at)) else { return };
    let column = canvas.put(area, 1, 1, &printable(&node.id), canvas.theme.strong);
    let column = canvas.put(area, column + 2, 1, &node.kind, canvas.theme.dim);
    let (asks, asked) = picture.links.iter().fold((0, 0), |(asks, asked), link| {
        (asks + usize::from(Some(link.from) == selected), asked + usize::from(Some(link.to) == selected))
    });
    let column = canvas.put(area, column + 2, 1, &format!("needs {asks}, is needed by {asked}"), canvas.theme.dim);
    if let Some(worst) = node.worst {
        canvas.put(area, column + 2, 1, &format!("{} {worst}", canvas.glyphs.severity(worst)), canvas.theme.severity(worst));
    }
    let keys = "│ hard   ╎ soft   ┊ async, messages";
    if width(keys) + 2 <= area.width {
        canvas.put(area, 1, 2, keys, canvas.theme.dim);
    }
}
