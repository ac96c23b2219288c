//! Markdown as lines of a terminal; any other text as it is.

use super::table;
use super::text::width;
use super::theme::Theme;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::Style;

/// A line: pieces of text, each with its style.
pub type Line = Vec<(String, Style)>;

/// The lines of a text, no wider than `columns`.
pub fn lines(text: &str, columns: u16, theme: &Theme) -> Vec<Line> {
    let mut writer = Writer {
        columns: columns.max(8),
        theme,
        lines: Vec::new(),
        words: Vec::new(),
        indent: String::new(),
        bullet: None,
        state: State::default(),
    };
    // The stamp and front matter are no prose.
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH);
    for event in parser {
        writer.take(event);
    }
    writer.flush();
    writer.lines
}

/// The lines of a text that is no Markdown.
pub fn plain(text: &str, theme: &Theme) -> Vec<Line> {
    text.lines().map(|line| vec![(line.to_owned(), theme.text)]).collect()
}

/// What the text that comes next stands in.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // they nest in any way
struct State {
    heading: bool,
    strong: bool,
    emphasis: bool,
    code: bool,
    metadata: bool,
    link: bool,
    lists: Vec<Option<u64>>,
    table: Vec<Vec<String>>,
}

struct Writer<'t> {
    columns: u16,
    theme: &'t Theme,
    lines: Vec<Line>,
    /// The text of the block that is being read.
    words: Line,
    indent: String,
    bullet: Option<String>,
    state: State,
}

impl Writer<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.state.metadata => drop(text),
            Event::Text(text) if self.state.code => {
                for line in text.lines() {
                    self.lines.push(vec![(format!("{}  {line}", self.indent), self.theme.note)]);
                }
            }
            Event::Text(text) => self.write(&text),
            Event::Code(text) => match self.state.table.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.push_str(&text),
                None => self.words.push((text.into_string(), self.theme.note)),
            },
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.flush();
                self.lines.push(vec![("─".repeat(usize::from(self.columns)), self.theme.line)]);
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(cell) = self.state.table.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(text);
            return;
        }
        let style = match &self.state {
            State { heading: true, .. } => self.theme.accent.patch(self.theme.strong),
            State { strong: true, .. } => self.theme.strong,
            State { link: true, .. } => self.theme.accent,
            State { emphasis: true, .. } => self.theme.text.add_modifier(ratatui::style::Modifier::ITALIC),
            _ => self.theme.text,
        };
        self.words.push((text.to_owned(), style));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.space();
                self.state.heading = true;
            }
            Tag::Paragraph if self.bullet.is_none() => self.space(),
            Tag::Strong => self.state.strong = true,
            Tag::Emphasis => self.state.emphasis = true,
            Tag::Link { .. } => self.state.link = true,
            Tag::CodeBlock(kind) => {
                self.flush();
                self.space();
                self.state.code = true;
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.lines.push(vec![(format!("{}  {language}", self.indent), self.theme.dim)]);
                }
            }
            Tag::List(first) => {
                self.flush();
                if self.state.lists.is_empty() {
                    self.space();
                }
                self.state.lists.push(*first);
            }
            Tag::Item => {
                let depth = self.state.lists.len().saturating_sub(1);
                let sign = match self.state.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.bullet = Some(format!("{}{sign}", "  ".repeat(depth)));
            }
            Tag::BlockQuote(_) => self.indent.push_str("  "),
            Tag::MetadataBlock(_) => self.state.metadata = true,
            Tag::Table(_) => {
                self.space();
                self.state.table.clear();
            }
            Tag::TableHead | Tag::TableRow => self.state.table.push(Vec::new()),
            Tag::TableCell => {
                if let Some(row) = self.state.table.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.state.heading = false;
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::Strong => self.state.strong = false,
            TagEnd::Emphasis => self.state.emphasis = false,
            TagEnd::Link => self.state.link = false,
            TagEnd::CodeBlock => self.state.code = false,
            TagEnd::List(_) => {
                self.state.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                let shorter = self.indent.len().saturating_sub(2);
                self.indent.truncate(shorter);
            }
            TagEnd::MetadataBlock(_) => self.state.metadata = false,
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    /// A blank line between blocks, but not at the top and not twice.
    fn space(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// Writes the block that was read, broken into lines.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        let first = format!("{}{}", self.indent, self.bullet.take().unwrap_or_default());
        let hang = " ".repeat(first.chars().count());
        let mut line: Line = vec![(first.clone(), self.theme.dim)];
        let mut used = width(&first);
        let mut gap = false;
        for (text, style) in words {
            for (at, word) in text.split(' ').enumerate() {
                gap |= at > 0;
                if word.is_empty() {
                    continue;
                }
                let wide = width(word) + u16::from(gap);
                if used + wide > self.columns && used > width(&hang) {
                    self.lines.push(std::mem::replace(&mut line, vec![(hang.clone(), self.theme.dim)]));
                    used = width(&hang);
                    gap = false;
                }
                let piece = if gap { format!(" {word}") } else { word.to_owned() };
                used += width(&piece);
                line.push((piece, style));
                gap = false;
            }
        }
        self.lines.push(line);
    }

    /// Writes a table: in columns where there is room for their words, and row by row where there is not.
    fn table(&mut self) {
        let rows = std::mem::take(&mut self.state.table);
        let lines = table::lines(&rows, self.columns, self.theme);
        self.lines.extend(lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::options::Options;

    fn shown(text: &str, columns: u16) -> Vec<String> {
        let theme = Theme::of(&Options::default());
        lines(text, columns, &theme)
            .iter()
            .map(|line| line.iter().map(|(text, _)| text.as_str()).collect::<String>().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn blocks_are_told_apart() {
        let text = "---\na: b\n---\n\n# Title\n\nSome *soft* and **strong** words.\n\n- one\n- two words that wrap\n  1. inner\n";
        let expected = ["Title", "", "Some soft and", "strong words.", "", "- one", "- two words that", "  wrap", "  1. inner"];
        assert_eq!(shown(text, 17), expected);
    }

    #[test]
    fn a_table_stands_in_columns() {
        let text = "| a | long heading |\n|---|---|\n| x | `y` |\n";
        assert_eq!(shown(text, 40), ["a  long heading", "───────────────", "x  y"]);
    }

    #[test]
    fn no_width_panics() {
        for columns in 0..20 {
            let _ = shown("# A\n\n| a | b |\n|---|---|\n| cccccccccccc | d |\n\n> quote\n\n```yaml\nx: 1\n```\n", columns);
        }
    }
}
