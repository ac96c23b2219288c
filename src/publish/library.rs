//! The folder of a plan's documents, and the folder of its decision records where that is another.

use super::beside;
use crate::document::{DiskError, Folder, FolderLimits, read_text};
use crate::render::sync::{Change, State, compare};
use crate::render::{RecordFormat, Rendered, Shelf, Stamp};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// A plan of 2 000 components has some thousand documents.
const DOCUMENTS: FolderLimits = FolderLimits { files: 20_000, bytes: 8 << 20 };

/// Where the documents are unless someone says otherwise, from the plan's directory.
const FOLDER: &str = "docs/groundplan";

/// The file beside a plan that names the folder of its decision records, as adr-tools has it.
const ADR_DIR: &str = ".adr-dir";

/// The folder of decision records among the documents.
const RECORDS: &str = "adr";

/// Where documents are, and what stands there.
#[derive(Debug)]
pub struct Library {
    root: PathBuf,
    records: Option<Records>,
    /// By the names of documents: their paths from the folder of all of them.
    files: BTreeMap<String, String>,
    shelf: Shelf,
}

/// A folder of decision records of its own.
#[derive(Debug)]
struct Records {
    /// The plan's directory.
    home: PathBuf,
    /// The folder, from there.
    name: String,
}

/// What was done to the folder.
#[derive(Debug, Default)]
pub struct Published {
    /// Files that were created or written anew.
    pub written: Vec<String>,
    /// Files of documents that are no longer rendered.
    pub removed: Vec<String>,
    /// Files that were left as they are, and why.
    pub refused: Vec<(String, String)>,
}

impl Library {
    /// The documents beside a plan, in `docs/groundplan`; decision records where `.adr-dir` beside the plan says.
    pub fn beside(plan: &Path) -> Result<Self, DiskError> {
        let home = beside(plan);
        let records = adr_dir(home)?.map(|name| Records { home: home.to_owned(), name });
        Self::open(home.join(FOLDER), records)
    }

    /// The documents in a folder that someone names, decision records among them.
    pub fn at(folder: &Path) -> Result<Self, DiskError> {
        Self::open(folder.to_owned(), None)
    }

    fn open(root: PathBuf, records: Option<Records>) -> Result<Self, DiskError> {
        let mut files = Folder::at(&root).read(DOCUMENTS)?.texts;
        let mut shelf = Shelf::default();
        if let Some(records) = &records {
            let place = records.path();
            let kind = |text: &str| Stamp::read(&text.replace("\r\n", "\n")).map(|stamp| stamp.kind);
            // Where other documents are in the same folder, each file belongs to one side.
            let is_record = |name: &str, text: &str| root.join(name).parent() == Some(&place) && kind(text).as_deref() == Some(RECORDS);
            files.retain(|name, text| !name.starts_with("adr/") && !is_record(name, text));
            shelf.place = Some(relative(FOLDER, &records.name));
            shelf.texts = Folder::at(&place).read_flat(DOCUMENTS)?.texts;
            shelf.texts.retain(|_, text| kind(text).is_none_or(|kind| kind == RECORDS));
            files.extend(shelf.texts.iter().map(|(file, text)| (format!("{RECORDS}/{file}"), text.clone())));
        } else {
            let texts = files.iter().filter_map(|(name, text)| Some((name.strip_prefix("adr/")?, text)));
            shelf.texts = texts.map(|(file, text)| (file.to_owned(), text.clone())).collect();
        }
        Ok(Self { root, records, files, shelf })
    }

    /// The same with decision records in this format; with none, in that of the records that are there.
    #[must_use]
    pub fn in_format(mut self, format: Option<RecordFormat>) -> Self {
        self.shelf.format = format;
        self
    }

    /// The decision records that are there.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Where a document is on disk.
    pub fn path(&self, name: &str) -> PathBuf {
        match (&self.records, name.strip_prefix("adr/")) {
            (Some(records), Some(file)) => records.path().join(file),
            _ => self.root.join(name),
        }
    }

    /// How each rendered document stands to its file; which kinds were asked for tells what is left over.
    pub fn changes(&self, rendered: &[Rendered], is_asked_for: impl Fn(&str) -> bool, system: &str) -> Vec<Change> {
        let mut changes = compare(rendered, is_asked_for, system, &self.files);
        for change in changes.iter_mut().filter(|change| change.state == State::Missing) {
            let taken = change.path.strip_prefix("adr/").and_then(|file| self.shelf.taken_by(system, file));
            if let Some(other) = taken {
                change.state = State::Foreign(format!("`{other}` has that number: give the decision another, or leave `number` out"));
            }
        }
        changes
    }

    /// Writes what is missing or stale and removes what is orphaned; what is someone else's stays.
    ///
    /// # Errors
    /// The first file that can't be written. Those before it are written, each of them whole.
    pub fn write(&self, changes: &[Change]) -> Result<Published, DiskError> {
        let mut done = Published::default();
        for change in changes {
            let path = change.path.clone();
            let (folder, name) = self.place(&path);
            match (&change.state, &change.new) {
                (State::Missing | State::Stale, Some(text)) => {
                    folder.write(&name, text)?;
                    done.written.push(path);
                }
                (State::Orphaned, _) if change.holds_words_of_a_person() => {
                    done.refused.push((path, "it is no longer rendered, but someone wrote into it".to_owned()));
                }
                (State::Orphaned, _) => {
                    folder.remove(&name)?;
                    done.removed.push(path);
                }
                (State::Foreign(why), _) => done.refused.push((path, why.clone())),
                (State::Current | State::Missing | State::Stale, _) => {}
            }
        }
        Ok(done)
    }

    /// The folder that a document may not leave, and its name in it.
    fn place(&self, name: &str) -> (Folder, String) {
        match (&self.records, name.strip_prefix("adr/")) {
            (Some(records), Some(file)) => (Folder::at(here(&records.home)), format!("{}/{file}", records.name)),
            _ => (Folder::at(&self.root), name.to_owned()),
        }
    }
}

impl Records {
    fn path(&self) -> PathBuf {
        self.home.join(&self.name)
    }
}

/// A directory that can be asked for even where its name is empty.
fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The folder that `.adr-dir` names, from the directory that it stands in; it may not lead out of that.
fn adr_dir(home: &Path) -> Result<Option<String>, DiskError> {
    let file = home.join(ADR_DIR);
    if !file.exists() {
        return Ok(None);
    }
    let text = read_text(&file)?;
    let named = Path::new(text.lines().next().unwrap_or_default().trim());
    let mut parts = Vec::new();
    for part in named.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Err(DiskError::LeadsOut(named.to_owned())),
        }
    }
    let name = parts.join("/");
    Ok((!name.is_empty() && name != format!("{FOLDER}/{RECORDS}")).then_some(name))
}

/// The way from one folder to another, both from the same place.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| "..");
    up.chain(to.iter().skip(shared).copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::System;
    use crate::render::{self, Input, Templates};
    use std::fs;

    const PLAN: &str = "groundplan: 1\nsystem: shop\ndata: {decisions: {a: {question: Why?}, b: {question: Why not?}}}\n";

    fn publish(text: &str, library: &Library) -> Published {
        let study = crate::study(text, None);
        let system = System::new(study.plan());
        let input = Input::new(&system, &study, text).beside(library.shelf());
        let rendered = render::render([render::kind("adr").unwrap()], &input, &Templates::default()).unwrap();
        library.write(&library.changes(&rendered, |kind| kind == "adr", "shop")).unwrap()
    }

    fn at(folder: &Path) -> Library {
        Library::at(folder).unwrap()
    }

    #[test]
    fn a_second_time_writes_nothing_and_a_smaller_plan_removes() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("docs");
        assert_eq!(publish(PLAN, &at(&folder)).written, ["adr/README.md", "adr/0001-a.md", "adr/0002-b.md"]);
        let again = publish(PLAN, &at(&folder));
        assert!(again.written.is_empty() && again.removed.is_empty() && again.refused.is_empty());
        let smaller = publish(&PLAN.replace(", b: {question: Why not?}", ""), &at(&folder));
        assert_eq!(smaller.removed, ["adr/0002-b.md"]);
    }

    #[test]
    fn words_of_a_person_stay() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        publish(PLAN, &at(folder));
        let file = folder.join("adr/0002-b.md");
        let noted = fs::read_to_string(&file).unwrap().replace("<!-- keep: notes -->\n", "<!-- keep: notes -->\nMine.\n");
        fs::write(&file, &noted).unwrap();
        fs::write(folder.join("adr/0001-a.md"), "mine").unwrap();
        // The first decision takes another number: the one that it had is that of a file of someone else now.
        let done = publish(&PLAN.replace(", b: {question: Why not?}", ""), &at(folder));
        assert_eq!(done.refused, [("adr/0002-b.md".to_owned(), "it is no longer rendered, but someone wrote into it".to_owned())]);
        assert_eq!(done.written, ["adr/README.md", "adr/0003-a.md"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), noted);
        assert_eq!(fs::read_to_string(folder.join("adr/0001-a.md")).unwrap(), "mine");
    }

    #[test]
    fn a_decision_keeps_its_number_in_whatever_order_the_plan_has_them() {
        let place = tempfile::tempdir().unwrap();
        publish(PLAN, &at(place.path()));
        let turned =
            PLAN.replace("{a: {question: Why?}, b: {question: Why not?}}", "{c: {}, b: {question: Why not?}, a: {question: Why?}}");
        let done = publish(&turned, &at(place.path()));
        assert_eq!((done.written, done.removed.len()), (vec!["adr/README.md".to_owned(), "adr/0003-c.md".to_owned()], 0));
    }

    #[test]
    fn a_folder_of_records_is_gone_on_with() {
        let place = tempfile::tempdir().unwrap();
        let home = place.path();
        let old = "# 7. Take the queue\n\nDate: 2025-01-02\n\n## Status\n\nAccepted\n";
        fs::create_dir_all(home.join("doc/adr")).unwrap();
        fs::write(home.join(".adr-dir"), "doc/adr\n").unwrap();
        fs::write(home.join("doc/adr/0007-take-the-queue.md"), old).unwrap();
        let library = || Library::beside(&home.join("groundplan.yaml")).unwrap();
        let done = publish(PLAN, &library());
        assert_eq!(done.written, ["adr/README.md", "adr/0008-a.md", "adr/0009-b.md"]);
        assert_eq!(library().path("adr/0008-a.md"), home.join("doc/adr/0008-a.md"));
        let first = fs::read_to_string(home.join("doc/adr/0008-a.md")).unwrap();
        assert!(first.starts_with("# 8. A\n"), "in the format of the folder: {first}");
        let index = fs::read_to_string(home.join("doc/adr/README.md")).unwrap();
        assert!(index.contains("| 0007 | [Take the queue](0007-take-the-queue.md) | accepted | 2025-01-02 | written by hand |"), "{index}");
        assert!(publish(PLAN, &library()).written.is_empty());
        let clash = publish(&PLAN.replace("{question: Why?}", "{number: 7}"), &library());
        assert!(clash.refused[0].1.contains("`0007-take-the-queue.md` has that number"), "{clash:?}");
        assert_eq!(fs::read_to_string(home.join("doc/adr/0007-take-the-queue.md")).unwrap(), old);
        assert_eq!(library().shelf().path("0008-a.md"), "../../doc/adr/0008-a.md");
    }

    #[test]
    fn records_stay_below_the_plans_directory() {
        let place = tempfile::tempdir().unwrap();
        for named in ["/tmp", "../adr", "a/../../b"] {
            fs::write(place.path().join(".adr-dir"), named).unwrap();
            assert!(matches!(Library::beside(&place.path().join("groundplan.yaml")), Err(DiskError::LeadsOut(_))), "{named}");
        }
        for (named, way) in [("docs/groundplan/decisions", "decisions"), ("docs", "../"), ("./doc//adr/", "../../doc/adr")] {
            fs::write(place.path().join(".adr-dir"), named).unwrap();
            let library = Library::beside(&place.path().join("groundplan.yaml")).unwrap();
            assert_eq!(library.shelf().path("x.md"), format!("{}/x.md", way.trim_end_matches('/')));
        }
    }
}
