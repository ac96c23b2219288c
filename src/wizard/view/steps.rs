//! The seven steps with their progress, and what to answer next.

use super::canvas::Canvas;
use super::text::wrap;
use crate::document::printable;
use crate::knowledge::{Step, workflow};
use crate::wizard::action::{Action, Scope, shown_key};
use crate::wizard::intent::Target;
use crate::wizard::state::{Asked, Desk, Pane, StepProgress};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let focused = desk.focus == Pane::Steps;
    let inner = canvas.pane(area, "steps", focused);
    row(canvas, desk, inner, 0, None);
    for (line, step) in (1..).zip(workflow().steps()) {
        row(canvas, desk, inner, line, Some(step));
    }
    let used = 8;
    if inner.height > used + 5 {
        next(canvas, desk, Rect { y: inner.y + used + 1, height: inner.height - used - 1, ..inner });
    } else if inner.height > used {
        let key = shown_key(Action::NextQuestion, Scope::Steps).unwrap_or_default();
        canvas.put(inner, 1, inner.height - 1, &format!("{key} next question"), canvas.theme.dim);
    }
}

fn row(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect, line: u16, step: Option<&Step>) {
    let number = step.map_or(0, |step| step.number);
    let here = desk.step() == number;
    if here {
        let style = if desk.focus == Pane::Steps { canvas.theme.selected } else { canvas.theme.resting };
        canvas.paint(area, line, style);
        canvas.put(area, 0, line, canvas.glyphs.pointer, canvas.theme.accent);
    }
    canvas.hit(area, line, Target::Step(number));
    let name = if here { canvas.theme.strong } else { canvas.theme.text };
    let Some(step) = step else {
        canvas.put(area, 2, line, "Overview", name);
        return;
    };
    canvas.put(area, 2, line, &number.to_string(), canvas.theme.dim);
    canvas.put(area, 4, line, &step.title, name);
    let Some(progress) = desk.outlook.step(step.id).copied() else { return };
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let (mark, style) = match progress {
        StepProgress { begun: false, .. } => (glyphs.empty, theme.line),
        _ if desk.study.is_none() => (glyphs.begun, theme.dim),
        StepProgress { asks: 0, questions: 0, findings: [0, 0, 0, 0], .. } => (glyphs.done, theme.good),
        _ => (glyphs.begun, theme.warn),
    };
    canvas.put(area, 15, line, mark, style);
    if progress.questions > 0 {
        let text = format!("?{}", progress.questions);
        canvas.put_right(area, 5, line, &text, theme.dim);
    }
    if let Some((severity, count)) = progress.worst() {
        let text = format!("{}{count}", glyphs.severity(severity));
        canvas.put_right(area, 1, line, &text, theme.severity(severity));
    }
}

/// The question that matters most, ready to be answered with one key.
fn next(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    canvas.rule(area, 0, "next question", desk.focus == Pane::Steps);
    let key = shown_key(Action::NextQuestion, Scope::Steps).unwrap_or_default();
    let text = match &desk.outlook.next {
        Asked::Missing { text, .. } => text.clone(),
        Asked::Field(follow) => follow.then().map(|then| then.ask.clone()).unwrap_or_default(),
        Asked::Fact(question) | Asked::Evidence(question) => question.ask(),
        Asked::Done => "The guided path is at its end: write the documents?".to_owned(),
        Asked::Nothing => "No question is open.".to_owned(),
    };
    let room = area.height.saturating_sub(3);
    let mut lines = wrap(&printable(&text), area.width.saturating_sub(2));
    if lines.len() > usize::from(room) {
        lines.truncate(usize::from(room));
        if let Some(last) = lines.last_mut() {
            last.push_str(canvas.glyphs.more);
        }
    }
    for (line, text) in (1..).zip(&lines) {
        canvas.put(area, 1, line, text, canvas.theme.text);
    }
    let line = u16::try_from(lines.len()).unwrap_or(room) + 1;
    let column = canvas.put(area, 1, line, &key, canvas.theme.accent);
    canvas.put(area, column + 1, line, "answer", canvas.theme.dim);
    for line in 1..=line {
        canvas.hit(area, line, Target::Act(Action::NextQuestion));
    }
}
