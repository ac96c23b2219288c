//! `groundplan completions`: what a shell completes.

use super::Answer;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan completions bash > ~/.local/share/bash-completion/completions/groundplan
  groundplan completions zsh > \"${fpath[1]}/_groundplan\"
  groundplan completions fish > ~/.config/fish/completions/groundplan.fish")]
pub struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Answer {
    let mut script = Vec::new();
    generate(arguments.shell, &mut super::arguments::Arguments::command(), "groundplan", &mut script);
    Answer::fine(String::from_utf8_lossy(&script))
}
