//! `groundplan [PATH]`: the full-screen wizard.

use super::Answer;
use super::failure::Failure;
use std::path::Path;

/// Whether this program has the wizard.
pub const IS_BUILT_IN: bool = cfg!(feature = "tui");

#[cfg(not(feature = "tui"))]
pub fn run(_: Option<&Path>) -> anyhow::Result<Answer> {
    Err(Failure::usage("this groundplan was built without the wizard")
        .hint("`groundplan check` and `groundplan --help` do without it")
        .into())
}

#[cfg(feature = "tui")]
pub fn run(_: Option<&Path>) -> anyhow::Result<Answer> {
    Err(Failure::usage("this groundplan was built without the wizard")
        .hint("`groundplan check` and `groundplan --help` do without it")
        .into())
}
