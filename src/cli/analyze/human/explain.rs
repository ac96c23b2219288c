//! How every figure was got, for people.

use crate::cli::analyze::explain::{Explanation, Input};
use crate::cli::{paint, text};
use crate::document::printable;

/// Characters of a line of the plan that are shown.
const WIDE: usize = 60;

/// All explanations, under the journey that they belong to; places are of this file.
pub fn page(file: &str, all: &[Explanation]) -> String {
    let mut page = String::new();
    let mut before: Option<&str> = None;
    for one in all {
        if let Some(journey) = one.journey.as_deref().filter(|journey| before != Some(journey)) {
            page += &(paint::heading(&printable(journey)) + "\n\n");
            before = Some(journey);
        }
        page += &(paint::heading(&format!("{}{}", if one.journey.is_some() { "  " } else { "" }, one.figure)) + "\n");
        for formula in &one.formulas {
            page += &text::paragraph(4, formula);
        }
        for input in &one.inputs {
            page += &self::input(file, input);
        }
        for assumed in &one.assumed {
            page += &text::hanging(&format!("    {} ", paint::label("assumed")), 12, assumed);
        }
        for missing in &one.missing {
            page += &text::hanging(&format!("    {} ", paint::label("missing")), 12, missing);
        }
        page.push('\n');
    }
    text::closed(&page)
}

fn input(file: &str, input: &Input) -> String {
    let place = format!("{file}:{}:{}", input.line, input.column);
    let assumed = if input.assumed { " (the plan marks it as assumed)" } else { "" };
    let first = format!("    {}  {}\n", printable(&place), paint::dim(&printable(&around(&input.source, input.column))));
    first + &text::paragraph(8, &format!("{}{assumed}", input.texts.join("; ")))
}

/// The part of a line around a column that counts from 1, with its key.
fn around(line: &str, column: usize) -> String {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let begin = if column > indent + WIDE * 3 / 4 { column - WIDE / 2 } else { indent };
    let shown: String = line.chars().skip(begin).take(WIDE).collect();
    let before = if begin > indent { "…" } else { "" };
    let behind = if line.chars().count() > begin + WIDE { "…" } else { "" };
    format!("{before}{}{behind}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_long_line_is_shown_around_its_column() {
        assert_eq!(around("      users: 20%", 14), "users: 20%");
        let long = format!("    instances: {{{} availability: 99.9%}}", "min: 1, ".repeat(12));
        let shown = around(&long, long.find("99.9").unwrap() + 1);
        assert!(shown.starts_with('…') && shown.ends_with("availability: 99.9%}"), "{shown}");
        assert!(around(&long, 5).ends_with('…'));
    }
}
