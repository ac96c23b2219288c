//! A table of a document in a terminal.

use super::markdown::Line;
use super::text::{width, wrap};
use super::theme::Theme;

/// Between two columns.
const GAP: u16 = 2;
/// How far the other fields of a row stand below its first.
const INDENT: u16 = 2;

/// The lines of a table, no wider than `columns`; its first row is the heading. Where its words do not fit into columns, each
/// row is written as a record: its fields one below the other, each with its heading.
pub fn lines(rows: &[Vec<String>], columns: u16, theme: &Theme) -> Vec<Line> {
    match widths(rows, columns) {
        Some(widths) => grid(rows, &widths, theme),
        None => records(rows, columns, theme),
    }
}

/// How wide each column is: as wide as it needs, or less where there is no room, but never less than its longest word.
fn widths(rows: &[Vec<String>], columns: u16) -> Option<Vec<u16>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let mut widths: Vec<u16> = (0..count).map(|at| cells(at).map(|cell| width(cell)).max().unwrap_or(0)).collect();
    let word = |at: usize| cells(at).flat_map(|cell| cell.split_whitespace()).map(width).max().unwrap_or(0);
    let words: Vec<u16> = (0..count).map(word).collect();
    let room = columns.saturating_sub(GAP * u16::try_from(count.saturating_sub(1)).unwrap_or(0));
    let sum = |widths: &[u16]| widths.iter().map(|width| u32::from(*width)).sum::<u32>();
    // What is too wide gives way, the widest column first.
    while sum(&widths) > u32::from(room) {
        let shrinkable = widths.iter_mut().zip(&words).filter(|(width, word)| **width > **word);
        let (widest, _) = shrinkable.max_by_key(|(width, _)| **width)?;
        *widest -= 1;
    }
    Some(widths)
}

fn grid(rows: &[Vec<String>], widths: &[u16], theme: &Theme) -> Vec<Line> {
    let mut lines = Vec::new();
    // Some tables name their rows and not their columns.
    let untitled = usize::from(rows.first().is_some_and(|heading| heading.iter().all(|cell| cell.trim().is_empty())));
    for (number, row) in rows.iter().enumerate().skip(untitled) {
        let style = if number == 0 { theme.strong } else { theme.text };
        let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, columns)| wrap(cell, *columns)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            let cell = |(column, (cell, columns)): (usize, (&Vec<String>, &u16))| {
                let text = cell.get(at).cloned().unwrap_or_default();
                let pad = if column + 1 < cells.len() { columns.saturating_sub(width(&text)) + GAP } else { 0 };
                (text + &" ".repeat(usize::from(pad)), style)
            };
            lines.push(cells.iter().zip(widths).enumerate().map(cell).collect());
        }
        if number == 0 {
            let gaps = GAP * u16::try_from(widths.len().saturating_sub(1)).unwrap_or(0);
            lines.push(vec![("─".repeat(usize::from(widths.iter().sum::<u16>() + gaps)), theme.line)]);
        }
    }
    lines
}

fn records(rows: &[Vec<String>], columns: u16, theme: &Theme) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let Some((heading, rows)) = rows.split_first() else { return lines };
    for row in rows {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        for (at, (name, value)) in heading.iter().zip(row).enumerate().filter(|(_, (_, value))| !value.trim().is_empty()) {
            let (indent, style) = if at == 0 { (0, theme.strong) } else { (INDENT, theme.text) };
            let label = if name.trim().is_empty() { String::new() } else { format!("{name}: ") };
            let text = wrap(&format!("{label}{value}"), columns.saturating_sub(indent));
            for (line, text) in text.into_iter().enumerate() {
                let start = " ".repeat(usize::from(indent));
                lines.push(match text.strip_prefix(label.trim_end()).filter(|_| line == 0) {
                    Some(rest) => vec![(start + label.trim_end(), theme.dim), (rest.to_owned(), style)],
                    None => vec![(start, theme.dim), (text, style)],
                });
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::options::Options;

    fn shown(columns: u16) -> Vec<String> {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["Decision", "State", "Why"]), row(["one-database", "accepted", "one team keeps it"]), row(["cache", "open", ""])];
        let theme = Theme::of(&Options::default());
        let text = |line: Line| line.iter().map(|(text, _)| text.as_str()).collect::<String>().trim_end().to_owned();
        lines(&rows, columns, &theme).into_iter().map(text).collect()
    }

    #[test]
    fn what_fits_stands_in_columns() {
        let expected = [
            "Decision      State     Why",
            "─────────────────────────────────────────",
            "one-database  accepted  one team keeps it",
            "cache         open",
        ];
        assert_eq!(shown(60), expected);
        assert_eq!(shown(32)[2..4], ["one-database  accepted  one team", "                        keeps it"]);
    }

    #[test]
    fn what_does_not_fit_is_written_row_by_row() {
        let expected = ["Decision: one-database", "  State: accepted", "  Why: one team keeps it", "", "Decision: cache", "  State: open"];
        assert_eq!(shown(24), expected);
    }
}
