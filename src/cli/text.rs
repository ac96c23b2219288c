//! Paragraphs for a terminal. Whatever goes in here may come from a plan: it is made safe to print.

use super::paint;
use crate::document::printable;

/// Characters in a line.
const WIDTH: usize = 92;

/// The column where the text behind a label begins.
const LABEL: usize = 12;

/// A paragraph, each line indented.
pub fn paragraph(indent: usize, text: &str) -> String {
    hanging(&" ".repeat(indent), indent, text)
}

/// A label and a paragraph behind it: `  fix      Set a time-out`.
pub fn labelled(label: &str, text: &str) -> String {
    let gap = " ".repeat(LABEL.saturating_sub(2 + label.chars().count()).max(1));
    hanging(&format!("  {}{gap}", paint::label(label)), LABEL, text)
}

/// A row of a table under the text of a label. Rows are not broken; what comes from a plan has been made safe already.
pub fn row(text: &str) -> String {
    format!("{:LABEL$}{}\n", "", text.trim_end())
}

/// A row of a table behind a label.
pub fn labelled_row(label: &str, text: &str) -> String {
    let gap = " ".repeat(LABEL.saturating_sub(2 + label.chars().count()).max(1));
    format!("  {}{gap}{}\n", paint::label(label), text.trim_end())
}

/// A paragraph under the text of a label.
pub fn under_label(text: &str) -> String {
    paragraph(LABEL, text)
}

/// A paragraph whose first line begins with `first`, which takes `indent` columns.
pub fn hanging(first: &str, indent: usize, text: &str) -> String {
    let lines = wrap(text, WIDTH.saturating_sub(indent));
    let margin = " ".repeat(indent);
    let mut result = String::new();
    for (n, line) in lines.iter().enumerate() {
        result.push_str(if n == 0 { first } else { &margin });
        result.push_str(line);
        result.push('\n');
    }
    result
}

/// Breaks a text between words. Words longer than a line stay whole; line breaks of the text are blanks.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().map(printable) {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(&word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(&word);
        } else {
            lines.push(word.into_owned());
        }
    }
    lines
}

/// A page without blank lines at its end.
pub fn closed(page: &str) -> String {
    format!("{}\n", page.trim_end())
}

/// `1 finding`, `2 findings`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_stay_whole() {
        assert_eq!(wrap("a bb ccc dddddddd e", 5), ["a bb", "ccc", "dddddddd", "e"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(paragraph(2, "a\u{1b}[31m\nb"), "  a␛[31m b\n");
    }
}
