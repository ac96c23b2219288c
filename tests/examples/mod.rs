//! The plans of `examples/`, which lie in its folders and in folders of those.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// The files of all examples, by name.
pub fn files() -> Vec<PathBuf> {
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"))
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let plan = folder.join("groundplan.yaml");
    if plan.is_file() {
        return vec![plan];
    }
    let mut folders: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "{} has no plan", folder.display());
    folders.iter().flat_map(|folder| below(folder)).collect()
}
