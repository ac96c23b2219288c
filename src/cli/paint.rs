//! The colours of answers. Nothing is said by colour alone.

use crate::knowledge::Severity;
use anstyle::{AnsiColor, Style};

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A heading.
pub fn heading(text: &str) -> String {
    painted(Style::new().bold(), text)
}

/// A word before what it introduces.
pub fn label(text: &str) -> String {
    painted(AnsiColor::Cyan.on_default(), text)
}

/// What may be skipped.
pub fn dim(text: &str) -> String {
    painted(Style::new().dimmed(), text)
}

/// What is as it should be.
pub fn good(text: &str) -> String {
    painted(AnsiColor::Green.on_default(), text)
}

/// What is not.
pub fn bad(text: &str) -> String {
    painted(AnsiColor::Red.on_default(), text)
}

/// Why a command could not be done.
pub fn error(text: &str) -> String {
    painted(AnsiColor::Red.on_default().bold(), text)
}

/// A severity by its letter and its word: `B blocker`.
pub fn severity(severity: Severity) -> String {
    let (letter, colour) = match severity {
        Severity::Blocker => ('B', AnsiColor::Red),
        Severity::High => ('H', AnsiColor::Yellow),
        Severity::Medium => ('M', AnsiColor::Blue),
        Severity::Low => ('L', AnsiColor::BrightBlack),
    };
    painted(colour.on_default().bold(), &format!("{letter} {severity}"))
}
