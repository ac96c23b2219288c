//! Makes a plan's words safe in each language that documents are written in.
//!
//! Everything in a plan is untrusted: whatever stands in it stays text, wherever a template puts it.

pub mod comment;
pub mod diagram;
pub mod html;
pub mod literal;
pub mod markdown;
pub mod prometheus;
pub mod quoted;
pub mod sql;

/// One line of it: line ends, tabs and runs of blanks are one blank, control characters are made visible.
pub(crate) fn line(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&crate::document::printable(word));
    }
    line
}

/// Whether a text is one line of printable ASCII, as most are, with single blanks between its words.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_blank = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let apart = |pair: &[u8]| pair != b"  ";
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && bytes.windows(2).all(apart)
        && !is_blank(bytes.first())
        && !is_blank(bytes.last())
}
