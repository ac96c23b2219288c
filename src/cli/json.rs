//! Answers for programs.

use crate::document::printable;
use serde::Serialize;
use serde_json::{Number, Value};
use std::fmt::Write;

/// Indented JSON with a line feed at its end. Numbers are told to ten digits: what binary fractions add behind them is noise.
///
/// Characters that could disturb a terminal stand there only within strings, where JSON allows to escape them.
pub fn text(value: &impl Serialize) -> String {
    // Values of this program have keys of text and finite numbers or none: they can always be written.
    let mut value = serde_json::to_value(value).unwrap_or_default();
    round(&mut value);
    let plain = serde_json::to_string_pretty(&value).unwrap_or_default();
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

/// Rounds every fraction to ten digits. Answers nest as deep as their types do, which is not deep.
fn round(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(round),
        Value::Object(fields) => fields.values_mut().for_each(round),
        Value::Number(number) => {
            let short = number.as_f64().filter(|_| number.is_f64()).and_then(|number| format!("{number:.9e}").parse().ok());
            if let Some(short) = short.and_then(Number::from_f64) {
                *number = short;
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn fractions_are_rounded_and_counts_are_not() {
        assert_eq!(
            text(&serde_json::json!([0.000_999_999_999_999_943_2, 12_345_678_901_234_567_u64, 0.25])),
            "[\n  0.001,\n  12345678901234567,\n  0.25\n]\n"
        );
    }

    #[test]
    fn what_moves_a_cursor_is_escaped_and_reads_back() {
        let value = serde_json::json!({ "a": "x\u{9b}31m\u{1b}\u{202e}y\u{7f} é 東 🙂" });
        let written = text(&value);
        assert_eq!(written, "{\n  \"a\": \"x\\u009b31m\\u001b\\u202ey\\u007f é 東 🙂\"\n}\n");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
    }
}
