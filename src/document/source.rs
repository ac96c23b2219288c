//! A named text and the reports about it.

use super::printable::printable;
use super::problem::Problem;
use super::span::Place;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::fmt::Write;

/// Problems that are shown in full; of further ones only the number is told.
const SHOWN: usize = 100;
/// Characters of a line that are shown before, in and after what is underlined, each.
const PART: usize = 200;
/// Stands for what is left out of a line.
const CUT: &str = "…";

/// A text, its name and its lines.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Offset of each line's first byte.
    lines: Vec<usize>,
}

impl Source {
    /// A text under the name that reports show, usually its file's.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, lines }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of an offset; beyond the end, those of the end.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.line_index(offset);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        let mark = usize::from(before.starts_with('\u{feff}'));
        Place { line: line + 1, column: before.chars().count() - mark + 1 }
    }

    /// A line's text without its line break; `number` counts from 1. Nothing beyond the end.
    pub fn line(&self, number: usize) -> Option<&str> {
        let start = *self.lines.get(number.checked_sub(1)?)?;
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?;
        Some(line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}'))
    }

    /// Every problem with file, line, column, source line and hint, without colours.
    pub fn report(&self, problems: &[Problem]) -> String {
        self.render(problems, &Renderer::plain())
    }

    /// The same in the colours of a terminal.
    pub fn report_coloured(&self, problems: &[Problem]) -> String {
        self.render(problems, &Renderer::styled())
    }

    fn render(&self, problems: &[Problem], renderer: &Renderer) -> String {
        let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
        let mut report = String::new();
        for problem in problems.iter().take(SHOWN) {
            report.push_str(&self.render_one(problem, &renderer));
            report.push_str("\n\n");
        }
        if problems.len() > SHOWN {
            let more = problems.len() - SHOWN;
            // Writing to a string never fails.
            let _ = writeln!(report, "… and {more} more problems in {}\n", printable(&self.name));
        }
        report
    }

    /// One problem. Only its line is handed to the renderer, of a long one the part around it, with
    /// control characters made visible.
    fn render_one(&self, problem: &Problem, renderer: &Renderer) -> String {
        let place = self.place(problem.span.start);
        let line = self.line(place.line).unwrap_or_default();
        let (before, rest) = line.split_at(byte_of_char(line, place.column - 1));
        let marked = rest.get(..char_boundary(rest, problem.span.len())).unwrap_or(rest);
        let behind = rest.get(marked.len()..).unwrap_or_default();
        let (before, marked, behind) = (ending(before), beginning(marked), beginning(behind));
        let annotated = before.len()..before.len() + marked.len();
        let is_part = before.starts_with(CUT);
        let snippet =
            Snippet::source(before + &marked + &behind).line_start(place.line).annotation(AnnotationKind::Primary.span(annotated));
        let path = printable(&self.name);
        let group = Level::ERROR.primary_title(printable(&problem.message));
        // The renderer counts the column itself, which it can't in a part of a line.
        let mut group = if is_part {
            group.element(Origin::path(path).line(place.line).char_column(place.column)).element(snippet)
        } else {
            group.element(snippet.path(path))
        };
        if let Some(hint) = &problem.hint {
            group = group.element(Level::HELP.message(printable(hint)));
        }
        renderer.render(&[group])
    }

    /// The position in `lines` of the line that holds an offset.
    fn line_index(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// The offset of a line's character; its end if it has fewer.
fn byte_of_char(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// The first end of a character at or after an offset.
fn char_boundary(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The beginning of a part of a line, for the terminal.
fn beginning(part: &str) -> String {
    let end = byte_of_char(part, PART);
    let more = if end < part.len() { CUT } else { "" };
    printable(part.get(..end).unwrap_or(part)).into_owned() + more
}

/// The end of a part of a line, for the terminal.
fn ending(part: &str) -> String {
    let start = part.char_indices().rev().nth(PART - 1).map_or(0, |(at, _)| at);
    let more = if start > 0 { CUT } else { "" };
    more.to_owned() + &printable(part.get(start..).unwrap_or(part))
}
