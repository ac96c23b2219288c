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
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&crate::document::printable(word));
    }
    line
}
