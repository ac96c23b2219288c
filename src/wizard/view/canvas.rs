//! What the parts of the screen are drawn with.

use super::glyphs::Glyphs;
use super::text::{clip, width};
use super::theme::Theme;
use crate::wizard::intent::{Hits, Target};
use crate::wizard::options::Options;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

/// A screen in the making.
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    /// Colours.
    pub theme: Theme,
    /// Signs.
    pub glyphs: &'static Glyphs,
    /// Where things were drawn.
    pub hits: Hits,
    /// Where the cursor stands, where one is shown.
    pub cursor: Option<Position>,
    /// Where the selected row was drawn: what lies on top belongs beside it.
    pub anchor: Option<Rect>,
}

impl<'b> Canvas<'b> {
    /// An empty screen.
    pub fn new(buffer: &'b mut Buffer, options: &Options) -> Self {
        let theme = Theme::of(options);
        buffer.set_style(buffer.area, theme.ground);
        Self { buffer, theme, glyphs: Glyphs::of(options.ascii), hits: Hits::default(), cursor: None, anchor: None }
    }

    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Writes a text into a line of an area, cut to what fits. Gives the column after it.
    pub fn put(&mut self, area: Rect, column: u16, line: u16, text: &str, style: Style) -> u16 {
        let (x, y) = (area.x.saturating_add(column), area.y.saturating_add(line));
        if column >= area.width || line >= area.height {
            return column;
        }
        let text = self.glyphs.plain(text);
        let text = clip(&text, area.width - column, self.glyphs.more);
        let (end, _) = self.buffer.set_stringn(x, y, &text, usize::from(area.width - column), style);
        end.saturating_sub(area.x)
    }

    /// Writes a text at the right end of a line, `margin` columns before it. Gives its first column.
    pub fn put_right(&mut self, area: Rect, margin: u16, line: u16, text: &str, style: Style) -> u16 {
        let column = area.width.saturating_sub(width(text).saturating_add(margin));
        self.put(area, column, line, text, style);
        column
    }

    /// Paints a line of an area.
    pub fn paint(&mut self, area: Rect, line: u16, style: Style) {
        if line < area.height {
            self.buffer.set_style(Rect { y: area.y + line, height: 1, ..area }.intersection(self.buffer.area), style);
        }
    }

    /// Puts a sign into a cell.
    pub fn cell(&mut self, x: u16, y: u16, sign: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// Draws a frame with a title. Gives what is inside.
    pub fn pane(&mut self, area: Rect, title: &str, focused: bool) -> Rect {
        let (line, name) = if focused { (self.theme.focus, self.theme.strong) } else { (self.theme.line, self.theme.dim) };
        let block = Block::bordered().border_set(self.glyphs.border).border_style(line);
        let inner = block.inner(area);
        block.render(area, self.buffer);
        if area.width > 6 && !title.is_empty() {
            let title = format!(" {title} ");
            self.put(Rect { width: area.width - 2, ..area }, 2, 0, &title, name);
        }
        inner
    }

    /// Clears an area and draws a frame around it that lies on top of all else.
    pub fn raised(&mut self, area: Rect, title: &str) -> Rect {
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.theme.raised);
        self.hits.cover(area);
        self.pane(area, title, true)
    }

    /// Draws a line across a pane, with a title.
    pub fn rule(&mut self, pane: Rect, line: u16, title: &str, focused: bool) {
        let style = if focused { self.theme.focus } else { self.theme.line };
        let glyphs = self.glyphs;
        if line >= pane.height || pane.width < 2 {
            return;
        }
        let y = pane.y + line;
        for x in pane.x..pane.right() {
            self.cell(x, y, glyphs.rule, style);
        }
        self.cell(pane.x.saturating_sub(1), y, glyphs.tee_left, style);
        self.cell(pane.right(), y, glyphs.tee_right, style);
        if !title.is_empty() {
            let title = format!(" {title} ");
            self.put(pane, 1, line, &title, self.theme.dim);
        }
    }

    /// Notes what can be clicked in a line of an area.
    pub fn hit(&mut self, area: Rect, line: u16, target: Target) {
        if line < area.height {
            self.hits.add(Rect { y: area.y + line, height: 1, ..area }, target);
        }
    }
}

/// The first row to show, so that the selected one is in the middle as far as there is room above and below.
pub fn first_row(selected: usize, len: usize, height: u16) -> usize {
    let height = usize::from(height);
    selected.saturating_sub(height / 2).min(len.saturating_sub(height))
}
