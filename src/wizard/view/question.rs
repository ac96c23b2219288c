//! The next question.

use super::canvas::Canvas;
use super::text::{width, wrap};
use super::{entry, spoken};
use crate::document::printable;
use crate::knowledge::workflow;
use crate::rules::QuestionKind;
use crate::wizard::form::Place;
use crate::wizard::state::{Asked, Asking, State};
use ratatui::layout::Rect;

const OFFERS: u16 = 7;
const WIDEST: u16 = 84;
/// The width of the bar of progress.
const BAR: usize = 14;

/// The parts of a question, as they are shown from top to bottom.
struct Parts {
    ask: Vec<String>,
    why: Vec<String>,
    hint: Vec<String>,
    typed: bool,
}

pub fn draw(canvas: &mut Canvas<'_>, state: &State, asking: &Asking, body: Rect) {
    // Over the whole width where it would leave a strip of the form at its sides.
    let wide = if body.width < WIDEST + 8 { body.width } else { WIDEST };
    let inside = wide.saturating_sub(6);
    let mut parts = parts(state, asking, inside);
    let objection = if parts.typed { entry::objection(&asking.entry, inside) } else { Vec::new() };
    let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    // Where there is little room, the reasons give way to what can be chosen.
    let wanted = if parts.typed { entry::offers_height(&asking.entry, 4) } else { 0 };
    let taken = count(parts.ask.len() + parts.hint.len() + objection.len()) + 6 + wanted;
    parts.why = shortened(parts.why, usize::from(body.height.saturating_sub(taken)), canvas.glyphs.more);
    let fixed = count(parts.ask.len() + parts.why.len() + parts.hint.len() + objection.len()) + if parts.typed { 6 } else { 4 };
    let offers = if parts.typed { entry::offers_height(&asking.entry, OFFERS.min(body.height.saturating_sub(fixed))) } else { 0 };
    let height = (fixed + offers).min(body.height);
    // At the lower end: the form above shows where the answers go.
    let below = u16::from(wide < body.width && height < body.height);
    let area = Rect { x: body.x + (body.width - wide) / 2, y: body.bottom().saturating_sub(height + below), width: wide, height };
    let inner = canvas.raised(area, &title(asking));
    progress(canvas, state, asking, area);
    let inner = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
    let mut line = 1;
    for text in &parts.ask {
        canvas.put(inner, 0, line, text, canvas.theme.strong);
        line += 1;
    }
    for text in &parts.why {
        canvas.put(inner, 0, line, text, canvas.theme.dim);
        line += 1;
    }
    line += 1;
    if parts.typed {
        entry::line(canvas, inner, line, &asking.entry.input);
        line += 1;
        for (text, wrong) in &objection {
            canvas.put(inner, 2, line, text, if *wrong { canvas.theme.warn } else { canvas.theme.note });
            line += 1;
        }
        let below = Rect { y: inner.y + line, height: offers.min(inner.height.saturating_sub(line)), ..inner };
        entry::offers(canvas, below, &asking.entry);
        line += below.height;
    }
    for text in &parts.hint {
        canvas.put(inner, if parts.typed { 2 } else { 0 }, line, text, canvas.theme.dim);
        line += 1;
    }
}

/// The first lines of a text, with a sign where it goes on.
fn shortened(mut lines: Vec<String>, most: usize, more: &str) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{} {more}", last.trim_end_matches(['.', ',', ' ']));
        }
    }
    lines
}

fn title(asking: &Asking) -> String {
    let step = asking.asked.step().and_then(|id| workflow().step(id.as_str()));
    match (step, &asking.asked) {
        (Some(step), Asked::Field(follow)) => format!("{} {} · {}", step.number, step.title, follow.entry.last_key().unwrap_or_default()),
        (Some(step), _) => format!("{} {}", step.number, step.title),
        (None, _) => "next question".to_owned(),
    }
}

/// A statement as the end of a sentence; a name that begins it stays as it is.
fn lowered(statement: &str) -> String {
    let mut letters = statement.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => statement.to_owned(),
    }
}

/// How many questions of the workflow are answered.
fn progress(canvas: &mut Canvas<'_>, state: &State, asking: &Asking, area: Rect) {
    let Some(desk) = &state.desk else { return };
    if matches!(asking.asked, Asked::Fact(_) | Asked::Evidence(_)) {
        let open = desk.study.as_ref().map_or(0, |study| study.judgement().questions.len());
        canvas.put_right(area, 2, 0, &format!(" {open} open "), canvas.theme.dim);
        return;
    }
    let (done, all) = desk.outlook.answered;
    let full = BAR * done / all.max(1);
    let text = format!(" {done} of {all} ");
    let column = canvas.put_right(area, 2, 0, &text, canvas.theme.dim);
    let bar = format!(" {}{}", canvas.glyphs.full.repeat(full), canvas.glyphs.hollow.repeat(BAR - full));
    let start = column.saturating_sub(width(&bar));
    let lit: String = bar.chars().take(full + 1).collect();
    canvas.put(area, start, 0, &bar, canvas.theme.line);
    canvas.put(area, start, 0, &lit, canvas.theme.good);
}

fn parts(state: &State, asking: &Asking, columns: u16) -> Parts {
    let lines = |text: &str| wrap(&printable(text), columns);
    let spot = asking.asked.path().and_then(|path| Some(Place::find(state.desk.as_ref()?.tree(), &path)?.spot));
    let hint = |example: Option<&str>| {
        let takes = spot.map(spoken::takes).unwrap_or_default();
        let several = if asking.entry.answer.several { " Several are split at commas." } else { "" };
        let example = example.map(|example| format!("For example: {example}. ")).unwrap_or_default();
        let takes = if takes.is_empty() || asking.entry.answer.closed { String::new() } else { format!("Takes {takes}.{several}") };
        lines(format!("{example}{takes}").trim())
    };
    match &asking.asked {
        Asked::Missing { ask, text, .. } => {
            Parts { ask: lines(text), why: lines(&ask.why), hint: lines(&format!("For example: {}", ask.example)), typed: true }
        }
        Asked::Field(follow) => {
            let text = follow.then().map(|then| then.ask.as_str()).unwrap_or_default();
            let help = spot.map(crate::plan::fields::Spot::help).unwrap_or_default();
            Parts { ask: lines(text), why: lines(help), hint: hint(None), typed: true }
        }
        Asked::Fact(question) => {
            let typed = !asking.entry.answer.is_nothing();
            let hint = if typed { hint(None) } else { lines("Enter opens the form where the answer stands.") };
            let mut why = lines(&question.condition.why);
            if question.kind == QuestionKind::Practice {
                why.splice(0..0, lines(&format!("Wrong would be: {}.", lowered(&question.condition.title))));
            }
            Parts { ask: lines(&question.ask()), why, hint, typed }
        }
        Asked::Evidence(question) => Parts {
            ask: lines("What shows it? A file, a link, a measurement, or a reason."),
            why: lines(&format!("Of: {}", question.ask())),
            hint: lines("Enter alone leaves it for later."),
            typed: true,
        },
        Asked::Done => {
            let found = state.desk.as_ref().map_or(0, |desk| desk.findings().iter().filter(|finding| finding.state.is_open()).count());
            let what = match found {
                0 => "Nothing in it is known to be wrong.".to_owned(),
                1 => "One finding is open.".to_owned(),
                n => format!("{n} findings are open, the worst first on the screen of findings (F)."),
            };
            Parts {
                ask: lines("The plan stands. Write its documents now?"),
                why: lines(&format!("{what} Enter writes the design documents; Tab goes on with the questions that matter most.")),
                hint: Vec::new(),
                typed: false,
            }
        }
        Asked::Nothing => Parts {
            ask: lines("No question is open."),
            why: lines("What was left for later is asked again when the plan is opened the next time."),
            hint: Vec::new(),
            typed: false,
        },
    }
}
