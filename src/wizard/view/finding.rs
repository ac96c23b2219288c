//! One finding in full: what is wrong, with its arithmetic, the lines it rests on, why it matters, what to do.

use super::canvas::Canvas;
use super::centred;
use super::text::wrap;
use crate::document::{Source, printable};
use crate::rules::Finding;
use crate::wizard::state::{OneFinding, State};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn draw(canvas: &mut Canvas<'_>, state: &State, one: &OneFinding, body: Rect) {
    let area = centred(body, 92, body.height);
    let inner = canvas.raised(area, "finding");
    let inner = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
    match state.finding() {
        Some(finding) => lines(canvas, state, finding, inner, one.scroll),
        None => {
            canvas.put(inner, 0, 1, "It is settled: nothing of the kind is found any more.", canvas.theme.good);
        }
    }
}

/// Draws the finding from a line on.
pub fn lines(canvas: &mut Canvas<'_>, state: &State, finding: &Finding, area: Rect, scroll: usize) {
    let lines = text(canvas, state, finding, area.width);
    let first = scroll.min(lines.len().saturating_sub(usize::from(area.height)));
    for (line, (text, style)) in (0..).zip(lines.iter().skip(first).take(usize::from(area.height))) {
        canvas.put(area, 0, line, text, *style);
    }
    if first + usize::from(area.height) < lines.len() {
        canvas.put_right(area, 0, area.height.saturating_sub(1), canvas.glyphs.below, canvas.theme.dim);
    }
}

fn text(canvas: &Canvas<'_>, state: &State, finding: &Finding, columns: u16) -> Vec<(String, Style)> {
    let theme = &canvas.theme;
    let mut lines = Vec::new();
    let mut add = |text: &str, style: Style| {
        lines.extend(wrap(&printable(text).replace('␊', "\n"), columns).into_iter().map(|line| (line, style)));
    };
    let sign = canvas.glyphs.severity(finding.severity);
    add(&format!("{sign} {}  {}", finding.severity, finding.id), theme.severity(finding.severity));
    add("\n", theme.text);
    add(&finding.message, theme.strong);
    if !finding.state.is_open() {
        add("accepted as a risk", theme.good);
    }
    section(&mut lines, "why", &finding.condition.why, columns, canvas);
    section(&mut lines, "what to do", &finding.condition.fix, columns, canvas);
    if let Some(desk) = &state.desk {
        let source = desk.document.source();
        let mut because: Vec<(String, Style)> = Vec::new();
        for fact in &finding.because {
            let span = desk.tree().label_span(&fact.path);
            because
                .extend(wrap(&printable(&fact.text), columns.saturating_sub(2)).into_iter().map(|line| (format!("  {line}"), theme.text)));
            because.extend(yaml(&source, span.start).map(|line| (line, theme.dim)));
        }
        if !because.is_empty() {
            lines.push((String::new(), theme.text));
            lines.push(("it rests on".to_owned(), theme.dim));
            lines.extend(because);
        }
    }
    section(&mut lines, "read on", finding.condition.reference(), columns, canvas);
    lines
}

fn section(lines: &mut Vec<(String, Style)>, title: &str, text: &str, columns: u16, canvas: &Canvas<'_>) {
    if text.trim().is_empty() {
        return;
    }
    lines.push((String::new(), canvas.theme.text));
    lines.push((title.to_owned(), canvas.theme.dim));
    lines.extend(wrap(&printable(text), columns.saturating_sub(2)).into_iter().map(|line| (format!("  {line}"), canvas.theme.text)));
}

/// The line of the plan at an offset, with its number.
fn yaml(source: &Source, offset: usize) -> Option<String> {
    let place = source.place(offset);
    let line = source.line(place.line)?;
    Some(format!("  {:>5}  {}", place.line, printable(line.trim())))
}
