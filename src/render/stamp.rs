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

    /// The text with this stamp as a comment of its language: in the first line, or in the first after the front matter.
    pub fn put(&self, path: &str, text: &str) -> String {
        let (before, after) = split_front_matter(text);
        let comment = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "md" | "html" | "svg" => format!("<!-- {self} -->\n\n"),
            "mmd" => format!("%% {self}\n"),
            "dot" | "js" | "ts" => format!("// {self}\n"),
            _ => format!("# {self}\n"),
        };
        let gap = if before.is_empty() || !comment.ends_with("\n\n") { "" } else { "\n" };
        format!("{before}{gap}{comment}{}", after.trim_start_matches('\n'))
    }

    /// The stamp of a text; `None`: this program did not write it.
    pub fn read(text: &str) -> Option<Self> {
        let (_, after) = split_front_matter(text);
        let line = after.lines().find(|line| !line.trim().is_empty())?.trim();
        let said = ["<!-- ", "%% ", "// ", "# "].iter().find_map(|opening| line.strip_prefix(opening))?;
        let said = said.strip_prefix("groundplan: ")?.trim_end_matches(" -->");
        let mut parts = said.split(", ");
        let stamp = Self {
            kind: parts.next()?.to_owned(),
            system: parts.next()?.strip_prefix("system ")?.to_owned(),
            plan: parts.next()?.strip_prefix("plan sha256:")?.to_owned(),
        };
        parts.next().is_none().then_some(stamp)
    }
}

/// A stamped text as if it had been made from the plan of this hash.
pub(super) fn of_plan(text: &str, plan: &str) -> String {
    let Some(stamp) = Stamp::read(text) else { return text.to_owned() };
    let moved = Stamp { plan: plan.to_owned(), ..stamp.clone() };
    text.replacen(&stamp.to_string(), &moved.to_string(), 1)
}

/// A text's front matter with its closing line, and the rest.
fn split_front_matter(text: &str) -> (&str, &str) {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |at| "---\n".len() + at + "\n---\n".len());
    text.split_at(end)
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
            ("a.mmd", "flowchart LR\n"),
            ("a.dot", "digraph {}\n"),
            ("a.yaml", "x: 1\n"),
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
