//! Makes text from a file safe to print on a terminal.

use std::borrow::Cow;

/// The text with every character that could move the cursor, change colours or reorder the line
/// replaced by a visible one: `␛` for escape, `␡` for delete, `�` for the others.
///
/// Each is replaced by exactly one character, so columns stay true. Tabs become `␉` and line feeds
/// `␊`: give it one line at a time.
pub fn printable(text: &str) -> Cow<'_, str> {
    // Most texts hold nothing else.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    if text.chars().any(|c| visible(c) != c) { Cow::Owned(text.chars().map(visible).collect()) } else { Cow::Borrowed(text) }
}

/// What stands for a character on a terminal.
fn visible(c: char) -> char {
    match c {
        // The block U+2400 holds a picture for every control code of ASCII, in their order.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        // C1 controls: some terminals take U+009B for the start of an escape sequence.
        '\u{80}'..='\u{9f}'
        // Line and paragraph separators.
        | '\u{2028}' | '\u{2029}'
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // A byte order mark inside a text is invisible.
        | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_borrowed() {
        assert!(matches!(printable("Zürich → 東京 🙂"), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_reaches_the_terminal_raw() {
        assert_eq!(printable("a\u{1b}[31mb\u{7f}"), "a␛[31mb␡");
        assert_eq!(printable("\u{9b}31m"), "\u{fffd}31m");
        assert_eq!(printable("user\u{202e}nimda"), "user\u{fffd}nimda");
        assert_eq!(printable("a\tb\r\n"), "a␉b␍␊");
    }

    #[test]
    fn columns_stay_true() {
        let text = "x\u{1b}\u{9f}\u{2066}y";
        assert_eq!(printable(text).chars().count(), text.chars().count());
    }
}
