//! The parts of a rendered document that belong to a person.
//!
//! What stands between a line `<!-- keep: id -->` and the next line `<!-- /keep -->` is carried over into the next
//! rendering, whoever wrote the lines: a region that the new text does not have goes to its end.

use std::fmt;

const CLOSE: &str = "<!-- /keep -->";

/// A region: its id, and the text between its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its id, unique in its document.
    pub id: String,
    /// What stands in it, with its line ends.
    pub text: String,
}

/// The marks of a document do not fit together, so nothing can be carried over safely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepError {
    /// The line of the mark, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: &'static str,
}

impl fmt::Display for KeepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for KeepError {}

/// The regions of a text, in its order.
pub fn regions(text: &str) -> Result<Vec<Region>, KeepError> {
    let mut regions: Vec<Region> = Vec::new();
    let mut open: Option<(usize, Region)> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let number = at + 1;
        match (opening(line), line.trim() == CLOSE, &mut open) {
            (Some(_), _, Some(_)) => return Err(KeepError { line: number, message: "this region begins inside another" }),
            (Some(id), _, None) if regions.iter().any(|region| region.id == id) => {
                return Err(KeepError { line: number, message: "there is a region of this id already" });
            }
            (Some(id), _, None) => open = Some((number, Region { id: id.to_owned(), text: String::new() })),
            (None, true, None) => return Err(KeepError { line: number, message: "this ends a region that did not begin" }),
            (None, true, Some(_)) => regions.extend(open.take().map(|(_, region)| region)),
            (None, false, Some((_, region))) => region.text.push_str(line),
            (None, false, None) => {}
        }
    }
    match open {
        Some((line, _)) => Err(KeepError { line, message: "this region does not end" }),
        None => Ok(regions),
    }
}

/// The new text with what a person wrote into the regions of the old one.
pub fn carry_over(new: &str, old: &str) -> Result<String, KeepError> {
    let mut kept = regions(old)?;
    let mut text = String::with_capacity(new.len());
    let mut skipping = false;
    for line in new.split_inclusive('\n') {
        if let Some(id) = opening(line) {
            text.push_str(line);
            if let Some(at) = kept.iter().position(|region| region.id == id) {
                text.push_str(&kept.remove(at).text);
                skipping = true;
            }
            continue;
        }
        skipping &= line.trim() != CLOSE;
        if !skipping {
            text.push_str(line);
        }
    }
    for region in kept.iter().filter(|region| !region.text.trim().is_empty()) {
        text.extend(["\n<!-- keep: ", &region.id, " -->\n", &region.text, CLOSE, "\n"]);
    }
    Ok(text)
}

/// Whether a person wrote something into a document.
pub fn is_empty(text: &str) -> bool {
    regions(text).is_ok_and(|regions| regions.iter().all(|region| region.text.trim().is_empty()))
}

/// The id of the region that begins with this line.
fn opening(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<!-- keep: ")?.strip_suffix(" -->").filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# A\n<!-- keep: notes -->\n\nMine.\n\n<!-- /keep -->\nold\n<!-- keep: gone -->\nToo.\n<!-- /keep -->\n";

    #[test]
    fn what_a_person_wrote_survives() {
        let new = "# B\n<!-- keep: notes -->\n<!-- /keep -->\nnew\n";
        let carried = carry_over(new, OLD).unwrap();
        assert_eq!(carried, "# B\n<!-- keep: notes -->\n\nMine.\n\n<!-- /keep -->\nnew\n\n<!-- keep: gone -->\nToo.\n<!-- /keep -->\n");
        assert_eq!(carry_over(new, &carried).unwrap(), carried, "a second time changes nothing");
    }

    #[test]
    fn marks_that_do_not_fit_are_refused_at_their_line() {
        for (text, line) in [
            ("a\n<!-- keep: x -->\n", 2),
            ("<!-- /keep -->\n", 1),
            ("<!-- keep: x -->\n<!-- keep: y -->\n", 2),
            ("<!-- keep: x -->\n<!-- /keep -->\n<!-- keep: x -->\n<!-- /keep -->\n", 3),
        ] {
            assert_eq!(regions(text).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn an_empty_region_belongs_to_nobody() {
        assert!(is_empty("<!-- keep: x -->\n\n<!-- /keep -->\n"));
        assert!(!is_empty(OLD));
    }
}
