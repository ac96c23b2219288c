//! What can go wrong with files.

use crate::document::printable;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file was not read or written. A file that was not written is as it was.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// Nothing is there.
    #[error("there is no file `{}`", shown(.0))]
    NotFound(PathBuf),
    /// A file to be written has no place.
    #[error("there is no directory `{}`", shown(.0))]
    NoDirectory(PathBuf),
    /// A directory is there.
    #[error("`{}` is a directory, not a file", shown(.0))]
    Directory(PathBuf),
    /// A pipe, a socket or a device is there.
    #[error("`{}` is no ordinary file", shown(.0))]
    NotAFile(PathBuf),
    /// The system does not let us read.
    #[error("there is no permission to read `{}`", shown(.0))]
    Unreadable(PathBuf),
    /// The system does not let us write.
    #[error("there is no permission to write `{}`", shown(.0))]
    Unwritable(PathBuf),
    /// The file is marked as read-only.
    #[error("`{}` is read-only", shown(.0))]
    ReadOnly(PathBuf),
    /// It belongs to someone else, and a new file in its place would not.
    #[error("`{}` belongs to another user, and saving could not keep that", shown(.0))]
    Owner(PathBuf),
    /// Larger than what is read.
    #[error("`{}` has {bytes} bytes, more than the {limit} that are read", shown(.path))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: usize,
    },
    /// Not text, or text in another encoding.
    #[error("`{}` is not UTF-8: byte {offset}, in line {line}, does not fit", shown(.path))]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that does not fit, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// Whether it begins as UTF-16 does.
        wide: bool,
    },
    /// A file to be created is there already.
    #[error("`{}` is there already", shown(.0))]
    Exists(PathBuf),
    /// Someone else wrote it since it was read.
    #[error("`{}` was changed by someone else since it was read", shown(.0))]
    Changed(PathBuf),
    /// Someone else removed it since it was read.
    #[error("`{}` was removed by someone else since it was read", shown(.0))]
    Gone(PathBuf),
    /// A name or a link leads out of the folder it was to stay in.
    #[error("`{}` leads out of its folder", shown(.0))]
    LeadsOut(PathBuf),
    /// A folder has more files than are read.
    #[error("`{}` has more than the {limit} files that are read", shown(.path))]
    TooMany {
        /// The folder.
        path: PathBuf,
        /// The most files that are read.
        limit: usize,
    },
    /// Anything else.
    #[error("`{}`: {error}", shown(.path))]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl DiskError {
    pub(super) fn of_reading(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Unreadable(path.to_owned()),
            _ => Self::other(path, error),
        }
    }

    pub(super) fn of_writing(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Unwritable(path.to_owned()),
            io::ErrorKind::AlreadyExists => Self::Exists(path.to_owned()),
            io::ErrorKind::NotFound => Self::NoDirectory(path.parent().unwrap_or(path).to_owned()),
            _ => Self::other(path, error),
        }
    }

    fn other(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound(path.to_owned()),
            io::ErrorKind::IsADirectory => Self::Directory(path.to_owned()),
            _ => Self::Other { path: path.to_owned(), error },
        }
    }

    /// What to do about it, when that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotUtf8 { wide: true, .. } => Some("it looks like UTF-16: save it as UTF-8"),
            Self::NotUtf8 { .. } => Some("save it as UTF-8"),
            Self::ReadOnly(_) => Some("make it writable, or save under another name"),
            Self::Owner(_) => Some("save under another name, or let its owner save it"),
            Self::Changed(_) => Some("load it again, or overwrite it on purpose"),
            _ => None,
        }
    }
}

/// A file's name, safe to print.
fn shown(path: &Path) -> String {
    printable(&path.display().to_string()).into_owned()
}
