//! Answers for programs.

use crate::document::printable;
use serde::Serialize;
use std::fmt::Write;

/// Indented JSON with a line feed at its end.
///
/// Characters that could disturb a terminal stand there only within strings, where JSON allows to escape them.
pub fn text(value: &impl Serialize) -> String {
    // Values of this program have keys of text and finite numbers or none: they can always be written.
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut text = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        let mut buffer = [0; 4];
        let as_text: &str = c.encode_utf8(&mut buffer);
        if c == '\n' || printable(as_text) == as_text {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string never fails.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_moves_a_cursor_is_escaped_and_reads_back() {
        let value = serde_json::json!({ "a": "x\u{9b}31m\u{1b}\u{202e}y\u{7f} é 東 🙂" });
        let written = text(&value);
        assert_eq!(written, "{\n  \"a\": \"x\\u009b31m\\u001b\\u202ey\\u007f é 東 🙂\"\n}\n");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
    }
}
