//! Values as literals of JSON, of JavaScript and TypeScript, and of TOML; names of members.

use serde_json::Value;
use std::fmt::Write;

/// A value as JSON, which is a literal of JavaScript too: `null`, a number, a string in quotes, a list, a map.
///
/// It can stand inside a `<script>` and inside a block comment without ending either, and what nobody would see
/// (controls, line separators, marks of the bidirectional algorithm) is written by its number.
pub fn json(value: &Value) -> String {
    match value {
        Value::String(text) => string(text, Slash::MayBeEscaped),
        Value::Number(number) => figure(number),
        Value::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", string(name, Slash::MayBeEscaped), json(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

/// A value as TOML, which has no `null`: what is not known is refused by its reader.
pub fn toml(value: &Value) -> String {
    match value {
        Value::String(text) => string(text, Slash::Bare),
        Value::Number(number) => figure(number),
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{} = {}", string(name, Slash::Bare), toml(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

/// The name of a member of an object literal, in quotes.
///
/// `__proto__` would set the prototype of the object; in brackets it is a name like any other.
pub fn member(name: &str) -> String {
    let quoted = string(name, Slash::MayBeEscaped);
    if name == "__proto__" { format!("[{quoted}]") } else { quoted }
}

/// Whether the language knows `\/`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slash {
    MayBeEscaped,
    Bare,
}

fn string(text: &str, slash: Slash) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            // Neither `</script>` nor `<script` nor `<!--` can be written with it, nor the end of a block comment with the next.
            '<' if !rest.as_str().starts_with([' ', '=']) => literal.push_str("\\u003c"),
            '/' if before == Some('*') && slash == Slash::MayBeEscaped => literal.push_str("\\/"),
            c if is_unseen(c) => {
                // Writing to a string never fails. All of them lie in the first plane: four digits do.
                let _ = write!(literal, "\\u{:04x}", u32::from(c));
            }
            c => literal.push(c),
        }
        before = Some(c);
    }
    literal.push('"');
    literal
}

/// What the terminal would show as a picture or a box, see [`crate::document::printable`].
fn is_unseen(c: char) -> bool {
    let mut bytes = [0; 4];
    matches!(crate::document::printable(c.encode_utf8(&mut bytes)), std::borrow::Cow::Owned(_))
}

/// A number without a point where it is whole.
fn figure(number: &serde_json::Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOSTILE: [&str; 10] = [
        "say \"hi\" \\",
        "*/ evil() /*",
        "${process.exit()} `x`",
        "</script><script>alert(1)</script> <!--",
        "line\u{2028}separator\u{2029}",
        "two\nlines\r\tand\u{0}\u{1b}[31m\u{7f}",
        "'); drop table x; --",
        "\u{202e}desrever",
        "// comment",
        "",
    ];

    #[test]
    fn what_is_written_is_read_again() {
        for text in HOSTILE {
            let value = json!({text: [text, 1, 2.5, 3.0, true, null]});
            let written = json(&value);
            let read: Value = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(read, json!({text: [text, 1, 2.5, 3, true, null]}), "{written}");
            assert!(
                !written.contains("*/") && !written.contains("</") && !written.contains("<!") && !written.contains(is_unseen),
                "{written}"
            );
        }
    }

    #[test]
    fn literals() {
        assert_eq!(json(&json!("api -> payments")), "\"api -> payments\"");
        assert_eq!(json(&json!("a <= b < c")), "\"a <= b < c\"");
        assert_eq!(json(&json!("a*/b</c>\u{2028}")), r#""a*\/b\u003c/c>\u2028""#);
        assert_eq!(toml(&json!("a*/b\u{7f}\n")), r#""a*/b\u007f\n""#);
        assert_eq!(toml(&json!({"a b": [1, "x"]})), r#"{ "a b" = [1, "x"] }"#);
        assert_eq!((json(&json!(3.0)), json(&json!(0.1))), ("3".to_owned(), "0.1".to_owned()));
    }

    #[test]
    fn names_of_members() {
        for (name, expected) in [("pay", "\"pay\""), ("a\"b", "\"a\\\"b\""), ("__proto__", "[\"__proto__\"]")] {
            assert_eq!(member(name), expected);
        }
    }
}
