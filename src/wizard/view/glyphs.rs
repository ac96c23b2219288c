//! The signs that are drawn, each one column wide, and what stands for them where only ASCII can be shown.

use crate::knowledge::Severity;
use ratatui::symbols::border;

/// A set of signs.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// Done.
    pub done: &'static str,
    /// Begun.
    pub begun: &'static str,
    /// Not begun.
    pub empty: &'static str,
    /// A step down the way to a place.
    pub into: &'static str,
    /// Before the selected row.
    pub pointer: &'static str,
    /// Something was cut off.
    pub more: &'static str,
    /// Saved.
    pub dot: &'static str,
    /// There is more above.
    pub above: &'static str,
    /// There is more below.
    pub below: &'static str,
    /// A full part of a bar.
    pub full: &'static str,
    /// An empty part of a bar.
    pub hollow: &'static str,
    /// The horizontal line.
    pub rule: &'static str,
    /// Where a rule meets the left border.
    pub tee_left: &'static str,
    /// Where a rule meets the right border.
    pub tee_right: &'static str,
    /// Borders.
    pub border: border::Set<'static>,
    severities: [&'static str; 4],
}

const UNICODE: Glyphs = Glyphs {
    done: "✓",
    begun: "◐",
    empty: "○",
    into: "›",
    pointer: "▌",
    more: "…",
    dot: "●",
    above: "↑",
    below: "↓",
    full: "━",
    hollow: "─",
    rule: "─",
    tee_left: "├",
    tee_right: "┤",
    border: border::ROUNDED,
    severities: ["·", "•", "!", "✗"],
};

const ASCII: Glyphs = Glyphs {
    done: "v",
    begun: "~",
    empty: "o",
    into: ">",
    pointer: ">",
    more: "~",
    dot: "*",
    above: "^",
    below: "v",
    full: "=",
    hollow: "-",
    rule: "-",
    tee_left: "+",
    tee_right: "+",
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    severities: [".", "*", "!", "X"],
};

impl Glyphs {
    /// The signs for a terminal.
    pub fn of(ascii: bool) -> &'static Self {
        if ascii { &ASCII } else { &UNICODE }
    }

    /// The sign of a severity; its letter stands beside it.
    pub fn severity(&self, severity: Severity) -> &'static str {
        let [low, medium, high, blocker] = self.severities;
        match severity {
            Severity::Low => low,
            Severity::Medium => medium,
            Severity::High => high,
            Severity::Blocker => blocker,
        }
    }

    /// A text with the signs of the plan's own spelling that ASCII lacks.
    pub fn plain(&self, text: &str) -> String {
        if self.more == ASCII.more { text.chars().map(ascii).collect() } else { text.to_owned() }
    }
}

fn ascii(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '→' | '›' | '▸' | '▶' => '>',
        '◀' | '←' => '<',
        '▲' | '↑' => '^',
        '▼' | '↓' => 'v',
        '│' | '╎' => '|',
        '┊' => ':',
        '┈' => '.',
        '╭' | '╮' | '╰' | '╯' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        '·' | '—' | '–' | '─' | '╌' => '-',
        '×' => 'x',
        '…' => '~',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_sign_is_one_column_wide() {
        for set in [UNICODE, ASCII] {
            let signs = [
                set.done,
                set.begun,
                set.empty,
                set.into,
                set.pointer,
                set.more,
                set.dot,
                set.above,
                set.below,
                set.full,
                set.hollow,
                set.rule,
                set.tee_left,
                set.tee_right,
            ];
            for sign in signs.into_iter().chain(set.severities) {
                assert_eq!(sign.width(), 1, "{sign}");
            }
        }
    }
}
