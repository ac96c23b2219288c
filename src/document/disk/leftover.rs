//! The files that saving writes beside a plan, and what is left of them when a program is killed.
//!
//! They are named `.groundplan.yaml.XXXXXX.saving` and locked while they are written. One that is not
//! locked was left behind by a program that is gone; the next that saves removes it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

const SUFFIX: &str = ".saving";

/// A new, empty, locked file beside a path: private, or with the mode of any new file of the user.
#[cfg_attr(not(unix), expect(unused_variables, reason = "files have no modes"))]
pub(super) fn create(path: &Path, private: bool) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    let prefix = prefix(path);
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    if !private {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(directory(path))?;
    // Where the file system knows no locks, a leftover can't be told from a file being written.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// Removes what killed programs have left beside a path. What can't be removed is harmless.
pub(super) fn remove(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(directory(path)) else { return };
    for entry in entries.flatten() {
        if is_ours(&entry.file_name(), &prefix) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let left = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if left {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn is_ours(name: &OsStr, prefix: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(SUFFIX.as_bytes())
}

/// `.groundplan.yaml.` for `groundplan.yaml`.
fn prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        _ => Path::new("."),
    }
}
