//! A text to be read, and a question whether to go on.

use super::canvas::Canvas;
use super::centred;
use super::text::{width, wrap};
use crate::document::printable;
use crate::wizard::state::{Confirmed, Reading};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, reading: &Reading, body: Rect) {
    let longest = reading.lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let longest = longest.max(width(&printable(&reading.title)));
    let wide = (longest + 6).clamp(50, 100).min(body.width.saturating_sub(2));
    let title = wrap(&printable(&reading.title), wide.saturating_sub(6));
    let above = u16::try_from(title.len()).unwrap_or(1);
    let lines = u16::try_from(reading.lines.len()).unwrap_or(u16::MAX);
    let height = above.saturating_add(lines).saturating_add(5).min(body.height);
    let inner = canvas.raised(centred(body, wide, height), "");
    let inner = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
    for (line, text) in (0..).zip(&title) {
        canvas.put(inner, 0, line, text, canvas.theme.strong);
    }
    let text = Rect { y: inner.y + above + 1, height: inner.height.saturating_sub(above + 3), ..inner };
    let first = reading.scroll.min(reading.lines.len().saturating_sub(usize::from(text.height)));
    for (line, content) in (0..).zip(reading.lines.iter().skip(first).take(usize::from(text.height))) {
        let style = match content.chars().next() {
            Some('+') => canvas.theme.good,
            Some('-') => canvas.theme.bad,
            _ => canvas.theme.dim,
        };
        canvas.put(text, 0, line, &printable(content), style);
    }
    let answer = match (&reading.then, &reading.or) {
        (Confirmed::Close, _) => "Enter: go on".to_owned(),
        (_, Some((name, _))) => format!("Enter: yes    d: {name}    Esc: no"),
        (_, None) => "Enter: yes    Esc: no".to_owned(),
    };
    canvas.put(inner, 0, inner.height.saturating_sub(1), &answer, canvas.theme.accent);
}
