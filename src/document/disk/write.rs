//! Writing a file so that, whenever the power goes, its old or its new text is there, whole.
//!
//! The text is written to a file beside it and reaches the disk (fsync) before that file takes the
//! name of the old one (rename), which happens at once or not at all.

use super::error::DiskError;
use super::leftover;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// Writes a text in place of a file, which keeps its mode and owner, or as a new file. Symbolic links
/// are followed.
pub fn write_text(path: &Path, text: &str) -> Result<(), DiskError> {
    let path = &resolved(path);
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(DiskError::Directory(path.clone())),
        Ok(old) if !old.is_file() => return Err(DiskError::NotAFile(path.clone())),
        Ok(old) if old.permissions().readonly() => return Err(DiskError::ReadOnly(path.clone())),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(DiskError::of_writing(path, error)),
    };
    let beside = written_beside(path, text, old.as_ref().map_or(Mode::New, Mode::Like))?;
    finish(path, beside.persist(path))
}

/// Writes a text as a new file; what is there already is never overwritten.
pub fn create_text(path: &Path, text: &str) -> Result<(), DiskError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(DiskError::Exists(path.to_owned()));
    }
    let beside = written_beside(path, text, Mode::New)?;
    finish(path, beside.persist_noclobber(path))
}

/// Writes a text that only the user may read, in place of whatever has the name.
pub(super) fn write_private(path: &Path, text: &str) -> Result<(), DiskError> {
    let beside = written_beside(path, text, Mode::Private)?;
    finish(path, beside.persist(path))
}

/// Who may do what with a written file.
#[derive(Clone, Copy)]
enum Mode<'m> {
    /// What the user's mask lets.
    New,
    /// The same as with this one, which it replaces.
    Like(&'m Metadata),
    /// The user alone.
    Private,
}

/// Where a path leads to in the end. A path that leads nowhere is itself.
pub(super) fn resolved(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The text in a new file beside a path, on the disk.
fn written_beside(path: &Path, text: &str, mode: Mode<'_>) -> Result<NamedTempFile, DiskError> {
    let write = || -> io::Result<NamedTempFile> {
        leftover::remove(path);
        let mut beside = leftover::create(path, !matches!(mode, Mode::New))?;
        beside.write_all(text.as_bytes())?;
        if let Mode::Like(old) = mode {
            keep_owner(beside.as_file(), old)?;
            beside.as_file().set_permissions(old.permissions())?;
        }
        beside.as_file().sync_all()?;
        Ok(beside)
    };
    write().map_err(|error| match error.get_ref() {
        Some(inner) if inner.is::<NotOwner>() => DiskError::Owner(path.to_owned()),
        _ => DiskError::of_writing(path, error),
    })
}

/// Makes the new name of a written file last.
fn finish(path: &Path, persisted: Result<File, PersistError>) -> Result<(), DiskError> {
    persisted.map_err(|error| DiskError::of_writing(path, error.error))?;
    if let Some(directory) = path.parent().filter(|_| cfg!(unix)) {
        let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
        // The new text is in place. Some file systems can't sync a directory: that is no failure to save.
        let _ = File::open(directory).and_then(|directory| directory.sync_all());
    }
    Ok(())
}

/// The new file can't be given to the old one's owner.
#[derive(Debug, thiserror::Error)]
#[error("another user's file")]
struct NotOwner;

#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let mine = new.metadata()?;
    if (mine.uid(), mine.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid())).map_err(|_| io::Error::other(NotOwner))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
