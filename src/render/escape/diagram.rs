//! Plain text in the languages that draw diagrams.

use super::line;
use std::fmt::Write;

/// The text of a Mermaid label, to stand between double quotes.
///
/// Mermaid reads entities written `#quot;`; `%` is one of them, because `%%{` would begin a directive even inside a label.
pub fn mermaid(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '"' => escaped.push_str("#quot;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '&' => escaped.push_str("#amp;"),
            '#' | '%' | '`' | '\\' | '*' | '_' | '~' | '|' | '{' | '}' | ';' => {
                // Writing to a string never fails.
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text of a DOT string, to stand between double quotes.
pub fn dot(text: &str) -> String {
    line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// A name that both languages take unquoted: letters, digits and underscores. Two ids of a plan never give the same.
pub fn identifier(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => name.push(c),
            '-' => name.push('_'),
            _ => name.push_str("__"),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_labels() {
        assert_eq!(mermaid("say \"hi\" <b> %%{init}%% `x`"), "say #quot;hi#quot; #lt;b#gt; #37;#37;#123;init#125;#37;#37; #96;x#96;");
        assert_eq!(dot("a\"b\\n\nc"), "a\\\"b\\\\n c");
        assert_eq!(identifier("payments:api-2"), "payments__api_2");
    }
}
