//! As much of PromQL as tells a query from words, finds its ranges, and reads a plain selector.

use crate::plan::value::Duration;
use crate::render::escape::prometheus::{duration, string};
use std::fmt;
use std::ops::Range;

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    /// A name or a word of the language.
    Word(&'t str),
    /// A number, or a duration outside brackets.
    Number(&'t str),
    /// What stands between quotes, with its escapes resolved.
    Text(String),
    /// What stands between square brackets.
    Range(&'t str),
    /// Anything else: an operator, a bracket, a comma.
    Symbol(&'t str),
}

/// Words that stand between two operands.
const OPERATORS: [&str; 14] =
    ["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "atan2", "start", "end"];

/// The parts of a text with where each stands; `None`: it holds what no query does.
pub(super) fn tokens(text: &str) -> Option<Vec<(Token<'_>, Range<usize>)>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..)?.chars().next() {
        let rest = text.get(at..)?;
        let (token, length) = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            'a'..='z' | 'A'..='Z' | '_' | ':' => {
                let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
                (Token::Word(rest.get(..length)?), length)
            }
            '0'..='9' | '.' => {
                let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
                (Token::Number(rest.get(..length)?), length)
            }
            '"' | '\'' | '`' => quoted(rest, c)?,
            '[' => {
                let end = rest.find(']')?;
                (Token::Range(rest.get(1..end)?), end + 1)
            }
            '(' | ')' | '{' | '}' | ',' | '+' | '-' | '*' | '/' | '%' | '^' | '@' => (Token::Symbol(rest.get(..1)?), 1),
            '=' | '!' | '<' | '>' => {
                let length = if matches!(rest.as_bytes().get(1), Some(b'=' | b'~')) { 2 } else { 1 };
                (Token::Symbol(rest.get(..length)?), length)
            }
            _ => return None,
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    Some(tokens)
}

/// A string at the start of a text, and how long it is with its quotes.
fn quoted(text: &str, quote: char) -> Option<(Token<'_>, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Some((Token::Text(value), at + 1)),
            '\\' if quote != '`' => value.push(chars.next()?.1),
            c => value.push(c),
        }
    }
    None
}

/// Whether a text is a query, and not words of a person: its brackets close, no operand follows another, and it holds what words
/// have no use for.
pub(super) fn is_query(text: &str) -> bool {
    let Some(tokens) = tokens(text) else { return false };
    let mut open = Vec::new();
    let mut before: Option<&Token<'_>> = None;
    for (token, _) in &tokens {
        if before.is_some_and(|before| ends_operand(before) && starts_operand(token)) {
            return false;
        }
        match token {
            Token::Symbol("(") => open.push(")"),
            Token::Symbol("{") => open.push("}"),
            Token::Symbol(close @ (")" | "}")) if open.pop() != Some(close) => return false,
            _ => {}
        }
        before = Some(token);
    }
    let tells = |(token, _): &(Token<'_>, _)| match token {
        Token::Word(word) => word.contains(['_', ':']) && !OPERATORS.contains(word),
        Token::Range(_) | Token::Symbol("{" | "(") => true,
        _ => false,
    };
    open.is_empty() && before.is_some_and(ends_operand) && tokens.iter().any(tells)
}

fn ends_operand(token: &Token<'_>) -> bool {
    match token {
        Token::Word(word) => !OPERATORS.contains(word),
        Token::Number(_) | Token::Text(_) | Token::Range(_) | Token::Symbol(")" | "}") => true,
        Token::Symbol(_) => false,
    }
}

fn starts_operand(token: &Token<'_>) -> bool {
    match token {
        Token::Word(word) => !OPERATORS.contains(word),
        Token::Number(_) | Token::Text(_) => true,
        Token::Range(_) | Token::Symbol(_) => false,
    }
}

/// The ranges of a query that a window can take the place of: `[5m]`, `[{{.window}}]`, `[$window]`, not `[1h:5m]`.
pub(super) fn windows(text: &str) -> Vec<Range<usize>> {
    let is_window = |range: &str| !range.contains(':') && !range.trim().is_empty();
    let found = tokens(text).unwrap_or_default();
    found.into_iter().filter(|(token, _)| matches!(token, Token::Range(range) if is_window(range))).map(|(_, at)| at).collect()
}

/// The query over another window.
pub(super) fn over(text: &str, window: Duration) -> String {
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for at in windows(text) {
        written.push_str(text.get(from..at.start).unwrap_or_default());
        written.extend(["[", &duration(window), "]"]);
        from = at.end;
    }
    written + text.get(from..).unwrap_or_default()
}

/// One label of a selector: `code!~"5.."`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matcher {
    pub label: String,
    pub operator: &'static str,
    pub value: String,
}

impl Matcher {
    pub(super) fn new(label: &str, operator: &'static str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), operator, value: value.into() }
    }
}

/// The series of one metric: `http_requests_total{job="api"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selector {
    pub metric: String,
    pub matchers: Vec<Matcher>,
}

impl Selector {
    /// The same of another metric.
    pub(super) fn of(&self, metric: &str) -> Self {
        Self { metric: metric.to_owned(), matchers: self.matchers.clone() }
    }

    /// Those of its series that match this as well.
    pub(super) fn with(mut self, matcher: Matcher) -> Self {
        self.matchers.push(matcher);
        self
    }

    /// The selector that these parts are, and nothing else.
    pub(super) fn read(tokens: &[(Token<'_>, Range<usize>)]) -> Option<Self> {
        let ((Token::Word(metric), _), rest) = tokens.split_first()? else { return None };
        let matchers = match rest {
            [] => Vec::new(),
            [(Token::Symbol("{"), _), inner @ .., (Token::Symbol("}"), _)] => inner
                .split(|(token, _)| *token == Token::Symbol(","))
                .filter(|part| !part.is_empty())
                .map(matcher)
                .collect::<Option<_>>()?,
            _ => return None,
        };
        Some(Self { metric: (*metric).to_owned(), matchers })
    }
}

fn matcher(part: &[(Token<'_>, Range<usize>)]) -> Option<Matcher> {
    let [(Token::Word(label), _), (Token::Symbol(operator), _), (Token::Text(value), _)] = part else { return None };
    let operator = ["=", "!=", "=~", "!~"].into_iter().find(|known| known == operator)?;
    Some(Matcher::new(label, operator, value.as_str()))
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.metric)?;
        let matchers: Vec<String> =
            self.matchers.iter().map(|matcher| format!("{}{}{}", matcher.label, matcher.operator, string(&matcher.value))).collect();
        if matchers.is_empty() { Ok(()) } else { write!(f, "{{{}}}", matchers.join(",")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_told_from_words() {
        for query in [
            "http_requests_total",
            "up{job=\"api\"}",
            "sum(rate(x[5m])) by (job) > 0.5",
            "max(nats_oldest_seconds{stream=\"order-paid\"}) > 300",
            "sum without (pod) (rate(a_total[5m] offset 1h)) / on (job) group_left b",
            "a_b and c_d",
        ] {
            assert!(is_query(query), "{query}");
        }
        for words in [
            "",
            "answered",
            "answers without an error",
            "good or better",
            "p99 > 2s",
            "the queue is longer than 5 (or empty)",
            "orders_placed in the last hour",
            "sum(rate(x[5m])",
            "a | b",
            "x{a=\"b}",
            "a_b ==",
        ] {
            assert!(!is_query(words), "{words}");
        }
    }

    #[test]
    fn a_window_takes_the_place_of_each_range() {
        let over = |text| over(text, "1h".parse().unwrap());
        assert_eq!(over("rate(a[5m]) / rate(b{c=\"[5m]\"}[{{.window}}])"), "rate(a[1h]) / rate(b{c=\"[5m]\"}[1h])");
        assert_eq!(over("max_over_time(a[1h:5m])"), "max_over_time(a[1h:5m])");
    }

    #[test]
    fn a_selector_is_written_as_it_was_read() {
        for text in ["a", "a{b=\"c\"}", "a{b!=\"c \\\"d\\\"\",e=~\"5..|4..\"}"] {
            assert_eq!(Selector::read(&tokens(text).unwrap()).unwrap().to_string(), text);
        }
        assert_eq!(Selector::read(&tokens("a + b").unwrap()), None);
    }
}
