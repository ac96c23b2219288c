//! What fits into a box: texts are cut where the widest of the fonts that a reader may have would run out of it.

use crate::render::escape::line;

/// The width of a character as a share of the size of the font. No common fixed-width font is wider.
const MONO: f64 = 0.625;

/// A font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Font {
    /// Fixed width, for ids.
    Id,
    /// For everything else.
    Text,
}

impl Font {
    /// Its size.
    pub(super) fn size(self) -> f64 {
        match self {
            Self::Id => 12.5,
            Self::Text => 11.0,
        }
    }

    /// The width of a text in it.
    pub(super) fn width(self, text: &str) -> f64 {
        let share = |c: char| match (self, c) {
            // What is no Latin letter may be twice as wide.
            (_, '\u{300}'..) if c != '…' => 1.3,
            (Self::Id, _) => MONO,
            (Self::Text, c) => proportional(c),
        };
        text.chars().map(share).sum::<f64>() * self.size()
    }

    /// The text in one line, cut where it gets wider than this.
    pub(super) fn cut(self, text: &str, width: f64) -> String {
        let text = line(text);
        if self.width(&text) <= width {
            return text;
        }
        let mut cut = String::new();
        for c in text.chars() {
            if self.width(&cut) + self.width(&format!("{c}…")) > width {
                break;
            }
            cut.push(c);
        }
        cut.trim_end().to_owned() + "…"
    }
}

/// The width of a character in the widest of the common fonts, `DejaVu Sans`, rounded up by kind.
fn proportional(c: char) -> f64 {
    match c {
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '(' | ')' | '[' | ']' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'A'..='Z' => 0.76,
        _ => 0.64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(Font::Id.cut("payments", 100.0), "payments");
        assert_eq!(Font::Id.cut("recommendationservice", 100.0), "recommendat…");
        assert_eq!(Font::Text.cut("a\nb", 100.0), "a b");
        for text in ["recommendationservice", "東京東京東京", "a b c d e f g"] {
            for width in [20.0, 40.0, 60.0] {
                assert!(Font::Id.width(&Font::Id.cut(text, width)) <= width, "{text} in {width}");
            }
        }
    }
}
