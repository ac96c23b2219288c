//! The characters between nodes that the parser leaves unplaced: dashes, colons, headers of blocks.

use super::span::Span;

/// Where the dash of a block list's first item stands, searched from `floor`.
///
/// The parser gives the dash itself, except for a list that is not indented below its key, where it
/// gives the first item. `given` is the answer if no dash is found.
pub(super) fn first_dash(text: &str, floor: usize, given: usize) -> usize {
    outside_comments(text, floor).find(|&(at, c)| c == '-' && bordered(text, at)).map_or(given, |(at, _)| at)
}

/// The place after the colon that follows a key, or `at` if none does.
pub(super) fn after_colon(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    match rest.get(blank..).unwrap_or_default().strip_prefix(':') {
        Some(_) => at + blank + 1,
        None => at,
    }
}

/// The span of a block scalar with its header (`|` or `>`), without the blank lines after it.
///
/// `floor` is where the key or item before it ends, `content` what the parser gives: from the first
/// line's text to the next node.
pub(super) fn block_scalar(text: &str, floor: usize, content: Span) -> Span {
    let start =
        outside_comments(text, floor).find(|&(at, c)| matches!(c, '|' | '>') && blank_before(text, at)).map_or(content.start, |(at, _)| at);
    let header = text.get(start..).unwrap_or_default();
    let header_end = start + header.find(char::is_whitespace).unwrap_or(header.len());
    let written = content.slice(text);
    let kept = written.trim_end().len();
    let rest = written.get(kept..).unwrap_or_default();
    let line_end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = if kept == 0 { 0 } else { content.start + kept + line_end };
    Span::new(start, end.max(header_end))
}

/// The number of the line of an offset, from 1.
pub(super) fn line(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    before.split(|&byte| byte == b'\n').count()
}

/// The innermost bracket that is opened from `from` on and not closed before `to`, and where.
pub(super) fn open_bracket(text: &str, from: usize, to: usize) -> Option<(char, usize)> {
    let mut open = Vec::new();
    for (at, c) in outside_comments(text, from).take_while(|&(at, _)| at < to) {
        match c {
            '[' | '{' => open.push((c, at)),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// The characters from `from` on that are not part of a comment.
fn outside_comments(text: &str, from: usize) -> impl Iterator<Item = (usize, char)> {
    let mut comment = false;
    text.get(from..).unwrap_or_default().char_indices().map(move |(at, c)| (from + at, c)).filter(move |&(at, c)| {
        match c {
            '#' if blank_before(text, at) => comment = true,
            '\n' | '\r' => comment = false,
            _ => {}
        }
        !comment
    })
}

/// Whether the character at `at` begins a line or follows a blank.
fn blank_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '\u{feff}')
}

/// Whether the one-byte character at `at` stands alone.
fn bordered(text: &str, at: usize) -> bool {
    let after = text.get(at + 1..).unwrap_or_default();
    blank_before(text, at) && after.chars().next().is_none_or(char::is_whitespace)
}
