//! Markdown as lines of a terminal.

use super::text::wrap;
use super::theme::Theme;
use ratatui::style::Style;

/// The lines of a text, no wider than `columns`.
pub fn lines(text: &str, columns: u16, theme: &Theme) -> Vec<Vec<(String, Style)>> {
    wrap(text, columns).into_iter().map(|line| vec![(line, theme.text)]).collect()
}
