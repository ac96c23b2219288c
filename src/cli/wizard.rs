//! `groundplan [PATH]`: the full-screen wizard.

use super::Answer;
use super::failure::Failure;
use std::path::Path;

/// Whether this program has the wizard.
pub const IS_BUILT_IN: bool = cfg!(feature = "tui");

#[cfg(not(feature = "tui"))]
pub fn run(_: Option<&Path>) -> anyhow::Result<Answer> {
    Err(Failure::usage("this groundplan was built without the wizard").hint(HINT).into())
}

#[cfg(feature = "tui")]
pub fn run(path: Option<&Path>) -> anyhow::Result<Answer> {
    use crate::wizard::{self, Options};
    use std::io::IsTerminal;

    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Failure::usage("the wizard needs a terminal").hint(HINT).into());
    }
    wizard::run(path, Options::from_env(|name| std::env::var(name).ok()))?;
    Ok(Answer::fine(""))
}

/// What to do without the wizard.
const HINT: &str = "`groundplan check` and `groundplan --help` do without it";
