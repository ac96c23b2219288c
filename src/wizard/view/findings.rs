//! All findings, the worst first, with the selected one in full beside or below.

use super::canvas::{Canvas, first_row};
use super::text::counted;
use super::{entry, finding};
use crate::document::printable;
use crate::knowledge::Severity;
use crate::rules::Finding;
use crate::wizard::intent::Target;
use crate::wizard::state::{AllFindings, State};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, screen: &AllFindings, body: Rect) {
    let shown = state.shown_findings();
    let (list, detail) = split(body);
    let title = match screen.filter.value() {
        "" => counted(shown.len(), "finding"),
        filter => format!("{} with \"{}\"", counted(shown.len(), "finding"), printable(filter)),
    };
    let mut inner = canvas.pane(list, &title, true);
    if screen.filtering {
        entry::line(canvas, inner, 0, &screen.filter);
        inner = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    }
    if shown.is_empty() {
        let text = if screen.filter.value().is_empty() { "Nothing was found." } else { "None of them holds that text." };
        canvas.put(inner, 1, 1, text, canvas.theme.dim);
    }
    let first = first_row(screen.row, shown.len(), inner.height);
    for (line, (at, finding)) in (0..).zip(shown.iter().enumerate().skip(first).take(usize::from(inner.height))) {
        row(canvas, finding, inner, line, at == screen.row);
        canvas.hit(inner, line, Target::Row(at));
    }
    let inner = canvas.pane(detail, "", false);
    if let Some(finding) = shown.get(screen.row) {
        finding::lines(canvas, state, finding, Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }, 0);
    }
}

/// Side by side where there is room for both, else one above the other.
fn split(body: Rect) -> (Rect, Rect) {
    if body.width >= 112 {
        let left = body.width / 2;
        (Rect { width: left, ..body }, Rect { x: body.x + left, width: body.width - left, ..body })
    } else {
        let above = body.height * 2 / 5;
        (Rect { height: above, ..body }, Rect { y: body.y + above, height: body.height - above, ..body })
    }
}

fn row(canvas: &mut Canvas<'_>, finding: &Finding, area: Rect, line: u16, selected: bool) {
    let theme = canvas.theme;
    if selected {
        canvas.paint(area, line, theme.selected);
        canvas.put(area, 0, line, canvas.glyphs.pointer, theme.accent);
    }
    let (sign, letter) = (canvas.glyphs.severity(finding.severity), letter(finding.severity));
    let style = if finding.state.is_open() { theme.severity(finding.severity) } else { theme.dim };
    canvas.put(area, 2, line, &format!("{sign} {letter}"), style);
    canvas.put(Rect { width: area.width.min(13), ..area }, 6, line, &finding.condition.id, theme.strong);
    let text = if finding.state.is_open() { finding.message.clone() } else { format!("accepted: {}", finding.message) };
    canvas.put(area, 12, line, &printable(&text), if finding.state.is_open() { theme.text } else { theme.dim });
}

/// The letter of a severity.
pub fn letter(severity: Severity) -> char {
    match severity {
        Severity::Blocker => 'B',
        Severity::High => 'H',
        Severity::Medium => 'M',
        Severity::Low => 'L',
    }
}
