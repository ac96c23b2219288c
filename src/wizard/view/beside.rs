//! The findings about what is selected.

use super::canvas::Canvas;
use super::text::{counted, wrap};
use crate::document::printable;
use crate::rules::Finding;
use crate::wizard::intent::Target;
use crate::wizard::state::{Desk, Pane};
use ratatui::layout::Rect;

/// How many lines of a message are shown of those that are not selected.
const BRIEF: usize = 3;

pub fn draw(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let focused = desk.focus == Pane::Beside;
    let here = desk.here();
    let title = if here.is_empty() { "findings".to_owned() } else { format!("findings here: {}", here.len()) };
    let inner = canvas.pane(area, &title, focused);
    let footer = 2;
    let room = Rect { height: inner.height.saturating_sub(footer), ..inner };
    let problems = desk.study.as_ref().map_or(&[][..], |study| study.loaded.problems.as_slice());
    if !problems.is_empty() {
        mistakes(canvas, desk, room);
    } else if here.is_empty() {
        let text = if desk.study.is_none() { "The judge is reading." } else { "Nothing was found here." };
        canvas.put(room, 1, 0, text, canvas.theme.dim);
    } else {
        cards(canvas, desk, &here, room, focused);
    }
    summary(canvas, desk, Rect { y: room.bottom(), height: inner.height - room.height, ..inner }, focused);
}

/// What can't be read comes before all judgement.
fn mistakes(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let problems = desk.study.as_ref().map_or(&[][..], |study| study.loaded.problems.as_slice());
    let mut line = 0;
    for text in wrap("These must be right before the plan can be judged:", area.width.saturating_sub(2)) {
        canvas.put(area, 1, line, &text, canvas.theme.warn);
        line += 1;
    }
    let source = desk.document.source();
    for problem in problems {
        line += 1;
        let place = source.place(problem.span.start);
        canvas.put(area, 1, line, &format!("line {}", place.line), canvas.theme.dim);
        line += 1;
        let texts = [(Some(&problem.message), canvas.theme.bad), (problem.hint.as_ref(), canvas.theme.text)];
        for (text, style) in texts.into_iter().filter_map(|(text, style)| Some((text?, style))) {
            for text in wrap(&printable(text), area.width.saturating_sub(3)) {
                canvas.put(area, 2, line, &text, style);
                line += 1;
            }
        }
        if line >= area.height {
            break;
        }
    }
}

fn cards(canvas: &mut Canvas<'_>, desk: &Desk, here: &[&Finding], area: Rect, focused: bool) {
    // The selected one is always seen: those before it give way.
    let heights: Vec<usize> = here.iter().enumerate().map(|(at, finding)| card(finding, area.width, at == desk.beside).len() + 2).collect();
    let mut first = 0;
    let mut needed: usize = heights.iter().take(desk.beside + 1).sum();
    while needed > usize::from(area.height) && first < desk.beside {
        needed -= heights.get(first).copied().unwrap_or(0);
        first += 1;
    }
    let mut line = 0;
    for (at, finding) in here.iter().enumerate().skip(first) {
        if line >= area.height {
            break;
        }
        line = draw_card(canvas, finding, at, area, line, focused && at == desk.beside, at == desk.beside);
    }
}

/// The lines of a message.
fn card(finding: &Finding, width: u16, whole: bool) -> Vec<String> {
    let mut lines = wrap(&printable(&finding.message), width.saturating_sub(4));
    if !whole && lines.len() > BRIEF {
        lines.truncate(BRIEF);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

fn draw_card(canvas: &mut Canvas<'_>, finding: &Finding, at: usize, area: Rect, top: u16, focused: bool, whole: bool) -> u16 {
    let theme = canvas.theme;
    let mut line = top;
    if focused {
        canvas.paint(area, line, theme.selected);
    }
    let sign = canvas.glyphs.severity(finding.severity);
    canvas.put(area, 1, line, sign, theme.severity(finding.severity));
    let column = canvas.put(area, 3, line, &finding.severity.to_string(), theme.severity(finding.severity));
    canvas.put(area, column + 1, line, &printable(&finding.condition.path()), theme.dim);
    canvas.hit(area, line, Target::Beside(at));
    line += 1;
    let style = if finding.state.is_open() { theme.text } else { theme.dim };
    for text in card(finding, area.width, whole) {
        canvas.put(area, 3, line, &text, style);
        canvas.hit(area, line, Target::Beside(at));
        line += 1;
    }
    if !finding.state.is_open() {
        canvas.put(area, 3, line, "accepted", theme.good);
        line += 1;
    } else if whole && finding.suggestion.is_some() {
        canvas.put(area, 3, line, "f shows a fix", theme.accent);
        line += 1;
    }
    line + 1
}

/// The plan as a whole.
fn summary(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect, focused: bool) {
    canvas.rule(area, 0, "", focused);
    let open = desk.findings().iter().filter(|finding| finding.state.is_open()).count();
    let questions = desk.study.as_ref().map_or(0, |study| study.judgement().questions.len());
    let text = if desk.studied == desk.revision {
        format!("{} in all, {}", counted(open, "finding"), counted(questions, "question"))
    } else {
        "looking again …".to_owned()
    };
    canvas.put(area, 1, 1, &text, canvas.theme.dim);
}
