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
    use crate::cli::opened;
    use crate::rules::Rulebook;
    use crate::wizard::{self, Options};
    use std::io::IsTerminal;

    if let Some(failure) = path.filter(|path| !path.exists()).and_then(mistyped) {
        return Err(failure.into());
    }
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Failure::usage("the wizard needs a terminal").hint(HINT).into());
    }
    // Where there is no plan yet, one is begun, by the guidance alone.
    let rulebook = opened::find(path).map_or_else(|_| Ok(Rulebook::guidance()), |plan| opened::rulebook(&plan))?;
    wizard::run(path, Options::from_env(|name| std::env::var(name).ok()), rulebook)?;
    Ok(Answer::fine(""))
}

/// A path of one word that is no file, but nearly a command.
#[cfg(feature = "tui")]
fn mistyped(path: &Path) -> Option<Failure> {
    use clap::CommandFactory;

    let word = path.to_str()?;
    let all = super::arguments::Arguments::command();
    let commands = all.get_subcommands().filter(|command| !command.is_hide_set());
    let command = crate::document::nearest(word, commands.map(clap::Command::get_name))?;
    Some(Failure::usage(format!("there is no file and no command `{word}`")).hint(format!("did you mean `groundplan {command}`?")))
}

/// What to do without the wizard.
const HINT: &str = "`groundplan check` and `groundplan --help` do without it";
