//! The line by which a rendered document is known again: its kind, its system, and the plan it was made from.

use sha2::{Digest, Sha256};
use std::fmt;

/// What the line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The kind of document.
    pub kind: String,
    /// The id of the system.
    pub system: String,
    /// The first 12 hexadecimal digits of the SHA-256 of the plan's text.
    pub plan: String,
}

/// The first 12 hexadecimal digits of the SHA-256 of a plan's text, whatever its line ends and byte order mark.
pub fn hash(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(6).flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "groundplan: {}, system {}, plan sha256:{}", self.kind, self.system, self.plan)
    }
}

impl Stamp {
    /// A stamp; what would end the comment it stands in is left out of the names.
    pub fn new(kind: &str, system: &str, plan: &str) -> Self {
        let name = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        Self { kind: name(kind), system: name(system), plan: name(plan) }
    }

    /// The text with this stamp as a comment of its language: in the first line, or in the first after what has to come before.
    ///
    /// JSON has no comments: there it is the first member of the object, by the name `//`.
    pub fn put(&self, path: &str, text: &str) -> String {
        let (before, after) = split_preamble(text);
        let after = after.trim_start_matches('\n');
        let comment = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "json" => return self.put_as_member(text),
            "md" | "html" | "svg" => format!("<!-- {self} -->\n\n"),
            "mmd" => format!("%% {self}\n"),
            "dot" | "js" | "mjs" | "ts" => format!("// {self}\n"),
            "sql" => format!("-- {self}\n"),
            _ => format!("# {self}\n"),
        };
        let gap = if before.is_empty() || !comment.ends_with("\n\n") { "" } else { "\n" };
        format!("{before}{gap}{comment}{after}")
    }

    /// The text of an object with the stamp as its first member. What is no object has no place for it.
    fn put_as_member(&self, text: &str) -> String {
        let Some(members) = text.trim_start().strip_prefix('{') else { return text.to_owned() };
        let (comma, members) =
            if members.trim_start().starts_with('}') { ("", members.trim_start()) } else { (",", members.trim_start_matches([' ', '\n'])) };
        let indent = if comma.is_empty() { "" } else { "  " };
        format!("{{\n  \"//\": \"{self}\"{comma}\n{indent}{members}")
    }

    /// The stamp of a text; `None`: this program did not write it.
    pub fn read(text: &str) -> Option<Self> {
        let (_, after) = split_preamble(text);
        let after = after.strip_prefix("{\n").unwrap_or(after);
        let line = after.lines().find(|line| !line.trim().is_empty())?.trim();
        let said = OPENINGS.iter().find_map(|(opening, closing)| line.strip_prefix(opening)?.strip_suffix(closing))?;
        let mut parts = said.strip_prefix("groundplan: ")?.split(", ");
        let stamp = Self {
            kind: parts.next()?.to_owned(),
            system: parts.next()?.strip_prefix("system ")?.to_owned(),
            plan: parts.next()?.strip_prefix("plan sha256:")?.to_owned(),
        };
        parts.next().is_none().then_some(stamp)
    }
}

/// How the line of the stamp begins and ends.
const OPENINGS: [(&str, &str); 7] =
    [("<!-- ", " -->"), ("%% ", ""), ("// ", ""), ("-- ", ""), ("# ", ""), ("\"//\": \"", "\","), ("\"//\": \"", "\"")];

/// A stamped text as if it had been made from the plan of this hash.
pub(super) fn of_plan(text: &str, plan: &str) -> String {
    let Some(stamp) = Stamp::read(text) else { return text.to_owned() };
    let moved = Stamp { plan: plan.to_owned(), ..stamp.clone() };
    text.replacen(&stamp.to_string(), &moved.to_string(), 1)
}

/// What has to come first in a text, and the rest: front matter, an XML declaration, a document type, or the line `# N. Title` by
/// which adr-tools knows a record; each with its line end.
pub(super) fn split_preamble(text: &str) -> (&str, &str) {
    let front_matter = || text.strip_prefix("---\n")?.find("\n---\n").map(|at| "---\n".len() + at + "\n---\n".len());
    let first_line = || {
        let is_declaration = text.starts_with("<?xml ") || text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
        (is_declaration || has_numbered_title(text)).then(|| text.find('\n').map_or(text.len(), |at| at + 1))
    };
    text.split_at(front_matter().or_else(first_line).unwrap_or(0))
}

fn has_numbered_title(text: &str) -> bool {
    let number = text.strip_prefix("# ").and_then(|title| title.split_once(". ")).map_or("", |(number, _)| number);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_read_again() {
        let stamp = Stamp::new("adr", "checkout", "0123456789ab");
        for (path, text) in [
            ("a.md", "# A\n"),
            ("a.md", "---\nstatus: x\n---\n\n# A\n"),
            ("a.md", "# 12. A\n\nDate: 2026-11-20\n"),
            ("a.mmd", "flowchart LR\n"),
            ("a.dot", "digraph {}\n"),
            ("a.yaml", "x: 1\n"),
            ("a.ts", "export {};\n"),
            ("a.js", "export {};\n"),
            ("a.sql", "select 1;\n"),
            ("a.toml", "x = 1\n"),
            ("a.json", "{\n  \"x\": 1\n}\n"),
            ("a.json", "{}\n"),
            ("a.html", "<!doctype html>\n<html>\n"),
            ("a.svg", "<?xml version=\"1.0\"?>\n<svg/>\n"),
            ("a.svg", "<svg/>\n"),
        ] {
            let stamped = stamp.put(path, text);
            assert_eq!(Stamp::read(&stamped), Some(stamp.clone()), "{stamped}");
        }
        assert_eq!(
            stamp.put("a.md", "---\nx: 1\n---\n\n# A\n"),
            "---\nx: 1\n---\n\n<!-- groundplan: adr, system checkout, plan sha256:0123456789ab -->\n\n# A\n"
        );
    }

    #[test]
    fn each_language_has_its_place() {
        let stamp = Stamp::new("a", "b", "1");
        for (path, text, expected) in [
            ("a.json", "{\n  \"x\": 1\n}\n", "{\n  \"//\": \"groundplan: a, system b, plan sha256:1\",\n  \"x\": 1\n}\n"),
            ("a.json", "{}\n", "{\n  \"//\": \"groundplan: a, system b, plan sha256:1\"\n}\n"),
            ("a.json", "[]\n", "[]\n"),
            ("a.sql", "select 1;\n", "-- groundplan: a, system b, plan sha256:1\nselect 1;\n"),
            ("a.html", "<!DOCTYPE html>\n<p>\n", "<!DOCTYPE html>\n\n<!-- groundplan: a, system b, plan sha256:1 -->\n\n<p>\n"),
        ] {
            assert_eq!(stamp.put(path, text), expected);
        }
        assert!(serde_json::from_str::<serde_json::Value>(&stamp.put("a.json", "{\"x\": 1}")).is_ok());
    }

    #[test]
    fn a_numbered_title_stays_the_first_line() {
        let stamped = Stamp::new("adr", "checkout", "0123").put("a.md", "# 1. A\n\nDate: 2026-11-20\n");
        assert_eq!(stamped, "# 1. A\n\n<!-- groundplan: adr, system checkout, plan sha256:0123 -->\n\nDate: 2026-11-20\n");
    }

    #[test]
    fn the_words_of_others_are_no_stamp() {
        for text in [
            "",
            "# A\n",
            "<!-- groundplan -->\n",
            "<!-- groundplan: a, b, c -->",
            "# A\n\n<!-- groundplan: adr, system x, plan sha256:1 -->\n",
        ] {
            assert_eq!(Stamp::read(text), None, "{text}");
        }
        assert_eq!(Stamp::new("a", "x --> <b>", "1").to_string(), "groundplan: a, system x--b, plan sha256:1");
    }

    #[test]
    fn a_plan_has_one_hash_whatever_its_line_ends() {
        assert_eq!(hash("a: 1\nb: 2\n"), hash("\u{feff}a: 1\r\nb: 2\r\n"));
        assert_eq!(hash("a: 1\n").len(), 12);
        assert_ne!(hash("a: 1\n"), hash("a: 2\n"));
    }
}
