//! Spells a text as a YAML scalar, bare where that is safe.

use std::fmt::Write;

/// Where a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// On lines of its own.
    Block,
    /// Inside brackets or braces, where commas and brackets end it.
    Flow,
}

/// The text bare, or in quotes where YAML, or YAML 1.1, would read something else.
pub(super) fn spell(text: &str, context: Context) -> String {
    if is_bare(text, context) { text.to_owned() } else { quote(text) }
}

/// The text in quotes: the double ones people expect, the single ones where that saves escapes.
pub(super) fn quote(text: &str) -> String {
    let escapes = text.chars().any(needs_escape);
    if !escapes && text.contains(['"', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if needs_escape(c) => {
                // Writing to a string never fails. All these characters have at most 16 bits.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a text of several lines can be written as a literal block (`|`): nothing in it needs an
/// escape, and its first line does not begin with the blanks that would tell the indentation.
pub(super) fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.lines().all(|line| !line.starts_with('\t') && !line.ends_with([' ', '\t']))
        && !body.chars().any(|c| c != '\n' && needs_escape(c))
}

fn is_bare(text: &str, context: Context) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let second = chars.next();
    let begins = match first {
        // Indicators only before a blank; in brackets also before a bracket or comma.
        '-' | '?' | ':' => second.is_some_and(|c| !c.is_whitespace() && !is_flow(c)),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => false,
        c => !c.is_whitespace(),
    };
    begins
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.chars().any(needs_escape)
        && !is_other_in_yaml(text)
        && (context == Context::Block || (!text.contains(is_flow) && !text.contains(":,")))
}

fn is_flow(c: char) -> bool {
    matches!(c, ',' | '[' | ']' | '{' | '}')
}

/// Words for nothing, and those that YAML 1.1 takes for truths: bare, they would not stay texts.
/// `true` and `false` are truths everywhere, and are meant as such.
fn is_other_in_yaml(text: &str) -> bool {
    let words = ["~", "null", "y", "n", "yes", "no", "on", "off", "<<", "="];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Characters that YAML does not print, or that end a line for some readers.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_where_it_is_safe() {
        for text in ["800ms", "99.95%", "api -> payments", "2026-11-20", "1.10", "-5", ":x", "a:b", "a#b", "true", "it's", "é"] {
            assert_eq!(spell(text, Context::Block), text);
        }
        assert_eq!(spell("a, b [c]", Context::Block), "a, b [c]");
    }

    #[test]
    fn quoted_where_yaml_would_read_something_else() {
        for text in ["", " a", "a ", "a: b", "a #b", "a:", "#a", "- a", "-", "?", "*a", "@a", "%", "---", "null", "~", "Yes", "off", "[a"] {
            assert_eq!(spell(text, Context::Block), format!("\"{text}\""));
        }
        for text in ["a, b", "a]", "{", "-[", "a:,b"] {
            assert_eq!(spell(text, Context::Flow), format!("\"{text}\""));
        }
    }

    #[test]
    fn the_quotes_that_need_fewer_escapes() {
        assert_eq!(quote("say \"no\""), r#"'say "no"'"#);
        assert_eq!(quote("it's"), "\"it's\"");
        assert_eq!(quote("it's \"\\d\""), r#"'it''s "\d"'"#);
        assert_eq!(quote("a\u{1b}[0m\n\"x\""), r#""a\u001b[0m\n\"x\"""#);
    }
}
