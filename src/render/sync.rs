//! What has to be written so that a folder holds the documents as they are rendered now.
//!
//! Texts in, changes out: reading and writing the folder is another room's. A file that this program did not write, or
//! wrote for another system, is never touched.

use super::stamp::Stamp;
use super::{Rendered, keep, stamp};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How a document stands to its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The file says what it should.
    Current,
    /// The file says something else.
    Stale,
    /// There is no file.
    Missing,
    /// The file is of a kind that is rendered, but no document belongs there any more.
    Orphaned,
    /// The file is someone else's; why.
    Foreign(String),
}

/// One file: what it says, and what it should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it is, from the folder of all documents.
    pub path: String,
    /// How it stands.
    pub state: State,
    /// What the file says now.
    pub old: Option<String>,
    /// What it should say, with what a person wrote into its regions; `None` for an orphan.
    pub new: Option<String>,
}

/// Compares what was rendered with the files of the folder, given by their paths in it. Of a kind that was not asked for, no file
/// is left over.
///
/// The changes come in the order of the documents, orphans after them by path.
pub fn compare(rendered: &[Rendered], is_asked_for: impl Fn(&str) -> bool, system: &str, files: &BTreeMap<String, String>) -> Vec<Change> {
    let mut changes: Vec<Change> = rendered.iter().map(|document| change(document, system, files.get(&document.path))).collect();
    let orphans = files.iter().filter(|(path, text)| {
        let ours = Stamp::read(text).is_some_and(|stamp| is_of(&stamp, system) && is_asked_for(&stamp.kind));
        ours && !rendered.iter().any(|document| document.path == **path)
    });
    changes.extend(orphans.map(|(path, text)| Change { path: path.clone(), state: State::Orphaned, old: Some(text.clone()), new: None }));
    changes
}

fn change(document: &Rendered, system: &str, file: Option<&String>) -> Change {
    let outcome = |state, new: &str| Change { path: document.path.clone(), state, old: file.cloned(), new: Some(new.to_owned()) };
    let Some(file) = file else { return outcome(State::Missing, &document.text) };
    let file = unix(file);
    let stamp = match Stamp::read(&file) {
        None => return outcome(State::Foreign("groundplan did not write it".to_owned()), &document.text),
        Some(stamp) if !is_of(&stamp, system) => {
            return outcome(State::Foreign(format!("it belongs to the system `{}`", stamp.system)), &document.text);
        }
        Some(stamp) => stamp,
    };
    // A document that comes out the same from a later plan keeps the stamp of the one it was made from.
    match keep::carry_over(&document.text, &file) {
        Err(error) => outcome(State::Foreign(format!("what is to be kept in it can't be told: {error}")), &document.text),
        Ok(new) if stamp::of_plan(&new, &stamp.plan) == *file => outcome(State::Current, &file),
        Ok(new) => outcome(State::Stale, &new),
    }
}

/// Whether a stamp is of this system.
pub(super) fn is_of(stamp: &Stamp, system: &str) -> bool {
    stamp.system == Stamp::new("", system, "").system
}

/// A checkout may have turned line ends; that is no difference.
fn unix(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

impl Change {
    /// Whether the folder is not as it should be.
    pub fn is_difference(&self) -> bool {
        self.state != State::Current
    }

    /// What a person wrote into an orphan would be lost with it.
    pub fn holds_words_of_a_person(&self) -> bool {
        self.old.as_deref().is_some_and(|old| !keep::is_empty(&unix(old)))
    }

    /// A unified diff from the file to the document; empty where they are the same.
    pub fn diff(&self) -> String {
        let (old, new) = (self.old.as_deref().map(unix).unwrap_or_default(), self.new.clone().unwrap_or_default());
        let name = |side: &str, text: Option<&String>| text.map_or_else(|| "/dev/null".to_owned(), |_| format!("{side}/{}", self.path));
        let diff = similar::TextDiff::from_lines(&old, &new);
        diff.unified_diff().header(&name("a", self.old.as_ref()), &name("b", self.new.as_ref())).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(path: &str, body: &str) -> Rendered {
        Rendered { path: path.to_owned(), text: Stamp::new("adr", "checkout", "0123").put(path, body) }
    }

    fn states(rendered: &[Rendered], files: &[(&str, &str)]) -> Vec<(String, State)> {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        compare(rendered, |kind| kind == "adr", "checkout", &files).into_iter().map(|change| (change.path, change.state)).collect()
    }

    #[test]
    fn each_file_is_current_stale_missing_or_orphaned() {
        let rendered = [document("a.md", "# A\n"), document("b.md", "# B\n"), document("c.md", "# C\n")];
        let (same, other, gone) =
            (rendered[0].text.replace('\n', "\r\n"), document("b.md", "# Old\n").text, document("d.md", "# D\n").text);
        let found = states(&rendered, &[("a.md", &same), ("b.md", &other), ("d.md", &gone), ("notes.md", "# Mine\n")]);
        let expected = [("a.md", State::Current), ("b.md", State::Stale), ("c.md", State::Missing), ("d.md", State::Orphaned)];
        assert_eq!(found, expected.map(|(path, state)| (path.to_owned(), state)));
    }

    #[test]
    fn another_plan_alone_makes_no_document_stale() {
        let rendered = [document("a.md", "# A\n")];
        let of_an_older_plan = |body| Stamp::new("adr", "checkout", "9876").put("a.md", body);
        let same = states(&rendered, &[("a.md", &of_an_older_plan("# A\n"))]);
        assert_eq!(same, [("a.md".to_owned(), State::Current)]);
        let other = states(&rendered, &[("a.md", &of_an_older_plan("# Old\n"))]);
        assert_eq!(other, [("a.md".to_owned(), State::Stale)]);
    }

    #[test]
    fn what_others_wrote_is_not_touched() {
        let rendered = [document("a.md", "# A\n")];
        let other = Stamp::new("adr", "payments", "0123").put("a.md", "# A\n");
        for file in ["# Mine\n", other.as_str(), &document("a.md", "<!-- keep: x -->\n").text] {
            assert!(matches!(states(&rendered, &[("a.md", file)])[0].1, State::Foreign(_)), "{file}");
        }
        assert_eq!(states(&[], &[("x.md", other.as_str())]), []);
    }

    #[test]
    fn a_diff_shows_both_sides() {
        let rendered = [document("a.md", "# A\n")];
        let files = [("a.md".to_owned(), document("a.md", "# Old\n").text)].into();
        let changes = compare(&rendered, |_| false, "checkout", &files);
        let diff = changes[0].diff();
        assert!(diff.contains("--- a/a.md\n+++ b/a.md") && diff.contains("-# Old\n+# A"), "{diff}");
    }
}
