//! Plain text inside a comment of a programming language.

use super::line;

/// Text for a comment of any of the languages that are written, whether it ends with its line or with `*/`.
///
/// A tag (`@ts-ignore`, `@deprecated`) would be obeyed by a compiler; behind a backslash it is a word.
pub fn comment(text: &str) -> String {
    let text = line(text).replace("*/", "* /").replace("/*", "/ *");
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if c == '@' && before.is_none_or(|before: char| !before.is_alphanumeric()) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    // A backslash at its end would carry the comment into the next line in some languages.
    if escaped.ends_with('\\') { escaped + "." } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_where_its_template_says() {
        for (text, expected) in [
            ("half of 2 */ 3", "half of 2 * / 3"),
            ("/* nested", "/ * nested"),
            ("two\nlines\u{2028}three\r4", "two lines three 4"),
            ("@ts-ignore {@link x} a@b.example", "\\@ts-ignore {\\@link x} a@b.example"),
            ("**/", "** /"),
            ("*/*", "* / *"),
            ("\\", "\\."),
            ("\u{1b}[31m", "\u{241b}[31m"),
        ] {
            assert_eq!(comment(text), expected);
        }
    }
}
