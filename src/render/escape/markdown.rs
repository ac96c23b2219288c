//! Plain text as Markdown, in the dialect of GitHub.

use super::line;
use std::fmt::Write;

/// Text that reads as written wherever inline Markdown may stand: in a paragraph, a heading, a table cell, a link's text.
///
/// Addresses that begin with `http://` or `https://` become links to themselves; nothing else has a meaning.
pub fn inline(text: &str) -> String {
    let text = line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    while let Some(at) = next_address(rest) {
        let (before, from) = rest.split_at(at);
        escape_into(&mut escaped, before);
        let (address, after) = from.split_at(address_length(from));
        escaped.extend(["<", &target(address), ">"]);
        rest = after;
    }
    escape_into(&mut escaped, rest);
    escaped
}

/// Inline text for a heading, which ends without punctuation.
pub fn heading(text: &str) -> String {
    inline(text.trim_end().trim_end_matches(['.', ',', ';', ':', '!']))
}

/// Paragraphs: a blank line in the text begins a new one.
pub fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(inline).filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Text as code. What could end a table cell is written as text instead, since a code span has no way to escape it.
pub fn code(text: &str) -> String {
    let text = line(text);
    if text.is_empty() || text.contains('|') {
        return inline(&text);
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A link to a file beside the document, or to an address.
pub fn link(text: &str, to: &str) -> String {
    format!("[{}]({})", inline(text), target(to))
}

/// The target of a link: what would end it is percent-encoded, and only paths, `http`, `https` and `mailto` lead anywhere.
fn target(to: &str) -> String {
    let scheme = to.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '#', '?', '.']));
    if scheme.is_some_and(|scheme| !["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str())) {
        return "#".to_owned();
    }
    let mut target = String::with_capacity(to.len());
    for c in to.chars() {
        match c {
            ' ' | '<' | '>' | '(' | ')' | '[' | ']' | '|' | '"' | '`' | '\\' | '{' | '}' | '^' => encode_into(&mut target, c),
            c if c.is_control() || c.is_whitespace() => encode_into(&mut target, c),
            c => target.push(c),
        }
    }
    target
}

fn encode_into(target: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string never fails.
        let _ = write!(target, "%{byte:02X}");
    }
}

/// Where the next address begins, if it stands free.
fn next_address(text: &str) -> Option<usize> {
    let starts = text.match_indices("http").map(|(at, _)| at);
    starts.into_iter().find(|&at| {
        let from = text.get(at..).unwrap_or_default();
        let free = !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
        let rest = from.strip_prefix("https://").or_else(|| from.strip_prefix("http://"));
        free && rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    })
}

/// How far an address reaches: to a blank or a bracket, without the punctuation of the sentence around it.
fn address_length(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || "<>\"'`()[]{}|\\".contains(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']).len()
}

fn escape_into(escaped: &mut String, text: &str) {
    let mut before = escaped.chars().next_back();
    let starts_line = before.is_none();
    let ordinal = if starts_line { text.chars().take_while(char::is_ascii_digit).count() } else { 0 };
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            // Inside a word it is a letter like any other.
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()),
            // An address of mail or a bare `www.` would become a link of its own.
            '@' => before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric),
            // A number before a blank at the start of a line would begin a list.
            '.' | ')' if at == ordinal && ordinal > 0 => after.is_none_or(|c| c == ' '),
            '.' => escaped.len().checked_sub(3).and_then(|at| escaped.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www")),
            '#' | '>' | '=' => starts_line && at == 0,
            '+' | '-' => starts_line && at == 0 && after.is_none_or(|c| c == ' ' || c == '-'),
            _ => false,
        };
        if escape {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_stays_text() {
        for (text, expected) in [
            ("a | b", r"a \| b"),
            ("`x` *y* ~z~ $q$", r"\`x\` \*y\* \~z\~ \$q\$"),
            ("<b>bold</b>", r"\<b>bold\</b>"),
            ("]() [a](b)", r"\]() \[a\](b)"),
            ("max_pool _x_", r"max_pool \_x\_"),
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("- no list", r"\- no list"),
            ("99.95%", "99.95%"),
            ("&amp; a & b", r"\&amp; a & b"),
            ("two\nlines\tand\u{1b}[31m", "two lines and␛\\[31m"),
            ("ops@example.com", r"ops\@example.com"),
            ("www.example.com", r"www\.example.com"),
            ("<!-- keep: x -->", r"\<!-- keep: x -->"),
            ("p99 of 1.5 s - fine", "p99 of 1.5 s - fine"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn an_address_becomes_a_link_to_itself() {
        assert_eq!(inline("see https://example.com/a_b?c=1."), "see <https://example.com/a_b?c=1>.");
        assert_eq!(inline("(https://example.com)"), "(<https://example.com>)");
        assert_eq!(inline("xhttps://example.com"), "xhttps://example.com");
    }

    #[test]
    fn code_spans_hold_backticks_and_give_way_to_pipes() {
        assert_eq!(code("api -> pay"), "`api -> pay`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code("a|b"), r"a\|b");
        assert_eq!(code(""), "");
    }

    #[test]
    fn links_lead_nowhere_else() {
        assert_eq!(link("a]b", "x y).md"), r"[a\]b](x%20y%29.md)");
        assert_eq!(link("a", "javascript:alert(1)"), "[a](#)");
        assert_eq!(link("a", "JavaScript://x"), "[a](#)");
        assert_eq!(link("a", "../b.md#c"), "[a](../b.md#c)");
    }

    #[test]
    fn headings_end_without_punctuation_and_paragraphs_stay_apart() {
        assert_eq!(heading("What now?"), "What now?");
        assert_eq!(heading("The end."), "The end");
        assert_eq!(paragraphs("one\ntwo\r\n\r\n\r\n# three"), "one two\n\n\\# three");
    }
}
