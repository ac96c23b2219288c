//! Files: read with clear errors, written whole or not at all.

mod error;
mod folder;
mod leftover;
mod recovery;
mod write;

pub use error::DiskError;
pub use folder::{Folder, FolderLimits, Texts};
pub use recovery::Recovery;
pub(super) use recovery::{forget, keep};
pub use write::{create_text, write_text};

use super::parse::Limits;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The text of a file of at most the default [`Limits`], in UTF-8.
pub fn read_text(path: &Path) -> Result<String, DiskError> {
    let about = |error| DiskError::of_reading(path, error);
    let metadata = fs::metadata(path).map_err(about)?;
    if metadata.is_dir() {
        return Err(DiskError::Directory(path.to_owned()));
    }
    // Opening a pipe would wait for a writer; a device may never end.
    if !metadata.is_file() {
        return Err(DiskError::NotAFile(path.to_owned()));
    }
    let limit = Limits::default().bytes;
    let mut bytes = Vec::new();
    let beyond = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(about)?.take(beyond).read_to_end(&mut bytes).map_err(about)?;
    if bytes.len() > limit {
        return Err(DiskError::TooLarge { path: path.to_owned(), bytes: metadata.len(), limit });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..offset).unwrap_or_default();
        let line = before.split(|&byte| byte == b'\n').count();
        let wide = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
        DiskError::NotUtf8 { path: path.to_owned(), offset, line, wide }
    })
}
