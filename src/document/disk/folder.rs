//! A folder of texts, which nothing that is read or written ever leaves.

use super::error::DiskError;
use super::write::{create_text, write_text};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How much of a folder is read.
#[derive(Clone, Copy, Debug)]
pub struct FolderLimits {
    /// Files, in all folders below it.
    pub files: usize,
    /// Bytes of one file.
    pub bytes: usize,
}

/// The texts of a folder.
#[derive(Debug, Default)]
pub struct Texts {
    /// Each text by its name: its path below the folder, with `/` between the parts.
    pub texts: BTreeMap<String, String>,
    /// What is no text, too large, or a link that leads out of the folder.
    pub left_out: Vec<DiskError>,
}

/// A folder of texts.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path. It need not be there.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Its texts and those of the folders below it, hidden files left out; none where there is no folder.
    pub fn read(&self, limits: FolderLimits) -> Result<Texts, DiskError> {
        self.walk(limits, true)
    }

    /// Its own texts, without those of the folders below it.
    pub fn read_flat(&self, limits: FolderLimits) -> Result<Texts, DiskError> {
        self.walk(limits, false)
    }

    fn walk(&self, limits: FolderLimits, below: bool) -> Result<Texts, DiskError> {
        let mut found = Texts::default();
        if !self.root.exists() {
            return Ok(found);
        }
        let root = fs::canonicalize(&self.root).map_err(|error| DiskError::of_reading(&self.root, error))?;
        let mut open = vec![(self.root.clone(), String::new())];
        let mut files = 0;
        while let Some((folder, prefix)) = open.pop() {
            let about = |error| DiskError::of_reading(&folder, error);
            for entry in fs::read_dir(&folder).map_err(about)? {
                let entry = entry.map_err(about)?;
                let path = entry.path();
                let Some(name) = entry.file_name().to_str().filter(|name| !name.starts_with('.')).map(|name| format!("{prefix}{name}"))
                else {
                    continue;
                };
                files += 1;
                if files > limits.files {
                    return Err(DiskError::TooMany { path: self.root.clone(), limit: limits.files });
                }
                let kind = entry.file_type().map_err(about)?;
                if kind.is_dir() {
                    if below {
                        open.push((path, format!("{name}/")));
                    }
                } else if kind.is_symlink() && !leads_to_a_file_below(&root, &path) {
                    found.left_out.push(DiskError::LeadsOut(path));
                } else {
                    match text(&path, limits.bytes) {
                        Ok(text) => drop(found.texts.insert(name, text)),
                        Err(error) => found.left_out.push(error),
                    }
                }
            }
        }
        Ok(found)
    }

    /// Writes a text under a name, at once or not at all; the folders on the way to it are created.
    pub fn write(&self, name: &str, text: &str) -> Result<(), DiskError> {
        let path = self.inside(name)?;
        match fs::symlink_metadata(&path) {
            Ok(file) if file.is_symlink() => Err(DiskError::LeadsOut(path)),
            Ok(_) => write_text(&path, text),
            Err(_) => create_text(&path, text),
        }
    }

    /// Removes the file of a name; there being none is fine.
    pub fn remove(&self, name: &str) -> Result<(), DiskError> {
        let path = self.inside(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(DiskError::of_writing(&path, error)),
            _ => Ok(()),
        }
    }

    /// The path of a name, with the folders on the way to it, none of which may be a link.
    fn inside(&self, name: &str) -> Result<PathBuf, DiskError> {
        let mut path = self.root.clone();
        let about = |path: &Path, error| DiskError::of_writing(path, error);
        fs::create_dir_all(&path).map_err(|error| about(&path, error))?;
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            if part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':']) {
                return Err(DiskError::LeadsOut(self.root.join(name)));
            }
            path.push(part);
            if parts.peek().is_none() {
                break;
            }
            match fs::symlink_metadata(&path) {
                Ok(folder) if folder.is_symlink() => return Err(DiskError::LeadsOut(path)),
                Ok(_) => {}
                Err(_) => fs::create_dir(&path).map_err(|error| about(&path, error))?,
            }
        }
        Ok(path)
    }
}

fn leads_to_a_file_below(root: &Path, link: &Path) -> bool {
    fs::canonicalize(link).is_ok_and(|target| target.starts_with(root) && target.is_file())
}

fn text(path: &Path, limit: usize) -> Result<String, DiskError> {
    let bytes = fs::metadata(path).map_err(|error| DiskError::of_reading(path, error))?.len();
    if bytes > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(DiskError::TooLarge { path: path.to_owned(), bytes, limit });
    }
    super::read_text(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: FolderLimits = FolderLimits { files: 10, bytes: 100 };

    #[test]
    fn what_is_written_is_read_and_removed_again() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path().join("docs/groundplan"));
        assert!(folder.read(LIMITS).unwrap().texts.is_empty());
        folder.write("adr/0001-a.md", "one\n").unwrap();
        folder.write("adr/0001-a.md", "two\n").unwrap();
        folder.write(".hidden", "x").unwrap();
        let texts = folder.read(LIMITS).unwrap().texts;
        assert_eq!(texts.into_iter().collect::<Vec<_>>(), [("adr/0001-a.md".to_owned(), "two\n".to_owned())]);
        assert!(folder.read_flat(LIMITS).unwrap().texts.is_empty());
        folder.remove("adr/0001-a.md").unwrap();
        folder.remove("adr/0001-a.md").unwrap();
        assert!(folder.read(LIMITS).unwrap().texts.is_empty());
    }

    #[test]
    fn no_name_leads_out() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path().join("docs"));
        for name in ["../x", "a/../../x", "/etc/x", "a//b", ""] {
            assert!(matches!(folder.write(name, "x"), Err(DiskError::LeadsOut(_))), "{name}");
        }
    }

    #[test]
    fn what_is_no_text_or_too_large_is_left_out() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        fs::write(place.path().join("picture.png"), [0x89, 0xff]).unwrap();
        fs::write(place.path().join("large.md"), "x".repeat(101)).unwrap();
        let found = folder.read(LIMITS).unwrap();
        assert!(found.texts.is_empty());
        assert_eq!(found.left_out.len(), 2);
        (0..10).for_each(|n| fs::write(place.path().join(format!("{n}.md")), "x").unwrap());
        assert!(matches!(folder.read(LIMITS), Err(DiskError::TooMany { limit: 10, .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_only() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let outside = place.path().join("outside");
        let folder = Folder::at(place.path().join("docs"));
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), "secret").unwrap();
        folder.write("a.md", "a").unwrap();
        symlink(outside.join("secret"), folder.path().join("b.md")).unwrap();
        symlink(folder.path().join("a.md"), folder.path().join("c.md")).unwrap();
        symlink(&outside, folder.path().join("adr")).unwrap();
        let found = folder.read(LIMITS).unwrap();
        assert_eq!(found.texts.into_keys().collect::<Vec<_>>(), ["a.md", "c.md"]);
        assert_eq!(found.left_out.len(), 2);
        assert!(matches!(folder.write("b.md", "x"), Err(DiskError::LeadsOut(_))));
        assert!(matches!(folder.write("adr/x.md", "x"), Err(DiskError::LeadsOut(_))));
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    }
}
