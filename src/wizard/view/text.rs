//! Fitting text into cells.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The text, cut to a width; what was cut off is told by the sign `more`.
pub fn clip<'t>(text: &'t str, columns: u16, more: &str) -> Cow<'t, str> {
    if text.len() <= usize::from(columns) && text.is_ascii() || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(width(more)) else { return Cow::Borrowed("") };
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        cut.push_str(grapheme);
    }
    Cow::Owned(cut.trim_end().to_owned() + more)
}

/// The lines of a text, broken between words where they are wider than a width; a word that is wider still is broken anywhere.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let joint = u16::from(!line.is_empty());
            if width(&line) + joint + width(word) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            } else if joint == 1 {
                line.push(' ');
            }
            for grapheme in word.graphemes(true) {
                if width(&line) + width(grapheme) > columns && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(grapheme);
            }
        }
        lines.push(line);
    }
    lines
}

/// A number of things: `1 finding`, `2 findings`.
pub fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_told() {
        assert_eq!(clip("api -> payments", 20, "…"), "api -> payments");
        assert_eq!(clip("api -> payments", 8, "…"), "api ->…");
        assert_eq!(clip("東京都", 4, "…"), "東…");
        assert_eq!(clip("abc", 0, "…"), "");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("is this so, or not", 10), ["is this", "so, or not"]);
        assert_eq!(wrap("a\n\nb", 3), ["a", "", "b"]);
        assert!(wrap("any text", 0).len() > 1);
    }
}
